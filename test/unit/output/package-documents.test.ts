import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject } from '../../../src/json.ts';
import type { Package } from '../../../src/model/package.ts';
import type { OutputFile } from '../../../src/output/output-file.ts';
import { type DocumentOptions, documentsOf } from '../../../src/output/package-documents.ts';
import { directory, json, packageWith } from '../../support/model.ts';

const options: DocumentOptions = {
  baseUrl: new URL('https://npm.acme.example/registry/'),
  tarballUrl: (name, version) => `-/t/${name}/${version}.tgz`,
  redirectPointers: false,
  versionDocuments: 'all',
  readmeInPackument: false,
  abbreviated: true,
};

function filesOf(
  pkg: Package,
  overrides: Partial<DocumentOptions> = {},
): Promise<readonly OutputFile[]> {
  return documentsOf(pkg, { ...options, ...overrides });
}

function urlsOf(files: readonly OutputFile[]): readonly string[] {
  return files.map(({ url, kind }) => `${kind} ${url}`);
}

function textAt(files: readonly OutputFile[], kind: OutputFile['kind'], url: string): string {
  const body = files.find((file) => file.kind === kind && file.url === url)?.body;
  if (!(body instanceof Uint8Array)) throw new TypeError(`no document ${kind} ${url}`);
  return new TextDecoder().decode(body);
}

function at(files: readonly OutputFile[], kind: OutputFile['kind'], url: string): JsonObject {
  return json(textAt(files, kind, url));
}

function member(object: JsonObject, ...keys: readonly string[]): JsonObject {
  const value = keys.reduce<unknown>(
    (inner, key) => (isJsonObject(inner) ? inner[key] : {}),
    object,
  );
  return isJsonObject(value) ? value : {};
}

const ui = packageWith({
  name: '@acme/ui',
  versions: [
    {
      version: '1.0.0',
      landed: '2024-02-01T00:00:00Z',
      manifest: {
        description: 'Buttons',
        license: 'MIT',
        bin: './ui.js',
        scripts: { postinstall: 'node x.js' },
        dependencies: { a: '1' },
        main: 'ui.js',
        libc: ['musl'],
      },
      files: ['ui.js', 'npm-shrinkwrap.json'],
      readme: '# UI',
      author: { name: 'M', email: 'mira@acme.example' },
    },
    { version: '2.0.0-rc.1', landed: '2024-03-01T00:00:00Z' },
  ],
  meta: {
    'dist-tags': { next: '2.0.0-rc.1', beta: '2.0.0-rc.1' },
    deprecated: { '1.0.0': 'use 2' },
    users: { al: true, jo: true },
  },
  directory: directory({ users: { mira: { email: 'mira@acme.example' } } }),
  revision: 7,
});

describe('documentsOf', () => {
  it('gives tarballs, versions and tags, packuments and facts, in that order', async () => {
    expect(urlsOf(await filesOf(ui))).toEqual([
      'tarball /@acme/ui/-/ui-1.0.0.tgz',
      'tarball /@acme/ui/-/ui-2.0.0-rc.1.tgz',
      'version /@acme/ui/1.0.0',
      'version /@acme/ui/latest',
      'version /@acme/ui/2.0.0-rc.1',
      'version /@acme/ui/beta',
      'version /@acme/ui/next',
      'packument /@acme/ui',
      'abbreviated /@acme/ui',
      'registry /-/package/@acme/ui/dist-tags',
      'registry /-/package/@acme/ui/collaborators',
      'registry /-/package/@acme/ui/visibility',
    ]);
    expect((await filesOf(ui)).every(({ owner }) => owner === '@acme/ui')).toBe(true);
  });

  it('makes documents for tagged versions only, or none, when asked', async () => {
    const pkg = packageWith({ versions: [{ version: '1.0.0' }, { version: '1.1.0' }] });
    const versionUrls = async (versionDocuments: DocumentOptions['versionDocuments']) =>
      urlsOf((await filesOf(pkg, { versionDocuments })).filter(({ kind }) => kind === 'version'));
    expect(await versionUrls('tagged')).toEqual(['version /pkg/1.1.0', 'version /pkg/latest']);
    expect(await versionUrls('none')).toEqual([]);
  });

  it('makes an abbreviated packument only when asked', async () => {
    const kinds = (await filesOf(ui, { abbreviated: false })).map(({ kind }) => kind);
    expect(kinds).not.toContain('abbreviated');
  });

  it('says who may do what, and whether all may read', async () => {
    const files = await filesOf(ui);
    expect(at(files, 'registry', '/-/package/@acme/ui/collaborators')).toEqual({ mira: 'write' });
    expect(at(files, 'registry', '/-/package/@acme/ui/visibility')).toEqual({ public: true });
    expect(textAt(files, 'registry', '/-/package/@acme/ui/dist-tags')).toBe(
      '{"latest":"1.0.0","beta":"2.0.0-rc.1","next":"2.0.0-rc.1"}',
    );
    const hidden = packageWith({
      versions: [{ version: '1.0.0' }],
      meta: { access: 'restricted' },
    });
    expect(at(await filesOf(hidden), 'registry', '/-/package/pkg/visibility')).toEqual({
      public: false,
    });
  });
});

