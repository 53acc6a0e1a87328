// A small registry that has a little of everything.
import { type PackageSummary, summaryOf } from '../../src/model/summary.ts';
import type { OutputFile } from '../../src/output/output-file.ts';
import { documentsOf } from '../../src/output/package-documents.ts';
import { registryDocuments } from '../support/registry-documents.ts';
import { tarballNameOf } from '../../src/tarball-name.ts';
import { directory, type PackageParts, packageWith } from '../support/model.ts';

const mira = { name: 'Mira M.', email: 'mira@acme.example' };

const people = {
  users: {
    mira: { name: 'Mira M.', email: 'mira@acme.example', forge: 'mira-m' },
    jo: { name: 'Jo' },
  },
  orgs: {
    acme: {
      members: { mira: 'owner', zoe: 'developer' },
      teams: {
        platform: {
          members: ['mira', 'zoe'],
          packages: { '@acme/ui': 'read-write', 'native-thing': 'read-only' },
        },
      },
    },
  },
};

const ui: PackageParts = {
  name: '@acme/ui',
  revision: 4,
  modified: '2024-04-05T06:07:08Z',
  versions: [
    { version: '1.0.0', author: mira, landed: '2024-01-02T03:04:05Z' },
    {
      version: '1.1.0',
      author: mira,
      landed: '2024-02-03T04:05:06Z',
      manifest: {
        description: 'Buttons and such',
        keywords: ['ui', 'buttons'],
        license: 'MIT',
        author: 'Mira M. <mira@acme.example>',
        repository: { type: 'git', url: 'https://git.acme.example/ui.git', directory: 'ui' },
        homepage: 'https://ui.acme.example/',
        type: 'module',
        exports: { '.': { types: './index.d.ts', default: './index.js' } },
        bin: './bin/ui.js',
        engines: { node: '>=20' },
        dependencies: { 'left-pad': '^1.3.0' },
        peerDependencies: { react: '>=18', vue: '>=3' },
        peerDependenciesMeta: { vue: { optional: true } },
        bundledDependencies: ['left-pad'],
        funding: { url: 'https://acme.example/fund' },
      },
      files: ['index.js', 'index.d.ts', 'bin/ui.js'],
      readme: '# UI\n\nButtons and such.\n',
    },
    {
      version: '2.0.0-rc.1',
      author: { name: 'ci', email: 'ci@acme.example' },
      landed: '2024-03-04T05:06:07Z',
    },
  ],
  meta: {
    'dist-tags': { next: '2.0.0-rc.1' },
    maintainers: ['acme:platform', 'jo'],
    deprecated: { '<1.1.0': 'use 1.1.0' },
    users: { jo: true },
    // In no document.
    trustedPublishers: [{ issuer: 'github', repository: 'acme/ui', workflow: 'publish.yml' }],
  },
};

const nativeThing: PackageParts = {
  name: 'native-thing',
  revision: 1,
  modified: '2024-03-01T00:00:00Z',
  versions: [
    {
      version: '0.1.0',
      landed: '2024-03-01T00:00:00Z',
      manifest: {
        os: ['linux'],
        cpu: ['x64'],
        libc: ['glibc'],
        dependencies: { 'node-addon-api': '^8' },
        optionalDependencies: { 'native-thing-linux': '0.1.0' },
        scripts: { test: 'node test.js' },
      },
      files: ['binding.gyp', 'npm-shrinkwrap.json'],
    },
  ],
};

/** Mirrored from elsewhere: its dates and publishers stand in meta.json. */
const mirrored: PackageParts = {
  name: 'left-pad',
  revision: 2,
  modified: '2024-05-01T00:00:00Z',
  versions: [
    { version: '1.2.0', manifest: { license: 'WTFPL' } },
    { version: '1.3.0', manifest: { license: 'WTFPL', repository: 'acme/left-pad' } },
  ],
  meta: {
    unpublished: { '1.1.0': { reason: 'broken' } },
    versions: {
      '1.2.0': { time: '2017-11-10T00:00:00.123Z', publisher: 'camwest' },
      '1.3.0': { time: '2018-04-09T01:22:47.000Z' },
    },
  },
};

const restricted: PackageParts = {
  name: '@acme/secret',
  versions: [{ version: '1.0.0', author: mira }],
  meta: { access: 'restricted' },
};

/** Every document, by the package it belongs to; what spans packages under `registry`. */
export async function goldenDocuments(
  arrange: <Item>(items: readonly Item[]) => readonly Item[] = (items) => items,
): Promise<ReadonlyMap<string, readonly OutputFile[]>> {
  const arranged = <Value>(entries: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(arrange(Object.entries(entries)));
  const known = directory({ users: arranged<object>(people.users), orgs: arranged(people.orgs) });
  const documents = new Map<string, readonly OutputFile[]>();
  const summaries: PackageSummary[] = [];
  for (const parts of [restricted, ui, mirrored, nativeThing]) {
    const pkg = packageWith({
      ...parts,
      versions: arrange(parts.versions),
      meta: arranged<unknown>(typeof parts.meta === 'object' ? { ...parts.meta } : {}),
      directory: known,
    });
    summaries.push(summaryOf(pkg));
    documents.set(
      pkg.name,
      await documentsOf(pkg, {
        baseUrl: new URL('https://npm.acme.example/registry/'),
        tarballUrl: (name, version) => `${name}/-/${tarballNameOf(name, version)}`,
        redirectPointers: false,
        versionDocuments: 'tagged',
        readmeInPackument: false,
        abbreviated: true,
      }),
    );
  }
  const registry = registryDocuments({
    summaries: arrange(summaries),
    directory: known,
    date: new Date('2024-06-01T00:00:00Z'),
    protected: false,
  });
  return documents.set('registry', registry);
}
