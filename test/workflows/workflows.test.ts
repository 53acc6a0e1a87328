// Every workflow that `init` writes for GitHub, our own, and our actions, held to the linters and to our own rules.
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { actions, githubHosts, initFiles, workflows } from '../support/rendered-workflows.ts';
import { lintAction, lintWorkflow } from '../support/workflow-linters.ts';
import { brokenRules, type KnownActions, parseWorkflow } from '../support/workflow-rules.ts';

const all = workflows();
const ours = actions();
const known: KnownActions = new Map(
  [...ours].map(([name, text]) => {
    const { inputs = {} } = parse(text) as { inputs?: object };
    return [name, new Set(Object.keys(inputs))];
  }),
);

test('there are workflows of every host, and all that stand beside them', () => {
  const titles = all.map(({ title }) => title);
  for (const host of githubHosts)
    expect(titles).toContain(`.github/workflows/publish.yml for ${host}`);
  expect(titles.filter((title) => !title.includes('publish.yml for')).toSorted()).toEqual([
    '.github/workflows/automerge.yml',
    '.github/workflows/comment.yml',
    '.github/workflows/review.yml',
    'examples/publish-package-with-npm.yml',
    'examples/publish-package.yml',
    ...all.map(({ title }) => title).filter((title) => title.startsWith('our own')),
  ]);
});

test('a review is of pull requests for the published branch alone: its check is of a commit, not of a branch', () => {
  const text = initFiles({ host: 'nginx', branch: 'trunk' }).get('.github/workflows/review.yml');
  expect(parse(text ?? '')).toMatchObject({ on: { pull_request: { branches: ['trunk'] } } });
});

test.each(all)('the linters find nothing in $title', async ({ text }) => {
  expect(await lintWorkflow(text)).toEqual([]);
});

// Without actions of ours there is nothing to compare inputs with.
test.each(all)('no rule is broken by $title', ({ text }) => {
  expect(brokenRules(text, known.size > 0 ? known : undefined)).toEqual([]);
});

test.each([...ours])('the linter finds nothing in the action %s', async (_name, text) => {
  expect(await lintAction(text)).toEqual([]);
});

describe('a linter or a rule complains of', () => {
  const review = initFiles({ host: 'nginx' }).get('.github/workflows/review.yml') ?? '';
  const publish = initFiles({ host: 'netlify' }).get('.github/workflows/publish.yml') ?? '';

  test.each([
    ['a key that there is not', review, 'timeout-minutes: 30', 'timeout-minute: 30'],
    ['an output of no step', publish, 'needs.build.outputs.status', 'needs.build.outputs.statsu'],
    ['a value of the wrong kind', review, 'fetch-depth: 0', 'fetch-depth: [0]'],
  ])('%s', async (_what, text, before, after) => {
    expect(text).toContain(before);
    expect(await lintWorkflow(text.replaceAll(before, after))).not.toEqual([]);
  });

  test.each([
    ['no `permissions: {}`', review, 'permissions: {}', 'permissions: read-all'],
    ['pull_request_target', review, 'pull_request:', 'pull_request_target:'],
    ['a tag', review, /checkout@[0-9a-f]{40}/, 'checkout@v7'],
    ['a version that nobody can read', review, / # v7\.0\.1/, ''],
    ['a token that stays', review, 'persist-credentials: false', 'persist-credentials: true'],
    ['the head of a stranger', review, 'pull_request.base.sha', 'pull_request.head.sha'],
    ['the merge of a stranger', review, /\n +ref: .*/, ''],
    ['a job without permissions', review, /\n {4}permissions:\n {6}contents: read/, ''],
    ['an expression in a script', publish, 'mkdir public', 'mkdir ${{ github.ref_name }}'],
    ['a deployment that is cut off', publish, 'in-progress: false', 'in-progress: true'],
    ['a cache beside secrets', publish, 'package-manager-cache: false', 'cache: npm'],
    ['secrets of every job', publish, /environment:\n.*\n.*/, ''],
    ['an input that there is not', review, 'report-folder:', 'report-floder:'],
  ])('%s', (_what, text, before, after) => {
    const changed = text.replaceAll(
      typeof before === 'string' ? before : new RegExp(before, 'g'),
      after,
    );
    expect(changed).not.toBe(text);
    const inputs: KnownActions = new Map(
      ['build', 'comment', 'review'].map((name) => [
        name,
        new Set(['out', 'fail-on-problem', 'report-folder', 'report-path']),
      ]),
    );
    expect(brokenRules(text, inputs)).toEqual([]);
    expect(brokenRules(changed, inputs)).not.toEqual([]);
  });
});

test('a review may read and nothing else, and its name is that of the required check', () => {
  const { jobs, on } = parseWorkflow(initFiles({}).get('.github/workflows/review.yml') ?? '');
  expect(Object.keys(jobs)).toEqual(['review']);
  expect(jobs['review']?.permissions).toEqual({ contents: 'read' });
  // A required check that a path filter leaves out is waited for forever.
  expect(on).toEqual({ pull_request: { branches: ['main'] } });
});

test.each(['publish-package.yml', 'publish-package-with-npm.yml'])(
  'no release of %s is dropped because a newer one waits',
  (name) => {
    const { concurrency } = parseWorkflow(initFiles({}).get(`examples/${name}`) ?? '');
    expect(concurrency).toMatchObject({ group: 'publish-${{ github.ref }}' });
  },
);

// GitHub lets no ruleset except the workflow's own token from the approvals that it asks for.
test('what is merged without a person is merged with a token that a ruleset can except', () => {
  const text = initFiles({ automerge: true }).get('.github/workflows/automerge.yml') ?? '';
  const { steps = [] } = parseWorkflow(text).jobs['merge'] ?? {};
  expect(steps.find(({ name }) => name === 'Merge')?.env).toMatchObject({
    STILLPACK_FORGE_TOKEN: '${{ secrets.AUTOMERGE_TOKEN || github.token }}',
  });
});

test('only what names an environment has secrets, and only the job that deploys has them', () => {
  for (const host of githubHosts) {
    const { jobs } = parseWorkflow(initFiles({ host }).get('.github/workflows/publish.yml') ?? '');
    const withSecrets = Object.entries(jobs).filter(([, job]) =>
      JSON.stringify(job).includes('secrets.'),
    );
    expect(withSecrets.map(([name]) => name).filter((name) => name !== 'deploy')).toEqual([]);
  }
});
