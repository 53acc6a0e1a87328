// Two gateways on one repository, with writers on both at once. STILLPACK_LOAD makes more of them.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { npm11 } from '../support/client-npm.ts';
import { createProject } from '../support/client-project.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { git } from '../support/git-repository.ts';
import { publishBody } from '../support/publish-document.ts';

const publishes = 10 * Number(process.env['STILLPACK_LOAD'] ?? 1);

let gateways: readonly TestGateway[];
beforeAll(async () => {
  const first = await startGateway();
  gateways = [first, await first.another()];
});
afterAll(async () => {
  for (const gateway of [...gateways].reverse()) await gateway.close();
});

/** As npm does: what was refused for now is sent again. Gives the last status. */
async function publish(gateway: TestGateway, name: string, version: string): Promise<number> {
  const sent = { method: 'PUT', as: 'mira', body: publishBody({ name, version }) } as const;
  for (let attempt = 1; ; attempt += 1) {
    const { status } = await gateway.send(name, sent);
    if (status !== 503 || attempt === 50) return status;
  }
}

it('each publish is answered once with 201, and is once in the history', async () => {
  const wanted = gateways.flatMap((gateway, which) =>
    Array.from({ length: publishes }, (_, index) => ({
      gateway,
      // Every second version is of a package that the other gateway writes, too; 50 packages of many publishes.
      name: index % 2 === 0 ? `shared-${index % 50}` : `own-${which}-${index % 25}`,
      version: `${which + 1}.${index}.0`,
    })),
  );
  for (const { name } of wanted.slice(0, publishes)) await publish(gatewayOf(0), name, '0.0.1');
  const statuses = await Promise.all(
    wanted.map(({ gateway, name, version }) => publish(gateway, name, version)),
  );
  expect(statuses).toEqual(wanted.map(() => 201));

  const { remote } = gatewayOf(0);
  const subjects = (await remote.git('log', '--format=%s', 'main')).split('\n');
  for (const { name, version } of wanted) {
    const subject = `npm publish ${name}@${version}`;
    expect([subject, subjects.filter((line) => line === subject).length]).toEqual([subject, 1]);
  }
  await git(remote.dir, ['fsck', '--full', '--strict', '--no-dangling']);
  for (const { data } of gateways) {
    await git(join(data, 'registry.git'), ['fsck', '--full', '--strict', '--no-dangling']);
  }

  // What one of them published, the other learns of by its poll alone.
  for (const gateway of gateways) {
    const own = wanted.filter((each) => each.gateway === gateway);
    const specs = own.map(({ name, version }, at) => `version-${at}@npm:${name}@${version}`);
    const project = await createProject(npm11, { registry: gateway.url });
    await project.run(['install', ...specs]);
    const installed = await Promise.all(own.map((_, at) => project.installed(`version-${at}`)));
    expect(installed).toEqual(own.map(({ version }) => version));
  }
});

function gatewayOf(index: number): TestGateway {
  const gateway = gateways[index];
  if (gateway === undefined) throw new Error(`there is no gateway ${index}`);
  return gateway;
}
