// Names that npm takes although few packages have such: published through a gateway, installed by every client.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bun } from '../support/client-bun.ts';
import { deno } from '../support/client-deno.ts';
import { npm10, npm11 } from '../support/client-npm.ts';
import { pnpm10, pnpm12 } from '../support/client-pnpm.ts';
import { createProject } from '../support/client-project.ts';
import { yarn1, yarn4 } from '../support/client-yarn.ts';
import type { Client } from '../support/client.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';

/** Capitals, a core module, a device of Windows as a scope, an underscore first. */
const names = ['JSONStream', 'http', '@con/x', '@con/_y'];

/** More settings: a package counts although it was published just now. */
const fresh: Readonly<Record<string, string>> = {
  'pnpm-workspace.yaml': 'minimumReleaseAge: 0\n',
  '.yarnrc.yml': 'npmMinimalAgeGate: 0\n',
};

function withFresh(client: Client): Client {
  return {
    ...client,
    configFiles: (source) => ({
      ...Object.fromEntries(
        Object.entries(client.configFiles(source)).map(([path, text]) => [
          path,
          `${text}${fresh[path] ?? ''}`,
        ]),
      ),
      ...(client.tool === 'deno' && {
        'deno.json': JSON.stringify({ nodeModulesDir: 'auto', minimumDependencyAge: 0 }),
      }),
    }),
  };
}

let gateway: TestGateway;
beforeAll(async () => {
  const org = JSON.stringify({ members: { mira: 'owner' } });
  gateway = await startGateway({ files: { 'orgs/con.json': org } });
  for (const name of names) await gateway.publish({ name });
});
afterAll(() => gateway.close());

test('each is one commit', async () => {
  const subjects = names.map((name) => `mira <mira@acme.example>: npm publish ${name}@1.0.0`);
  expect(await gateway.commits(names.length)).toEqual(subjects.toReversed());
});

test.each([npm10, npm11, pnpm10, pnpm12, yarn1, yarn4, bun, deno])(
  '$tool installs them',
  async (client) => {
    const project = await createProject(withFresh(client), { registry: gateway.url });
    await project.run(client.add(...names));
    for (const name of names) expect(await project.installed(name), name).toBe('1.0.0');
  },
);