describe('a tarball', () => {
  it('is named by its integrity, never changes, and is dated by its landing', async () => {
    const [file] = await filesOf(ui);
    const [version] = ui.versions;
    expect(file).toMatchObject({
      digest: version?.fragment.integrity,
      size: version?.fragment.size,
      contentType: 'application/octet-stream',
      cache: 'immutable',
      date: new Date('2024-02-01T00:00:00Z'),
    });
    const body = typeof file?.body === 'function' ? await file.body() : undefined;
    if (!(body instanceof Uint8Array)) throw new TypeError('not whole');
    expect(new TextDecoder().decode(body)).toBe('packages/@acme/ui/ui-1.0.0.tgz');
  });

  it('fails with BYTES_LOST when its bytes are gone since they were inspected', async () => {
    const pkg = packageWith({ versions: [{ version: '1.0.0' }] });
    const lost = { code: 'BYTES_NOT_FETCHED', message: 'gone', hint: 'fetch' } as const;
    const versions = pkg.versions.map((version) => ({
      ...version,
      file: {
        ...version.file,
        open: () =>
          Promise.resolve({ problem: { ...lost, severity: 'unsafe', path: 'x' } as const }),
      },
    }));
    const [file] = await filesOf({ ...pkg, versions });
    const body = file?.body;
    await expect(typeof body === 'function' ? body() : body).rejects.toMatchObject({
      code: 'BYTES_LOST',
    });
  });

  const pointed = packageWith({
    versions: [
      { version: '1.0.0', pointerUrl: 'https://files.acme.example/a.tgz' },
      { version: '1.1.0' },
    ],
  });

  it('of a pointer is part of the output, or is linked where it is', async () => {
    const tarballs = async (redirectPointers: boolean) => {
      const files = await filesOf(pointed, { redirectPointers });
      const packument = at(files, 'packument', '/pkg');
      return [
        files.filter(({ kind }) => kind === 'tarball').length,
        member(packument, 'versions', '1.0.0', 'dist')['tarball'],
      ];
    };
    expect(await tarballs(false)).toEqual([
      2,
      'https://npm.acme.example/registry/-/t/pkg/1.0.0.tgz',
    ]);
    expect(await tarballs(true)).toEqual([1, 'https://files.acme.example/a.tgz']);
  });
});

describe('a packument', async () => {
  const files = await filesOf(ui);
  const packument = at(files, 'packument', '/@acme/ui');

  it('has a revision made of the commits that touched it and its own content', () => {
    const text = textAt(files, 'packument', '/@acme/ui');
    const [, head = '', rev = ''] =
      /^(\{"_id":"@acme\/ui","_rev":"7-([0-9a-f]{32})",)/.exec(text) ?? [];
    const content = `{${text.slice(head.length)}`;
    expect(rev).toBe(createHash('md5').update(content).digest('hex'));
  });

  it('has the time of every version, created and modified, and modified at the top', () => {
    expect(packument['time']).toEqual({
      created: '2024-02-01T00:00:00.000Z',
      modified: '2024-06-01T00:00:00.000Z',
      '1.0.0': '2024-02-01T00:00:00.000Z',
      '2.0.0-rc.1': '2024-03-01T00:00:00.000Z',
    });
    expect(packument['modified']).toBe('2024-06-01T00:00:00.000Z');
  });

  it('has its versions in semver order', () => {
    expect(Object.keys(member(packument, 'versions'))).toEqual(['1.0.0', '2.0.0-rc.1']);
  });

  it('lifts what describes it from the latest version', () => {
    expect(packument).toMatchObject({ name: '@acme/ui', description: 'Buttons', license: 'MIT' });
    expect(packument['users']).toEqual({ al: true, jo: true });
  });

  it('has the README only when asked, because every install would pay for it', async () => {
    expect(packument).not.toHaveProperty('readme');
    const withReadme = at(await filesOf(ui, { readmeInPackument: true }), 'packument', '/@acme/ui');
    expect(withReadme).toMatchObject({ readme: '# UI', readmeFilename: 'README.md' });
  });

  it("adds to each manifest what is the registry's to say", () => {
    const [version] = ui.versions;
    expect(member(packument, 'versions', '1.0.0')).toMatchObject({
      _id: '@acme/ui@1.0.0',
      name: '@acme/ui',
      version: '1.0.0',
      bin: { ui: 'ui.js' },
      scripts: { postinstall: 'node x.js' },
      hasInstallScript: true,
      _hasShrinkwrap: true,
      deprecated: 'use 2',
      maintainers: [{ name: 'mira', email: 'mira@acme.example' }],
      _npmUser: { name: 'mira', email: 'mira@acme.example' },
      dist: {
        tarball: 'https://npm.acme.example/registry/-/t/@acme/ui/1.0.0.tgz',
        integrity: version?.fragment.integrity,
        shasum: version?.fragment.shasum,
        fileCount: 4,
        unpackedSize: 400,
      },
    });
  });

  it('says nothing of scripts, deprecation and commits where there is nothing to say', () => {
    const entry = member(packument, 'versions', '2.0.0-rc.1');
    expect(entry).toHaveProperty('_hasShrinkwrap', false);
    expect(entry).toHaveProperty('_npmUser', { name: 'Ann' });
    expect(Object.keys(entry)).not.toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^(?:hasInstallScript|deprecated|_stillpack)$/),
      ]),
    );
  });

  it('says from which commit a version was packed: the tarball, else meta.json', async () => {
    const noted = { gitHead: 'a'.repeat(40) };
    const manifest = { gitHead: 'b'.repeat(40) };
    const pkg = packageWith({
      versions: [{ version: '1.0.0' }, { version: '1.1.0', manifest }, { version: '1.2.0' }],
      meta: { versions: { '1.0.0': noted, '1.1.0': noted } },
    });
    const text = textAt(await filesOf(pkg), 'packument', '/pkg');
    expect(text.match(/"gitHead"/g)).toHaveLength(2);
    expect(member(json(text), 'versions', '1.0.0')).toMatchObject(noted);
    expect(member(json(text), 'versions', '1.1.0')).toMatchObject(manifest);
  });

  it('publishes no address that is not in users/', () => {
    expect(files.filter(({ body }) => body instanceof Uint8Array).length).toBeGreaterThan(0);
    expect(textAt(files, 'packument', '/@acme/ui')).not.toContain('private.example');
  });
});

