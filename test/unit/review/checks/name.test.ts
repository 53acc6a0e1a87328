import { expect, test } from 'vitest';
import { checkName } from '../../../../src/review/checks/name.ts';
import { similarNames } from '../../../../src/review/checks/similar-names.ts';
import { packageName } from '../../../support/model.ts';
import {
  type AddedParts,
  addedVersion,
  type ContextParts,
  reviewContext,
} from '../../../support/review.ts';

async function found(
  name: string,
  context: ContextParts = {},
  parts: AddedParts = {},
): Promise<readonly string[]> {
  const version = await addedVersion({ manifest: { name }, ...parts });
  const findings = await checkName(version, reviewContext(context));
  return findings.map(({ check, level }) => `${check} ${level}`);
}

test('says of a new name that it is new, and nothing of one that is there', async () => {
  expect(await found('left-pad')).toEqual(['name-new person']);
  expect(await found('left-pad', {}, { previous: {} })).toEqual([]);
});

test('says it once for several versions', async () => {
  const [low, high] = await Promise.all([addedVersion(), addedVersion()]);
  const after = { ...high.pkg.after, versions: [low.version, ...high.pkg.after.versions] };
  const second = await addedVersion({ manifest: { version: '1.2.0' } });
  const pkg = { ...second.pkg, after };
  expect(await checkName({ ...second, pkg }, reviewContext())).toEqual([]);
  expect(await checkName({ ...low, pkg }, reviewContext())).toHaveLength(1);
});

test.each(['Left-Pad', 'http', "what's-that"])('refuses the new name %s', async (name) => {
  expect(await found(name)).toContain('name-invalid block');
});

test('an old package may keep such a name', async () => {
  expect(await found('Left-Pad', {}, { previous: {} })).toEqual([]);
});

test('refuses new packages out of the scopes that are allowed', async () => {
  const policy = { scopes: ['@acme', '@tools'] };
  expect(await found('@acme/ui', { policy })).toEqual(['name-new person']);
  expect(await found('@acm/ui', { policy })).toContain('name-scope block');
  expect(await found('acme', { policy })).toContain('name-scope block');
  expect(await found('acme', { policy }, { previous: {} })).toEqual([]);
});

test('refuses a twin by npm’s rule', async () => {
  expect(await found('left.pad', { names: ['left-pad'] })).toEqual([
    'name-new person',
    'name-similar block',
  ]);
});

test('asks somebody to look at a name that looks like another', async () => {
  expect(await found('loadsh', { names: ['lodash'] })).toEqual([
    'name-new person',
    'name-similar person',
  ]);
  expect(await found('loadsh', { names: ['chalk'] })).toEqual(['name-new person']);
});

test.each([
  ['lodash', 'lodahs'],
  ['chalk', 'chalkk'],
  ['chalk', 'chlk'],
  ['express', 'expres5'],
  ['react-router', 'reakt-rooter'],
  ['foo-js', 'js-foo'],
  ['p1', 'pl'],
  ['rollup', 'ro11up'],
  ['modern', 'modem'],
  ['@acme/ui', '@acne/ui'],
  ['@acme/button', '@acme/buton'],
  ['@acme/date-pick', '@acme/pick-date'],
])('%s looks like %s', (a, b) => {
  expect(similarNames(packageName(a), [packageName(b)])).toEqual([b]);
  expect(similarNames(packageName(b), [packageName(a)])).toEqual([a]);
});

test.each([
  ['ui', 'ua'],
  ['chalk', 'chunk'],
  ['react', 'preact-x'],
  ['@acme/chalk', 'chalk'],
  ['@acme/chalk', '@other/chalk'],
  ['@acme/chalk', '@acne/chunk'],
  ['foo-js', 'bar-js'],
])('%s does not look like %s', (a, b) => {
  expect(similarNames(packageName(a), [packageName(b)])).toEqual([]);
});

test('names the three nearest', () => {
  const names = ['react-routes', 'react-ruotes', 'react-outer', 'react-router', 'react-r0uter'];
  expect(similarNames(packageName('react-router'), names.map(packageName))).toEqual([
    'react-r0uter',
    'react-outer',
    'react-routes',
  ]);
});

test('asks whether the public registry has an unscoped name', async () => {
  const upstream = ['chalk', '@acme/chalk'];
  expect(await found('chalk', { upstream })).toEqual(['name-new person', 'name-upstream person']);
  expect(await found('chark', { upstream })).toEqual(['name-new person']);
  expect(await found('@acme/chalk', { upstream })).toEqual(['name-new person']);
});

test('says so when it cannot be asked', async () => {
  const version = await addedVersion({ manifest: { name: 'chalk' } });
  const context = reviewContext({ upstream: new Error('connection refused') });
  const findings = await checkName(version, context);
  expect(findings.at(-1)).toMatchObject({
    check: 'name-upstream',
    level: 'person',
    message: expect.stringContaining('connection refused') as string,
  });
});
