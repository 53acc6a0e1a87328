import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { manifestOf } from '../../../src/model/manifest.ts';
import { hasInstallScript } from '../../../src/model/manifest-scripts.ts';
import { json, tarballWith, type TarballParts } from '../../support/model.ts';

function normalised(manifest: JsonObject, parts: Omit<TarballParts, 'manifest'> = {}): JsonObject {
  return manifestOf(tarballWith({ manifest, ...parts }));
}

describe('manifestOf', () => {
  it('puts name and version first and keeps the order of the rest', () => {
    const manifest = normalised({ license: 'MIT', version: 'v1.0.0', main: 'a.js', name: 'pkg' });
    expect(JSON.stringify(manifest)).toBe(
      '{"name":"pkg","version":"1.0.0","license":"MIT","main":"a.js"}',
    );
  });

  it('leaves what concerns installing as it stands', () => {
    const manifest: JsonObject = {
      dependencies: { a: '^1', b: 'user/repo', c: 'npm:d@2' },
      devDependencies: { e: 'workspace:*' },
      optionalDependencies: { f: '1' },
      peerDependencies: { g: '>=1' },
      peerDependenciesMeta: { g: { optional: true } },
      engines: ['node >= 0.4'],
      os: ['!win32'],
      cpu: 'x64',
      libc: ['glibc'],
      exports: { '.': { types: './a.d.ts', default: './a.js' } },
      types: './a.d.ts',
      funding: 'https://acme.example/fund',
      publishConfig: { tag: 'next' },
      overrides: { a: '1' },
      gitHead: '0123456789012345678901234567890123456789',
    };
    expect(normalised(manifest)).toEqual({ name: 'pkg', version: '1.0.0', ...manifest });
  });

  it('does not copy optional dependencies into dependencies', () => {
    expect(normalised({ optionalDependencies: { f: '1' } })).not.toHaveProperty('dependencies');
  });

  it('lets package.json say nothing that the registry has to know', () => {
    const spoofed = json(`{
      "_id": "other@9.9.9", "_rev": "1-a", "_npmUser": {"name": "mira"}, "_hasShrinkwrap": true,
      "_resolved": "https://evil.example/x.tgz", "__proto__": {"dist": {}}, "_stillpack": {},
      "dist": {"tarball": "https://evil.example/x.tgz"}, "deprecated": "no", "hasInstallScript": false,
      "maintainers": [{"name": "mira"}], "readme": "# no", "readmeFilename": "no.md", "description": "d"
    }`);
    expect(JSON.stringify(normalised(spoofed))).toBe(
      '{"name":"pkg","version":"1.0.0","description":"d"}',
    );
  });

  it('keeps __proto__, constructor and toString as names of dependencies and scripts', () => {
    const text = '{"__proto__":"1","constructor":"2","toString":"3"}';
    const manifest = normalised(json(`{"dependencies": ${text}, "scripts": ${text}}`));
    expect(JSON.stringify(manifest['dependencies'])).toBe(text);
    expect(JSON.stringify(manifest['scripts'])).toBe(text);
  });

  it('does not change the tarball it reads', () => {
    const manifest = {
      repository: { type: 'git', url: 'acme/ui' },
      bugs: { web: 'https://acme.example/bugs' },
      bin: { '../x': './x.js' },
      keywords: ['a', 5],
      dependencies: { a: '1', b: 2 },
      bundleDependencies: ['c'],
    };
    const tarball = tarballWith({ manifest, files: ['binding.gyp'] });
    const before = JSON.stringify(tarball);
    manifestOf(tarball);
    expect(JSON.stringify(tarball)).toBe(before);
  });

  it('makes something of any package.json', () => {
    const key = fc.constantFrom(
      ...['author', 'bin', 'bugs', 'bundleDependencies', 'bundledDependencies', 'contributors'],
      ...['dependencies', 'description', 'directories', 'engines', 'files', 'gypfile', 'homepage'],
      ...['keywords', 'license', 'main', 'man', 'optionalDependencies', 'peerDependencies'],
      ...['repositories', 'repository', 'scripts', 'types', '__proto__', 'toString', 'modules'],
    );
    const odd = fc.oneof(
      fc.string(),
      fc.jsonValue(),
      fc.constantFrom('%', 'github:%zz/%', '../..', 'a@b.c', 'git+ssh://%', '(((', '<'),
      fc.dictionary(
        fc.constantFrom('url', 'name', 'email', 'toString', 'bin', 'man', 'a'),
        fc.jsonValue(),
      ),
      fc.array(fc.jsonValue()),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, odd)), fc.boolean(), (fields, gyp) => {
        const manifest = json(JSON.stringify(Object.fromEntries(fields)));
        const result = normalised(manifest, { files: gyp ? ['binding.gyp'] : [] });
        expect(result).toMatchObject({ name: 'pkg', version: '1.0.0' });
      }),
      { numRuns: 500 },
    );
  });
});