describe('an abbreviated packument', async () => {
  const abbreviated = at(await filesOf(ui), 'abbreviated', '/@acme/ui');

  it('holds what installing needs, with its own type', async () => {
    expect(Object.keys(abbreviated)).toEqual(['name', 'modified', 'dist-tags', 'versions']);
    expect(member(abbreviated, 'versions', '1.0.0')).toMatchObject({
      libc: ['musl'],
      deprecated: 'use 2',
    });
    expect(Object.keys(member(abbreviated, 'versions', '1.0.0')).sort()).toEqual([
      '_hasShrinkwrap',
      'bin',
      'dependencies',
      'deprecated',
      'dist',
      'hasInstallScript',
      'libc',
      'name',
      'version',
    ]);
    expect(Object.keys(member(abbreviated, 'versions', '2.0.0-rc.1'))).toEqual([
      'name',
      'version',
      '_hasShrinkwrap',
      'dist',
    ]);
    const [file] = (await filesOf(ui)).filter(({ kind }) => kind === 'abbreviated');
    expect(file?.contentType).toBe('application/vnd.npm.install-v1+json');
  });
});

describe('a version document', () => {
  it('is the entry of the packument with the README, under its number and its tags', async () => {
    const files = await filesOf(ui);
    const entry = member(at(files, 'packument', '/@acme/ui'), 'versions', '1.0.0');
    const document = at(files, 'version', '/@acme/ui/1.0.0');
    expect(document).toEqual({ ...entry, readme: '# UI', readmeFilename: 'README.md' });
    expect(textAt(files, 'version', '/@acme/ui/latest')).toBe(
      textAt(files, 'version', '/@acme/ui/1.0.0'),
    );
  });

  it('marks what is not committed, and lets nobody cache its tarball', async () => {
    const pkg = packageWith({ versions: [{ version: '1.0.0', uncommitted: true }] });
    const files = await filesOf(pkg);
    expect(at(files, 'version', '/pkg/1.0.0')).toMatchObject({ _stillpack: { uncommitted: true } });
    expect(files[0]?.cache).toBe('revalidate');
  });
});

describe('odd names', () => {
  it('are tags, packages and dependencies like any other', async () => {
    const pkg = packageWith({
      name: 'constructor',
      versions: [
        {
          version: '1.0.0',
          manifest: json('{"dependencies": {"__proto__": "1", "toString": "2"}}'),
        },
      ],
      meta: json('{"dist-tags": {"toString": "1.0.0"}, "users": {"__proto__": true}}'),
    });
    const text = textAt(await filesOf(pkg), 'packument', '/constructor');
    expect(text).toContain('"dependencies":{"__proto__":"1","toString":"2"}');
    expect(text).toContain('"dist-tags":{"latest":"1.0.0","toString":"1.0.0"}');
    expect(text).toContain('"users":{"__proto__":true}');
  });
});
