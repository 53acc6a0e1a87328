// changeset version, changeset publish
import { expect, onTestFinished, test } from 'vitest';
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

async function createMonorepo(gateway: TestGateway): Promise<ReleaseProject> {
  const files = {
    'package.json': {
      ...{ name: 'monorepo', version: '1.0.0', private: true, workspaces: ['packages/*'] },
    },
    '.changeset/config.json': { access: 'public', baseBranch: 'main', changelog: false },
    '.changeset/louder.md': '---\ncore: minor\n---\n\nLouder\n',
    '.gitignore': 'node_modules\n',
    ...twoPackages('^1.0.0'),
  };
  const project = await createReleaseProject({ gateway, tools: ['changeset', 'npm-11'], files });
  await project.run('npm', 'install');
  await project.run('changeset', 'version');
  await project.push('chore: version');
  return project;
}

test('publishes what has a new version, and then tags it', async () => {
  const gateway = await startGateway();
  onTestFinished(() => gateway.close());
  const project = await createMonorepo(gateway);
  await project.run('changeset', 'publish');
  const commits = await gateway.commits(2);
  expect(commits.toSorted()).toEqual([
    'mira <mira@acme.example>: npm publish @mira/ui@1.0.0',
    'mira <mira@acme.example>: npm publish core@1.1.0',
  ]);
  expect(await tagsOf(project.repository)).toEqual(['@mira/ui@1.0.0', 'core@1.1.0']);
  expect(await installed(gateway, '@mira/ui', 'core')).toEqual(['1.0.0', '1.1.0']);

  await project.run('changeset', 'publish');
  expect((await gateway.commits(2)).toSorted()).toEqual(commits.toSorted());
});

test('asks for review once, and tags before the merge unless it is told not to', async () => {
  const gateway = await startGateway({ args: ['--mode', 'pull-request'] });
  onTestFinished(() => gateway.close());
  const project = await createMonorepo(gateway);
  const before = await gateway.remote.oid('main');
  await project.run('changeset', 'publish', '--no-git-tag');
  expect(await tagsOf(project.repository)).toEqual([]);
  await project.run('changeset', 'publish');
  expect(await tagsOf(project.repository)).toEqual(['@mira/ui@1.0.0', 'core@1.1.0']);
  expect(await waitingBranches(gateway)).toEqual(['publish/@mira/ui-1.0.0', 'publish/core-1.1.0']);
  expect(await gateway.remote.oid('main')).toBe(before);

  await mergeWaiting(gateway);
  expect(await installed(gateway, '@mira/ui', 'core')).toEqual(['1.0.0', '1.1.0']);
});
