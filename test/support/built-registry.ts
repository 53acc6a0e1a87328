// A small built registry whose documents a test may change.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Encoding } from '../../src/host/precompressed.ts';
import { verify } from '../../src/verify/verify.ts';
import { directory, json } from './model.ts';
import { buildRegistry } from './registry-folder.ts';
import { temporaryDirectory } from './temp-dir.ts';

const packages = [
  {
    name: 'foo',
    versions: [
      { version: '1.0.0', readme: '# foo', manifest: { dependencies: { bar: '^1.0.0' } } },
      { version: '2.0.0-rc.1', files: ['binding.gyp'], manifest: { bin: './cli.js' } },
    ],
    meta: {
      ...{ 'dist-tags': { next: '2.0.0-rc.1' }, deprecated: { '1.0.0': 'old' } },
      versions: { '1.0.0': { gitHead: 'a'.repeat(40) } },
    },
  },
  { name: '@acme/ui', versions: [{ version: '1.0.0', readme: '# ui', proven: true }] },
  { name: 'lodash.merge', versions: [{ version: '1.0.0' }] },
];

const team = { members: ['mira'], packages: { '@acme/ui': 'read-write' } };
const people = directory({
  users: { mira: {} },
  orgs: { acme: { members: { mira: 'owner' }, teams: { ui: team } } },
});

/** In a temporary folder. */
export async function builtFor(
  host: string,
  precompressed: readonly Encoding[] = [],
): Promise<string> {
  const dir = await temporaryDirectory();
  await buildRegistry({ dir, host, packages, people, precompressed });
  return dir;
}

/** The same with a website at `site`. */
export async function builtWithSite(host: string, site = '/'): Promise<string> {
  const dir = await temporaryDirectory();
  await buildRegistry({ dir, host, packages, people, site });
  return dir;
}

/** Code and path of each. */
export async function findingsIn(dir: string): Promise<readonly string[]> {
  const { findings } = await verify({ dir });
  return findings.map(({ code, path }) => `${code} ${path}`);
}

export type Fields = Record<string, unknown>;

interface Place {
  readonly dir: string;
  readonly path: string;
  /** From the document's top. @default [] */
  readonly keys?: readonly string[];
}

/** Changes an object within a JSON document, whose `_rev`, if it has one, follows. */
export async function edit(
  { dir, path, keys = [] }: Place,
  change: (fields: Fields) => unknown,
): Promise<void> {
  const file = join(dir, path);
  const document = json(await readFile(file, 'utf8'));
  // The tests name objects that are there, and may change them.
  change(keys.reduce<Fields>((fields, key) => fields[key] as Fields, document));
  const { _id, _rev, ...content } = document;
  const md5 = createHash('md5').update(JSON.stringify(content)).digest('hex');
  const head = typeof _rev === 'string' ? { _id, _rev: `${parseInt(_rev)}-${md5}` } : {};
  await writeFile(file, JSON.stringify({ ...head, ...(_rev === undefined ? document : content) }));
}
