// npm publish in CI without a stored token: npm asks the CI service for an id token, and the gateway exchanges it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { npm11 } from '../support/client-npm.ts';
import { createProject } from '../support/client-project.ts';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { createIdTokenIssuer, type IdTokenIssuer } from '../support/id-token-issuer.ts';
import { listen } from '../support/loopback-server.ts';

type Claims = Readonly<Record<string, unknown>>;

interface Desk {
  readonly gateway: TestGateway;
  /** What npm prints in a run of acme/ui, or in one with other claims. */
  readonly publish: (name: string, version: string, claims?: Claims) => Promise<string>;
}

/** The package ui trusts publish.yml of acme/ui. */
async function startDesk(): Promise<Desk> {
  const issuer = await createIdTokenIssuer();
  const trusted = { issuer: issuer.url, repository: 'acme/ui', workflow: 'publish.yml' };
  const meta = { maintainers: ['mira'], trustedPublishers: [trusted] };
  const gateway = await startGateway({
    args: ['--issuer', `github=${issuer.url}`],
    files: { 'packages/ui/meta.json': JSON.stringify(meta) },
  });
  onTestFinished(() => gateway.close());
  return {
    gateway,
    async publish(name, version, claims = {}) {
      const env = await jobEnvironment(issuer, { repository_visibility: 'private', ...claims });
      const project = await createProject(npm11, { registry: gateway.url });
      await writeFile(join(project.dir, 'package.json'), JSON.stringify({ name, version }));
      return project.run(['publish'], [], env);
    },
  };
}

/** What GitHub Actions gives a job with the permission `id-token: write`. */
async function jobEnvironment(
  issuer: IdTokenIssuer,
  claims: Claims,
): Promise<Readonly<Record<string, string>>> {
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now - 10, nbf: now - 10, exp: now + 290 };
  const url = await listen((request, response) => {
    const aud = new URL(request.url ?? '', 'http://localhost').searchParams.get('audience');
    void issuer
      .sign({ ...times, aud, ...claims })
      .then((value) => response.end(JSON.stringify({ value })));
  });
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/?api-version=2`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'job',
  };
}

test('a workflow that the package trusts publishes it, and the commit says so', async () => {
  const { gateway, publish } = await startDesk();
  expect(await publish('ui', '1.0.0')).toContain('+ ui@1.0.0');
  expect(await gateway.commits()).toEqual([expect.stringContaining('npm publish ui@1.0.0')]);
  expect(await gateway.read('ui/1.0.0')).toMatchObject({ name: 'ui', version: '1.0.0' });
});

test('other runs get no token, and publish nothing', async () => {
  const { gateway, publish } = await startDesk();
  const [before] = await gateway.commits();
  const workflow_ref = 'evil/ui/.github/workflows/publish.yml@refs/heads/main';
  const others: Claims[] = [
    { repository: 'evil/ui', workflow_ref },
    { event_name: 'pull_request', ref: 'refs/pull/1/merge' },
    { exp: 1 },
  ];
  for (const claims of others) {
    await expect(publish('ui', '1.0.0', claims)).rejects.toThrow('ENEEDAUTH');
  }
  await expect(publish('other', '1.0.0')).rejects.toThrow('ENEEDAUTH');
  expect(await gateway.commits()).toEqual([before]);
});
