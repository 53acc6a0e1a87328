import { describe, expect, test } from 'vitest';
import { nameClashesOf } from '../../../src/host/clashes.ts';
import { hostPresetOf } from '../../../src/host/host-preset-of.ts';
import { packageName } from '../../support/model.ts';

const url = new URL('https://npm.acme.example/');

/** The names landed in their order. */
function clashing(host: string, ...names: readonly string[]): readonly string[] {
  const packages = names.map((name, since) => ({ name: packageName(name), since }));
  const clashes = nameClashesOf(packages, { preset: hostPresetOf(host), url });
  expect([...clashes.values()].every(({ code }) => code === 'OUTPUT_CLASH')).toBe(true);
  return [...clashes.keys()];
}

describe.each(['static', 'nginx', 'github-pages', 's3'])('%s', (host) => {
  test('ordinary names have a place', () => {
    const names = [
      'foo',
      'foo.js',
      'Cap',
      '@acme/ui',
      '@acme/foo',
      '@b/ui',
      'package.json',
      '@acme/-',
    ];
    expect(clashing(host, ...names)).toEqual([]);
  });

  test('of two names that differ in case, the one that landed later loses', () => {
    expect(clashing(host, 'foo', 'Foo')).toEqual(['Foo']);
    expect(clashing(host, 'Foo', 'foo')).toEqual(['foo']);
    expect(clashing(host, '@acme/ui', '@acme/UI')).toEqual(['@acme/UI']);
  });

  test('a scope is spelled in one way: on some disks its packages would get the other’s folder', () => {
    expect(clashing(host, '@acme/b', '@Acme/a')).toEqual(['@Acme/a']);
  });

  test('who lost takes nothing', () => {
    expect(clashing(host, '@A/x', '@a/x', '@a/y', 'z')).toEqual(['@a/x', '@a/y']);
  });

  test.each(['aux', 'CON', 'nul.js', 'com1', 'LPT9.tgz', '@acme/prn', 'a*b', 'foo.', '@acme/foo.'])(
    'Windows cannot hold %s',
    (name) => expect(clashing(host, name)).toEqual([name]),
  );

  test.each(['auxiliary', 'com10', 'com0', 'xcon', 'con-x', "a'b", 'a~b', 'a!b', 'a(b)'])(
    'Windows can hold %s',
    (name) => expect(clashing(host, name)).toEqual([]),
  );
});

test('the message names both', () => {
  const packages = ['Foo', 'foo'].map((name, since) => ({ name: packageName(name), since }));
  const [problem] = nameClashesOf(packages, { preset: hostPresetOf('nginx'), url }).values();
  expect(problem).toMatchObject({ path: 'packages/foo', severity: 'unsafe' });
  expect(problem?.message).toMatch(/foo and Foo/);
});

test.each([
  ['that landed together, the first in code units stays', 1, 1, 'foo'],
  ['of which one has not landed, that one loses', 1, undefined, 'Foo'],
  ['of which none has landed, the first in code units stays', undefined, undefined, 'foo'],
])('of two names %s', (_, lower, upper, lost) => {
  const packages = [
    { name: packageName('foo'), since: lower },
    { name: packageName('Foo'), since: upper },
  ];
  for (const given of [packages, packages.toReversed()]) {
    const clashes = nameClashesOf(given, { preset: hostPresetOf('static'), url });
    expect([...clashes.keys()]).toEqual([lost]);
  }
});

test('a package gives way to the host’s own files', () => {
  expect(clashing('vercel', 'vercel.json', 'firebase.json')).toEqual(['vercel.json']);
  expect(clashing('firebase', 'vercel.json', 'Firebase.json')).toEqual(['Firebase.json']);
  expect(clashing('nginx', '404.html', 'index.html', 'nginx.conf')).toEqual([
    '404.html',
    'index.html',
  ]);
  expect(clashing('s3', '404.html', 'upload.sh')).toEqual([]);
});

test('in the directory layout foo.html is a file of foo and a folder of foo.html', () => {
  expect(clashing('github-pages', 'foo', 'foo.html')).toEqual(['foo.html']);
  expect(clashing('github-pages', '404', 'index')).toEqual(['404', 'index']);
  expect(clashing('static', 'foo', 'foo.html', '404', 'index')).toEqual([]);
});
