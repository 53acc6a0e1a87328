// Automerge of real commits, on a mock of GitHub's API.
import { expect, test } from 'vitest';
import { automerge, type AutomergeReport } from '../../src/review/automerge/automerge.ts';
import { createRepository, git, type GitRepository } from '../support/git-repository.ts';
import {
  type MergeablePull,
  type MockAutomerge,
  mockAutomerge,
} from '../support/mock-automerge.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { testEnv } from '../support/test-engine.ts';

const now = new Date('2026-05-01T12:00:00Z');
const longAgo = '2026-04-01T12:00:00Z';
const justNow = '2026-05-01T11:59:00Z';

interface Desk {
  readonly origin: GitRepository;
  /** Makes a branch with a version of `ui`; gives its commit. */
  readonly propose: (number: number, version: string, manifest?: object) => Promise<string>;
  readonly merge: (
    pulls: readonly MergeablePull[],
    options?: {
      readonly dryRun?: boolean;
      readonly pullRequest?: number;
      readonly fetch?: typeof fetch;
    },
  ) => Promise<AutomergeReport & Pick<MockAutomerge, 'merged'>>;
}

async function desk(config: object = { review: { automerge: { enabled: true } } }): Promise<Desk> {
  const origin = await createRepository();
  await origin.write('stillpack.json', JSON.stringify(config));
  await origin.write('users/mira.json', '{"email": "mira@acme.example", "forge": "mira-acme"}');
  await origin.write('packages/ui/meta.json', '{"maintainers": ["mira"]}');
  await origin.write('packages/ui/ui-1.0.0.tgz', ui('1.0.0'));
  await origin.commit('Begin');
  const clone = await temporaryDirectory();
  await git(clone, ['clone', '-q', `file://${origin.dir}`, '.']);
  return {
    origin,
    async propose(number, version, manifest) {
      await origin.git('checkout', '-q', '-B', `change-${number}`, 'main');
      await origin.write(`packages/ui/ui-${version}.tgz`, ui(version, manifest));
      const commit = await origin.commit(`Publish ${version}`);
      await origin.git('update-ref', `refs/pull/${number}/head`, commit);
      await origin.git('checkout', '-q', '--detach', 'main');
      return commit;
    },
    async merge(pulls, options) {
      const { api, merged } = await mockAutomerge(origin, pulls);
      const report = await automerge({
        ...{ apiUrl: api, token: 'secret', repository: 'acme/registry' },
        ...{ repo: clone, env: testEnv, cacheDir: await temporaryDirectory() },
        ...{ branch: 'main', workflow: 'review.yml', fetch, now: () => now },
        sleep: () => Promise.resolve(),
        ...options,
      });
      return { ...report, merged };
    },
  };
}

function ui(version: string, more: object = {}): Uint8Array {
  return packageTarball({
    manifest: { name: 'ui', version, license: 'MIT', description: 'x', ...more },
    files: { 'index.js': `module.exports = '${version}';\n` },
  });
}

function unmet({ pullRequests }: AutomergeReport): readonly (readonly string[])[] {
  return pullRequests.map(({ conditions }) =>
    conditions.filter(({ isMet }) => !isMet).map(({ id }) => id),
  );
}

test('merges the very commit that was reviewed', async () => {
  const { propose, merge } = await desk();
  const head = await propose(1, '1.0.1');
  const report = await merge([{ author: 'mira-acme', head, checkedAt: longAgo }]);
  expect(unmet(report)).toEqual([[]]);
  expect(report.pullRequests).toMatchObject([{ number: 1, head, isReady: true, isMerged: true }]);
  expect([...report.merged]).toEqual([[1, head]]);
});

test('judges each on what the one before it left', async () => {
  const { propose, merge } = await desk();
  const first = await propose(1, '1.0.1');
  const second = await propose(2, '1.0.1', { main: 'other.js' });
  const pull = { author: 'mira-acme', checkedAt: longAgo };
  const report = await merge([
    { ...pull, head: first },
    { ...pull, head: second },
  ]);
  expect([...report.merged.keys()]).toEqual([1]);
  expect(unmet(report)).toEqual([[], ['no-block', 'one-package']]);
});

test('does nothing but explain with --dry-run', async () => {
  const { propose, merge } = await desk();
  const head = await propose(1, '1.0.1');
  const pull = { author: 'mira-acme', head, checkedAt: longAgo };
  const report = await merge([pull], { dryRun: true });
  expect(report.pullRequests).toMatchObject([{ isReady: true, isMerged: false }]);
  expect([...report.merged]).toEqual([]);
});

