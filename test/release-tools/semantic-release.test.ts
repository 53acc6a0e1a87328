// semantic-release with @semantic-release/npm
import { expect, onTestFinished, test } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import {
  createReleaseProject,
  installed,
  mergeWaiting,
  type ReleaseProject,
  tagsOf,
  waitingBranches,
} from '../support/release-project.ts';

function createPackage(gateway: TestGateway): Promise<ReleaseProject> {
  const files = {
    'package.json': { name: '@mira/bell', version: '0.0.0', license: 'MIT', files: ['*.js'] },
    'index.js': "module.exports = 'ring';\n",
    '.releaserc.json': {
      branches: ['main', { name: 'beta', prerelease: true }],
      plugins: ['@semantic-release/commit-analyzer', '@semantic-release/npm'],
    },
  };
  return createReleaseProject({ gateway, tools: ['semantic-release', 'npm-11'], files });
}

function release(project: ReleaseProject): Promise<string> {
  return project.run('semantic-release', '--repository-url', `file://${project.origin.dir}`);
}

test('publishes a version for each push', async () => {
  const gateway = await startGateway();
  onTestFinished(() => gateway.close());
  const project = await createPackage(gateway);
  await release(project);
  await project.repository.git('checkout', '.');
  await project.repository.write('index.js', "module.exports = 'ring ring';\n");
  await project.push('fix: twice');
  await release(project);
  expect(await gateway.commits(2)).toEqual([
    'mira <mira@acme.example>: npm publish @mira/bell@1.0.1',
    'mira <mira@acme.example>: npm publish @mira/bell@1.0.0',
  ]);
  expect(await tagsOf(project.origin)).toEqual(['v1.0.0', 'v1.0.1']);
  expect(await installed(gateway, '@mira/bell')).toEqual(['1.0.1']);
});

test('tags before the merge', async () => {
  const gateway = await startGateway({ args: ['--mode', 'pull-request'] });
  onTestFinished(() => gateway.close());
  const project = await createPackage(gateway);
  await release(project);
  expect(await waitingBranches(gateway)).toEqual(['publish/@mira/bell-1.0.0']);
  expect((await gateway.send('@mira%2fbell')).status).toBe(404);
  expect(await tagsOf(project.origin)).toEqual(['v1.0.0']);

  await mergeWaiting(gateway);
  expect(await installed(gateway, '@mira/bell')).toEqual(['1.0.0']);
});
