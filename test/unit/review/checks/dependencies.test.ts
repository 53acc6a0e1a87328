import { expect, test } from 'vitest';
import { checkDependencies } from '../../../../src/review/checks/dependencies.ts';
import {
  type AddedParts,
  addedVersion,
  type ContextParts,
  reviewContext,
} from '../../../support/review.ts';

const registry = {
  '@acme/ui': ['1.0.0', '1.2.0', '2.0.0-rc.1'],
  gone: [],
  next: ['1.0.0-rc.1'],
};

async function found(
  manifest: object | string,
  previous?: object,
  context: ContextParts = { registry },
): Promise<readonly string[]> {
  const parts: AddedParts = {
    manifest,
    ...(previous === undefined ? {} : { previous: { manifest: previous } }),
  };
  const findings = await checkDependencies(await addedVersion(parts), reviewContext(context));
  return findings.map(({ check, level }) => `${check} ${level}`);
}

const one = (value: unknown, name = '@acme/ui'): object => ({ dependencies: { [name]: value } });

test.each([
  ['^1.1.0'],
  ['1.x || >=2'],
  [''],
  ['*'],
  ['latest'],
  ['2.0.0-rc.1'],
  ['npm:@acme/ui@^1.0.0'],
  ['npm:chalk@^99.0.0'],
  ['v1.2.0'],
])('the registry has %j', async (range) => {
  expect(await found(one(range))).toEqual([]);
});

test.each([
  ['file:../ui'],
  ['link:../ui'],
  ['portal:../ui'],
  ['workspace:^'],
  ['WORKSPACE:*'],
  ['catalog:'],
  [' file:ui.tgz'],
  ['../ui'],
  ['./ui'],
  ['~/ui'],
  ['/srv/ui'],
  ['ui-1.0.0.tgz'],
])('%j is on the publisher’s disk', async (spec) => {
  expect(await found(one(spec))).toEqual(['dependency-local block']);
  expect(await found(one(spec), one(spec))).toEqual(['dependency-local block']);
});

test.each([
  ['git+https://example.com/ui.git'],
  ['git@example.com:acme/ui.git'],
  ['github:acme/ui#semver:^1.0.0'],
  ['acme/ui'],
  ['https://example.com/ui.tgz'],
])('somebody looks at %j when it is new or another one', async (spec) => {
  expect(await found(one(spec))).toEqual(['dependency-remote person']);
  expect(await found(one(spec), one('^1.0.0'))).toEqual(['dependency-remote person']);
  expect(await found(one(spec), one(spec))).toEqual([]);
});

test.each([
  ['jsr:^1.0.0'],
  ['npm:npm:x@1'],
  ['npm:acme/ui'],
  ['%'],
  [5],
  [null],
  [{ version: '1.0.0' }],
  ['1.0.0 || '.repeat(1000)],
])('no client understands %j', async (spec) => {
  expect(await found(one(spec))).toEqual(['dependency-invalid block']);
  expect(await found(one(spec), one(spec))).toEqual([]);
});

test.each(['', '../evil', '.hidden', 'a b', '__proto__/x', 'node_modules'])(
  'refuses the name %j',
  async (name) => {
    expect(await found(one('1.0.0', name))).toEqual(['dependency-invalid block']);
  },
);

test.each([['chalk@5'], [['chalk']], [7]])('refuses %j for all dependencies', async (value) => {
  expect(await found({ dependencies: value })).toEqual(['dependency-invalid block']);
  expect(await found({ dependencies: value }, { dependencies: value })).toEqual([]);
});

test.each([[[]], [null], [{}]])('%j are no dependencies', async (dependencies) => {
  expect(await found({ dependencies })).toEqual([]);
});

test('keys of every object are names like others', async () => {
  const text = `{"name":"pkg","version":"1.1.0","dependencies":
    {"__proto__":"workspace:*","constructor":"^1.0.0","toString":"^1.0.0"}}`;
  expect(await found(text)).toEqual(['dependency-invalid block']);
  expect(
    await found('{"name":"pkg","version":"1.1.0","__proto__":{"dependencies":{"a":5}}}'),
  ).toEqual([]);
});

test('somebody looks at what the registry cannot meet, and at less when it is old', async () => {
  expect(await found(one('^3.0.0'))).toEqual(['dependency-missing person']);
  expect(await found(one('npm:@acme/ui@^3.0.0', 'ui'))).toEqual(['dependency-missing person']);
  expect(await found(one('*', 'gone'))).toEqual(['dependency-missing person']);
  expect(await found(one('^3.0.0'), one('^3.0.0'))).toEqual(['dependency-missing info']);
});

test('every version will do for *, a prerelease for nothing else', async () => {
  expect(await found(one('*', 'next'))).toEqual([]);
  expect(await found(one('>=0', 'next'))).toEqual(['dependency-missing person']);
});

test('warns of a tag that moves', async () => {
  expect(await found(one('beta'))).toEqual(['dependency-missing warning']);
});

test('the version itself is there', async () => {
  expect(await found(one('^1.1.0', 'pkg'))).toEqual([]);
  expect(await found(one('^1.2.0', 'pkg'))).toEqual(['dependency-missing person']);
});

test('optional peers may be absent, others not', async () => {
  const peerDependencies = { '@acme/ui': '^3.0.0' };
  expect(await found({ peerDependencies })).toEqual(['dependency-missing person']);
  const peerDependenciesMeta = { '@acme/ui': { optional: true } };
  expect(await found({ peerDependencies, peerDependenciesMeta })).toEqual([]);
});

test('an optional dependency that is missing stops no installation', async () => {
  const optionalDependencies = { '@acme/ui': '^3.0.0' };
  expect(await found({ optionalDependencies, dependencies: optionalDependencies })).toEqual([
    'dependency-missing warning',
  ]);
});

test.each([
  { bundleDependencies: ['@acme/ui'] },
  { bundledDependencies: ['@acme/ui'] },
  { bundleDependencies: true },
])('what lies in the tarball is not missing: %j', async (bundle) => {
  expect(await found({ ...one('^3.0.0'), ...bundle })).toEqual([]);
});

test('nobody installs devDependencies', async () => {
  expect(await found({ devDependencies: { '@acme/ui': 'workspace:*', x: 5 } })).toEqual([]);
});

test('says how many more there are of very many', async () => {
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`a${n}`, 'file:..']));
  const version = await addedVersion({ manifest: { dependencies: { ...many, b: 'acme/b' } } });
  const findings = await checkDependencies(version, reviewContext());
  expect(findings).toHaveLength(22);
  expect(findings[20]).toMatchObject({
    check: 'dependency-local',
    level: 'block',
    message: 'There are 4980 more of this kind.',
  });
});

test('shows hostile text so that nothing obeys it', async () => {
  const version = await addedVersion({ manifest: one('file:\u001b[31m\n::error::') });
  const [finding] = await checkDependencies(version, reviewContext());
  expect(finding?.message).not.toMatch(/\p{Cc}/u);
});
