// pnpm publish -r
import { describe, expect, onTestFinished, test } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import {
  createReleaseProject,
  installed,
  mergeWaiting,
  type ReleaseProject,
  tagsOf,
  twoPackages,
  waitingBranches,
} from '../support/release-project.ts';

describe.each(['pnpm-10', 'pnpm-12'] as const)('%s', (tool) => {
  async function createWorkspace(gateway: TestGateway): Promise<ReleaseProject> {
    const files = {
      'package.json': { name: 'workspace', version: '1.0.0', private: true },
      'pnpm-workspace.yaml': 'packages: ["packages/*"]\n',
      '.gitignore': 'node_modules\n',
      ...twoPackages('workspace:^'),
    };
    const project = await createReleaseProject({ gateway, tools: [tool], files });
    await project.run('pnpm', 'install');
    await project.push('chore: lock');
    return project;
  }

  test('publishes every package of the workspace that the registry has not', async () => {
    const gateway = await startGateway();
    onTestFinished(() => gateway.close());
    const project = await createWorkspace(gateway);
    await project.run('pnpm', 'publish', '-r');
    expect(await gateway.commits(2)).toEqual([
      'mira <mira@acme.example>: npm publish @mira/ui@1.0.0',
      'mira <mira@acme.example>: npm publish core@1.0.0',
    ]);
    expect(await gateway.read('@mira%2fui/1.0.0')).toMatchObject({
      dependencies: { core: '^1.0.0' },
    });
    expect(await installed(gateway, '@mira/ui', 'core')).toEqual(['1.0.0', '1.0.0']);

    await project.run('pnpm', 'publish', '-r');
    expect(await gateway.commits(1)).toEqual([
      expect.stringContaining('npm publish @mira/ui@1.0.0'),
    ]);
  });

  test('asks for review of each, once, however often it runs before the merge', async () => {
    const gateway = await startGateway({ args: ['--mode', 'pull-request'] });
    onTestFinished(() => gateway.close());
    const project = await createWorkspace(gateway);
    const before = await gateway.remote.oid('main');
    await project.run('pnpm', 'publish', '-r');
    const waiting = await gateway.remote.oid('publish/core-1.0.0');
    await project.run('pnpm', 'publish', '-r');
    expect(await waitingBranches(gateway)).toEqual([
      'publish/@mira/ui-1.0.0',
      'publish/core-1.0.0',
    ]);
    expect(await gateway.remote.oid('publish/core-1.0.0')).toBe(waiting);
    expect(await gateway.remote.oid('main')).toBe(before);
    expect((await gateway.send('core')).status).toBe(404);
    expect(await tagsOf(project.repository)).toEqual([]);

    await mergeWaiting(gateway);
    expect(await installed(gateway, '@mira/ui', 'core')).toEqual(['1.0.0', '1.0.0']);
  });
});
