// The packages that every client installs, each of them one rule a client has to follow.
import { provenanceOf } from './provenance.ts';
import { packageTarball } from './tarball.ts';

interface Manifest extends Readonly<Record<string, unknown>> {
  readonly name: string;
  readonly version: string;
}

const everyPlatform = ['linux', 'darwin', 'win32'];

const manifests: readonly Manifest[] = [
  { name: 'acme-plain', version: '1.0.0' },
  { name: 'acme-plain', version: '1.1.0' },
  { name: 'acme-plain', version: '2.0.0-rc.1' },
  { name: '@acme/ui', version: '1.0.0', dependencies: { 'acme-plain': '^1.0.0' } },
  { name: '@acme/ui', version: '1.2.0', dependencies: { 'acme-plain': '^1.0.0' } },
  { name: '@acme/fresh', version: '1.0.0' },
  { name: '@acme/fresh', version: '2.0.0' },
  { name: 'acme.merge', version: '4.6.2' },
  { name: 'AcmeStream', version: '1.3.5' },
  { name: 'acme-old', version: '1.0.0' },
  { name: 'acme-say', version: '1.0.0', bin: 'say.js' },
  {
    name: 'acme-picky',
    version: '1.0.0',
    optionalDependencies: { 'acme-elsewhere': '1.0.0', 'acme-here': '1.0.0' },
  },
  { name: 'acme-elsewhere', version: '1.0.0', os: ['sunos'] },
  { name: 'acme-here', version: '1.0.0', os: everyPlatform },
  {
    name: 'acme-guest',
    version: '1.0.0',
    peerDependencies: { 'acme-absent': '*' },
    peerDependenciesMeta: { 'acme-absent': { optional: true } },
  },
  { name: 'acme-absent', version: '1.0.0' },
  { name: 'acme-script', version: '1.0.0', scripts: { install: 'node install.js' } },
];

/** What is not in a tarball, by package. */
const meta: Readonly<Record<string, object>> = {
  'acme-plain': { 'dist-tags': { next: '2.0.0-rc.1' } },
  'acme-old': { deprecated: { '1.0.0': 'use acme-plain instead' } },
};

/** `npm publish --provenance` was given for these. */
const proven = ['@acme/ui@1.2.0'];

/** The files of a registry repository, by path. */
export function registryFiles(): ReadonlyMap<string, Uint8Array | string> {
  const files = new Map<string, Uint8Array | string>();
  for (const manifest of manifests) {
    const folder = `packages/${manifest.name}`;
    const basename = manifest.name.replace(/^@.*\//, '');
    const { name, version } = manifest;
    const tarball = tarballOf(manifest);
    files.set(`${folder}/${basename}-${version}.tgz`, tarball);
    if (proven.includes(`${name}@${version}`)) {
      files.set(
        `${folder}/${basename}-${version}.sigstore`,
        provenanceOf({ name, version, tarball }),
      );
    }
  }
  for (const [name, content] of Object.entries(meta)) {
    files.set(`packages/${name}/meta.json`, `${JSON.stringify(content, undefined, 2)}\n`);
  }
  return files;
}

function tarballOf(manifest: Manifest): Uint8Array {
  const { name, version } = manifest;
  return packageTarball({
    manifest: { description: `${name} for tests`, license: 'MIT', main: 'index.js', ...manifest },
    files: {
      'index.js': `module.exports = ${JSON.stringify(`${name}@${version}`)};\n`,
      'say.js': '#!/usr/bin/env node\nconsole.log(`said ${process.argv[2]}`);\n',
      'install.js': "require('node:fs').writeFileSync('installed.txt', 'yes');\n",
    },
  });
}
