// lerna publish from-package
import { expect, onTestFinished, test } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import {
  createReleaseProject,
  installed,
  type ReleaseProject,
  tagsOf,
  twoPackages,
  waitingBranches,
} from '../support/release-project.ts';

function createMonorepo(gateway: TestGateway): Promise<ReleaseProject> {
  const files = {
    'package.json': {
      ...{ name: 'monorepo', version: '1.0.0', private: true, workspaces: ['packages/*'] },
    },
    'lerna.json': { version: 'independent', packages: ['packages/*'] },
    '.gitignore': 'node_modules\n.nx\n',
    ...twoPackages('^1.0.0'),
  };
  return createReleaseProject({ gateway, tools: ['lerna', 'npm-11'], files });
}

test('publishes what the registry has not, in the order of dependencies, and tags nothing', async () => {
  const gateway = await startGateway();
  onTestFinished(() => gateway.close());
  const project = await createMonorepo(gateway);
  await project.run('lerna', 'publish', 'from-package', '--yes');
  expect(await gateway.commits(2)).toEqual([
    'mira <mira@acme.example>: npm publish @mira/ui@1.0.0',
    'mira <mira@acme.example>: npm publish core@1.0.0',
  ]);
  expect(await gateway.read('core/1.0.0')).toMatchObject({
    gitHead: await project.repository.oid('HEAD'),
  });
  expect(await tagsOf(project.repository)).toEqual([]);
  expect(await installed(gateway, '@mira/ui', 'core')).toEqual(['1.0.0', '1.0.0']);

  const again = await project.run('lerna', 'publish', 'from-package', '--yes');
  expect(again).toContain('No changed packages to publish');
});

test('asks for review of each', async () => {
  const gateway = await startGateway({ args: ['--mode', 'pull-request'] });
  onTestFinished(() => gateway.close());
  const project = await createMonorepo(gateway);
  await project.run('lerna', 'publish', 'from-package', '--yes');
  expect(await waitingBranches(gateway)).toEqual(['publish/@mira/ui-1.0.0', 'publish/core-1.0.0']);
  expect(await tagsOf(project.repository)).toEqual([]);
});

test('lerna publish, which makes the version itself, tags before it publishes unless it is told not to', async () => {
  const gateway = await startGateway({ args: ['--mode', 'pull-request'] });
  onTestFinished(() => gateway.close());
  const project = await createMonorepo(gateway);
  await project.run('lerna', 'publish', 'patch', '--yes', '--no-git-tag-version', '--no-git-reset');
  expect(await tagsOf(project.repository)).toEqual([]);
  expect(await waitingBranches(gateway)).toEqual(['publish/@mira/ui-1.0.1', 'publish/core-1.0.1']);
  await project.repository.git('checkout', '.');
  await project.run('lerna', 'publish', 'minor', '--yes');
  expect(await tagsOf(project.origin)).toEqual(['@mira/ui@1.1.0', 'core@1.1.0']);
});