describe('scripts', () => {
  it('drops what is no text', () => {
    expect(normalised({ scripts: { test: 'a', build: 5 } })['scripts']).toEqual({ test: 'a' });
    expect(normalised({ scripts: 'test' })).not.toHaveProperty('scripts');
  });

  it('implies node-gyp for a binding.gyp without install scripts', () => {
    const gyp = { files: ['binding.gyp'] };
    const implied = { scripts: { test: 't', install: 'node-gyp rebuild' }, gypfile: true };
    expect(normalised({ scripts: { test: 't' } }, gyp)).toMatchObject(implied);
    expect(normalised({}, gyp)).toHaveProperty('scripts.install');
    expect(normalised({ scripts: { preinstall: 'p' } }, gyp)).not.toHaveProperty('scripts.install');
    expect(normalised({ scripts: { install: 'i' } }, gyp)).toHaveProperty('scripts.install', 'i');
    expect(normalised({ gypfile: false }, gyp)).not.toHaveProperty('scripts');
    expect(normalised({})).not.toHaveProperty('scripts');
  });

  it.each([
    [{ preinstall: 'a' }, true],
    [{ install: 'a' }, true],
    [{ postinstall: 'a' }, true],
    [{ postinstall: '' }, false],
    [{ prepare: 'a', prepublish: 'a', test: 'a' }, false],
    [undefined, false],
  ])('%j run on install: %s', (scripts, expected) => {
    expect(hasInstallScript(normalised(scripts === undefined ? {} : { scripts }))).toBe(expected);
  });
});

describe('dependencies', () => {
  it('drops ranges that are no texts and maps that are none', () => {
    expect(normalised({ dependencies: { a: '1', b: 2 }, peerDependencies: 5 })).toEqual({
      name: 'pkg',
      version: '1.0.0',
      dependencies: { a: '1' },
    });
  });

  it('reads the list and the text of old packages', () => {
    const map = { a: '1.0', b: '>=2', c: '', '': undefined };
    expect(normalised({ dependencies: ['a@1.0', 'b >=2', 'c', 7] })['dependencies']).toEqual(map);
    expect(normalised({ dependencies: 'a@1.0, b>=2 c' })['dependencies']).toEqual(map);
  });

  it.each([
    ['either spelling', { bundledDependencies: ['a'] }, ['a']],
    ['a list', { bundleDependencies: ['a', 5, ''] }, ['a']],
    ['true for all', { bundleDependencies: true }, ['a', 'b']],
    ['an object for its keys', { bundleDependencies: { b: '1' } }, ['b']],
    ['false for none', { bundleDependencies: false }, undefined],
    ['the right spelling first', { bundledDependencies: ['a'], bundleDependencies: ['b'] }, ['b']],
  ])('takes bundled names as %s', (_, fields, expected) => {
    const manifest = normalised({ dependencies: { a: '1', b: '2' }, ...fields });
    expect(manifest['bundleDependencies']).toEqual(expected);
    expect(manifest).not.toHaveProperty('bundledDependencies');
    expect(manifest['dependencies']).toEqual({ a: '1', b: '2' });
  });

  it('depends on what is bundled without being a dependency', () => {
    expect(normalised({ bundleDependencies: ['a'] })['dependencies']).toEqual({ a: '*' });
  });
});
