// `upload --pull-request`: what waits where, on a remote of no forge and in front of a mock of GitHub.
import { expect, it } from 'vitest';
import { type Forge, forgeOf, type UploadReport } from '../../src/index.ts';
import { stillpack } from '../support/program.ts';
import { mockGithub, type MockGithub } from '../support/mock-github.ts';
import { createUploadDesk, type UploadDesk } from '../support/upload-desk.ts';

const ui = { name: '@acme/ui', version: '1.0.0' };
const pull = (number: number): string => `https://github.example/acme/registry/pull/${number}`;

interface ForgeDesk extends UploadDesk {
  readonly github: MockGithub;
  propose(...files: readonly string[]): Promise<UploadReport>;
}

async function createForgeDesk(): Promise<ForgeDesk> {
  const desk = await createUploadDesk();
  const github = await mockGithub();
  const { url } = await desk.serve();
  const forge: Forge = forgeOf({
    ...{ remoteUrl: url, apiUrl: github.api, token: 'ghp_secret', fetch },
    now: () => new Date(),
    sleep: () => Promise.resolve(),
  });
  return {
    ...desk,
    github,
    propose: (...files) => desk.upload(files, { remote: url, mode: 'pull-request', forge }),
  };
}

it('waits on a branch of its own, and main stays as it is', async () => {
  const desk = await createUploadDesk();
  await desk.put('ui.tgz', ui);
  const before = await desk.remote.oid('main');
  const report = await desk.upload(['ui.tgz'], { mode: 'pull-request' });
  const branch = 'publish/@acme/ui-1.0.0';
  expect(report).toMatchObject({ branch, mode: 'pull-request', added: [ui] });
  expect(report.pullRequest).toMatchObject({ url: undefined });
  expect(report.pullRequest?.text).toContain(branch);
  expect(report.commit).toBe(await desk.remote.oid(branch));
  expect(await desk.remote.oid('main')).toBe(before);
  expect(await desk.remote.git('diff', '--name-only', 'main', branch)).toBe(
    'packages/@acme/ui/ui-1.0.0.tgz',
  );
});

it('opens one pull request, however often the same bytes are uploaded', async () => {
  const desk = await createForgeDesk();
  await desk.put('ui.tgz', ui);
  const first = await desk.propose('ui.tgz');
  expect(first.pullRequest).toMatchObject({ url: pull(1) });
  expect(await desk.propose('ui.tgz')).toEqual(first);
  expect(desk.github.pulls.map(({ head }) => head)).toEqual(['publish/@acme/ui-1.0.0']);
});

it('refuses other bytes of a version that waits', async () => {
  const desk = await createForgeDesk();
  await desk.put('ui.tgz', ui);
  const { commit } = await desk.propose('ui.tgz');
  await desk.put('ui.tgz', { ...ui, description: 'other' });
  await expect(desk.propose('ui.tgz')).rejects.toMatchObject({ code: 'VERSION_EXISTS' });
  expect(await desk.remote.oid('publish/@acme/ui-1.0.0')).toBe(commit);
});

it('takes another branch when the first pull request was closed', async () => {
  const desk = await createForgeDesk();
  await desk.put('ui.tgz', ui);
  await desk.propose('ui.tgz');
  const [first] = desk.github.pulls;
  if (first !== undefined) first.state = 'closed';
  const second = await desk.propose('ui.tgz');
  expect(second).toMatchObject({
    branch: 'publish/@acme/ui-1.0.0@2',
    pullRequest: { url: pull(2) },
  });
});

it('has nothing to propose once it was merged', async () => {
  const desk = await createForgeDesk();
  await desk.put('ui.tgz', ui);
  const { branch } = await desk.propose('ui.tgz');
  await desk.remote.git('update-ref', 'refs/heads/main', branch);
  expect(await desk.propose('ui.tgz')).toMatchObject({
    ...{ commit: undefined, branch: 'main', added: [], unchanged: [ui], pullRequest: undefined },
  });
  expect(desk.github.pulls).toHaveLength(1);
});

it('puts several packages on one branch, the same in any order', async () => {
  const desk = await createForgeDesk();
  await desk.put('ui.tgz', ui);
  await desk.put('a.tgz', { name: 'a', version: '2.0.0' });
  const report = await desk.propose('ui.tgz', 'a.tgz');
  expect(report.branch).toMatch(/^publish\/@acme\/ui-1\.0\.0\+1-[\da-f]{8}$/);
  expect((await desk.propose('a.tgz', 'ui.tgz')).pullRequest).toEqual(report.pullRequest);
  expect(await desk.remote.git('diff', '--name-only', 'main', report.branch)).toBe(
    'packages/@acme/ui/ui-1.0.0.tgz\npackages/a/a-2.0.0.tgz',
  );
  await desk.put('a.tgz', { name: 'a', version: '2.0.0', description: 'other' });
  await expect(desk.propose('a.tgz', 'ui.tgz')).rejects.toMatchObject({ code: 'VERSION_EXISTS' });
});

it('proposes a tag alone on a branch named after the change', async () => {
  const desk = await createUploadDesk();
  await desk.put('pad.tgz', { name: 'left-pad', version: '1.0.0' });
  const asked = { mode: 'pull-request', tag: 'stable' } as const;
  const report = await desk.upload(['pad.tgz'], asked);
  expect(report.branch).toMatch(/^change\/[\da-f]{16}$/);
  expect(await desk.upload(['pad.tgz'], asked)).toEqual(report);
});

it('is asked for with --pull-request, and takes the token from the environment', async () => {
  const desk = await createForgeDesk();
  await desk.put('ui.tgz', ui);
  const { url } = await desk.serve();
  const args = ['upload', 'ui.tgz', '--to', url, '--pull-request', '--forge-api', desk.github.api];
  const env = { STILLPACK_FORGE_TOKEN: 'ghp_secret' };
  const { code, stderr } = await stillpack(args, { cwd: desk.cwd, env });
  expect([code, stderr]).toEqual([0, expect.stringContaining(pull(1))]);
  expect([...desk.github.tokens]).toEqual(['token ghp_secret']);
});