test.each<[string, Partial<MergeablePull>, readonly string[]]>([
  ['of somebody who may not publish', { author: 'jo' }, ['no-person', 'owner']],
  ['that was reviewed just now', { checkedAt: justNow }, ['waited']],
  ['whose review failed', { checkedAt: undefined }, ['checked', 'waited']],
  ['that somebody else pushed to', { pushedBy: 'jo' }, ['checked', 'waited']],
  ['that was closed until just now', { laterRuns: [{ created_at: justNow }] }, ['waited']],
  [
    'that is being reviewed again',
    { laterRuns: [{ created_at: justNow, conclusion: null }] },
    ['checked', 'waited'],
  ],
  ['of a commit that another one waited with', { openedAt: justNow }, ['waited']],
  ['that a label holds back', { labels: ['Hold'] }, ['no-label']],
  ['that is a draft', { draft: true }, ['open']],
])('leaves one %s', async (_, change, expected) => {
  const { propose, merge } = await desk();
  const head = await propose(1, '1.0.1');
  const report = await merge([{ author: 'mira-acme', head, checkedAt: longAgo, ...change }]);
  expect(unmet(report)).toEqual([expected]);
  expect([...report.merged]).toEqual([]);
});

test('is off unless the branch says otherwise, whatever the pull request says', async () => {
  const { origin, propose, merge } = await desk({});
  await propose(1, '1.0.1');
  await origin.git('checkout', '-q', 'change-1');
  await origin.write('stillpack.json', '{"review": {"automerge": {"enabled": true}}}');
  const head = await origin.commit('Allow it');
  await origin.git('update-ref', 'refs/pull/1/head', head);
  const report = await merge([{ author: 'mira-acme', head, checkedAt: longAgo }]);
  expect(unmet(report)).toEqual([['enabled', 'no-person', 'one-package']]);
});

test('says what GitHub answers when somebody pushed in between', async () => {
  const { propose, merge } = await desk();
  const head = await propose(1, '1.0.1');
  const other = 'f'.repeat(40);
  const pull = { author: 'mira-acme', head, checkedAt: longAgo, movesTo: other };
  const { pullRequests, merged } = await merge([pull]);
  expect(pullRequests).toMatchObject([{ isReady: true, isMerged: false }]);
  expect(pullRequests[0]?.refusal).toContain('Head branch was modified');
  expect([...merged]).toEqual([]);
});

test('looks at the one that is named alone', async () => {
  const { propose, merge } = await desk();
  const heads = [await propose(1, '1.0.1'), await propose(2, '1.0.2')];
  const pulls = heads.map((head) => ({ author: 'mira-acme', head, checkedAt: longAgo }));
  const report = await merge(pulls, { pullRequest: 2 });
  expect([...report.merged.keys()]).toEqual([2]);
});

test('does not keep the others waiting for one that cannot be judged', async () => {
  const { origin, propose, merge } = await desk();
  await origin.git('checkout', '-q', '--orphan', 'other');
  const unrelated = await origin.commit('Another beginning');
  await origin.git('update-ref', 'refs/pull/1/head', unrelated);
  await origin.git('checkout', '-q', '--force', 'main');
  const head = await propose(2, '1.0.1');
  const pull = { author: 'mira-acme', checkedAt: longAgo };
  const { pullRequests, merged } = await merge([
    { ...pull, head: unrelated },
    { ...pull, head },
  ]);
  expect([...merged.keys()]).toEqual([2]);
  expect(pullRequests).toMatchObject([{ isReady: false, isMerged: false }, { isMerged: true }]);
  expect(pullRequests[0]?.refusal).toContain('no commit in common');
});

test('merges nothing into a branch that moved on from what was judged', async () => {
  const { origin, propose, merge } = await desk();
  const head = await propose(1, '1.0.1');
  const pull = { author: 'mira-acme', head, checkedAt: longAgo };
  const { pullRequests, merged } = await merge([pull], {
    async fetch(url, init) {
      // The last that is asked before the conditions are known.
      if (new Request(url).url.includes('/runs?')) {
        await origin.git('checkout', '-q', 'main');
        await origin.write('packages/ui/meta.json', '{"maintainers": ["jo"]}');
        await origin.commit('Hand over');
      }
      return fetch(url, init);
    },
  });
  expect(pullRequests).toMatchObject([{ isReady: true, isMerged: false }]);
  expect(pullRequests[0]?.refusal).toContain('main has moved on');
  expect([...merged]).toEqual([]);
});
