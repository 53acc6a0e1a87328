// The folder in the cache that a build leaves for the next one. One file speaks for the whole as the last build left
// it: through the index it names every package that something is kept of, and the checksum of what.
import { sha256Hex } from '../digest.ts';
import { type OutputPath, outputPathOf } from '../host/output-path.ts';
import type { ListingNode } from '../listing/listing-node.ts';
import type { PackageName } from '../package-name.ts';
import { lockOutput } from '../write/build-lock.ts';
import { openDisk } from '../write/output-disk.ts';
import type { BuildState } from './build-state.ts';
import { attempt, createHintDisk, type HintDisk } from './hint-disk.ts';
import { checksumOf, parseKept, renderKept } from './kept-value.ts';
import {
  emptyIndex,
  type IndexFiles,
  type IndexNode,
  keyOf,
  openIndex,
  type PackageIndex,
} from './package-index.ts';
import type { KeptFile, PackageState } from './package-state.ts';

export interface StateFolder {
  /** What the last build left; `undefined` when there was none, it did not finish, or its file is damaged. */
  readonly last: BuildState | undefined;
  /**
   * What is kept of the package as of `last`: `none` when no commit before ever touched it, `unknown` when something
   * may have been kept, and is not there as it was.
   */
  readPackage(name: PackageName): Promise<PackageState | 'none' | 'unknown'>;
  /** The same of its tarballs, whichever build it is of: what bytes say is true at any commit. Empty when unknown. */
  readFiles(name: PackageName): Promise<ReadonlyMap<string, KeptFile>>;
  writePackage(name: PackageName, state: PackageState): Promise<void>;
  /** The packages that something is kept of; `undefined` when nobody knows all of them. */
  names(): Promise<readonly PackageName[] | undefined>;
  /** A node of a listing as of `last`, as `readPackage`. */
  readNode(place: NodePlace): Promise<ListingNode | 'none' | 'unknown'>;
  /** `undefined` where there is none any more. */
  writeNode(place: NodePlace, node: ListingNode | undefined): Promise<void>;
  /** The README with this SHA-256; `undefined` when it is not kept. */
  readReadme(digest: string): Promise<string | undefined>;
  writeReadme(digest: string, text: string): Promise<void>;
  /** What follows from what its key names, if that is kept: a value that `writeDerived` was given by this program. */
  readDerived(key: string): Promise<unknown>;
  /** Plain data. */
  writeDerived(key: string, value: unknown): Promise<void>;
  /** What is written from here on is all there is: what else is kept of packages is no part of this history. */
  beginAnew(): void;
  /** From here on the next build relies on what was written, unless something could not be. */
  finish(state: BuildState): Promise<void>;
  close(): Promise<void>;
}

/** Where a node is: in which listing, and below which beginning of keys. */
export interface NodePlace {
  readonly listing: string;
  readonly prefix: string;
}

interface KeptBuild {
  readonly program: string;
  readonly state: BuildState;
  readonly index: IndexNode;
}

interface KeptPackage {
  readonly program: string;
  readonly state: PackageState;
}

interface KeptDerived {
  readonly program: string;
  readonly key: string;
  readonly value: unknown;
}

interface KeptNode {
  readonly program: string;
  readonly node: ListingNode;
}

const packagesFolder = pathOf('packages');
const indexFolder = pathOf('index');
const buildPath = pathOf('build');
/** Files that need not be looked for again; a registry may have a million of them. */
const mostKnown = 10_000;

/**
 * Opens what builds with these options have kept in `dir`. `program` names the bytes of the program: what another one
 * kept is not read. What the disk refuses later is not kept. Throws OUTPUT_NOT_WRITABLE, and OUTPUT_BUSY when another
 * build is using it.
 */
export async function openState(dir: string, program: string): Promise<StateFolder> {
  const output = await openDisk(dir);
  const lock = await lockOutput(output);
  const disk = createHintDisk(output);
  const files = indexFilesOn(disk);
  const knownReadmes = new Set<string>();
  const kept = (await readKept(disk, buildPath))?.value as KeptBuild | undefined;
  const root = kept?.program === program ? kept : undefined;
  let index = root && openIndex(root.index, files);
  let isAnew = false;
  let isWhole = true;

  /** What a build of this program wrote under that name: the checksum says so. */
  async function read(name: string): Promise<{ readonly value: unknown } | 'none' | 'unknown'> {
    const found = await index?.find(name);
    if (found === undefined) return 'unknown';
    if (found.checksum === undefined) return 'none';
    const file = await readKept(disk, keptPath(name));
    return file?.checksum === found.checksum ? file : 'unknown';
  }

  async function write(name: string, value: KeptPackage | KeptNode): Promise<void> {
    const bytes = renderKept(value);
    await disk.write(keptPath(name), bytes);
    isWhole = (await index?.set(name, checksumOf(bytes))) === true && isWhole;
  }

  return {
    last: root?.state,
    async readPackage(name) {
      const found = await read(name);
      return typeof found === 'string' ? found : (found.value as KeptPackage).state;
    },
    async readNode(place) {
      const found = await read(nameOf(place));
      return typeof found === 'string' ? found : (found.value as KeptNode).node;
    },
    async writeNode(place, node) {
      const name = nameOf(place);
      if (node !== undefined) {
        await write(name, { program, node });
        return;
      }
      isWhole = (await index?.set(name, undefined)) === true && isWhole;
      await disk.remove(keptPath(name));
    },
    async readFiles(name) {
      // The checksum says that a program of ours wrote it; which one, is asked first.
      const file = (await readKept(disk, keptPath(name)))?.value as KeptPackage | undefined;
      return file?.program === program ? file.state.files : new Map<string, KeptFile>();
    },
    writePackage: (name, state) => write(name, { program, state }),
    async names() {
      const names = await index?.names();
      // Those without the separator were given as names of packages.
      return names?.filter((name) => !name.includes(separator)) as PackageName[] | undefined;
    },
    async readReadme(digest) {
      const bytes = await disk.read(readmePath(digest));
      const text = bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
      return text !== undefined && sha256Hex(text) === digest ? text : undefined;
    },
    async writeReadme(digest, text) {
      const path = readmePath(digest);
      if (knownReadmes.has(path)) return;
      if (knownReadmes.size >= mostKnown) knownReadmes.clear();
      knownReadmes.add(path);
      if (!(await disk.has(path))) await disk.write(path, Buffer.from(text));
    },
    async readDerived(key) {
      const file = (await readKept(disk, derivedPath(key)))?.value as KeptDerived | undefined;
      return file?.program === program && file.key === key ? file.value : undefined;
    },
    writeDerived: (key, value) =>
      disk.write(derivedPath(key), renderKept({ program, key, value } satisfies KeptDerived)),
    beginAnew() {
      index = openIndex(emptyIndex, files);
      isAnew = true;
      isWhole = true;
    },
    async finish(state) {
      if (index === undefined || !isWhole) return;
      const node = await index.write();
      const bytes = renderKept({ program, state, index: node } satisfies KeptBuild);
      // Nothing is written any more when something before could not be.
      await disk.write(buildPath, bytes);
      if (isAnew) await removeOthers(index);
    },
    async close() {
      await attempt(() => output.removeTemporary(), undefined);
      await attempt(() => lock.release(), undefined);
    },
  };

  /** What an earlier history or program kept. */
  async function removeOthers(index: PackageIndex): Promise<void> {
    for await (const { path, rest } of filesIn(disk, packagesFolder)) {
      if (!(await index.hasKey(rest.replace('/', '')))) await disk.remove(path);
    }
    for await (const { path, rest } of filesIn(disk, indexFolder)) {
      if (!index.hasNode(rest)) await disk.remove(path);
    }
  }
}

interface KeptFileValue {
  readonly checksum: string;
  readonly value: unknown;
}

/** `undefined` when it is missing or damaged. */
async function readKept(disk: HintDisk, path: OutputPath): Promise<KeptFileValue | undefined> {
  const bytes = await disk.read(path);
  const value = bytes === undefined ? undefined : parseKept(bytes);
  return bytes === undefined || value === undefined
    ? undefined
    : { checksum: checksumOf(bytes), value };
}

function indexFilesOn(disk: HintDisk): IndexFiles {
  return {
    async read(digits, checksum) {
      const file = await readKept(disk, pathOf(`${indexFolder}/${digits}`));
      // The checksum says that `write` made it.
      return file?.checksum === checksum ? (file.value as IndexNode) : undefined;
    },
    async write(digits, node) {
      const bytes = renderKept(node);
      await disk.write(pathOf(`${indexFolder}/${digits}`), bytes);
      return checksumOf(bytes);
    },
  };
}

/** Those in a folder, and in the folders in it. */
async function* filesIn(
  disk: HintDisk,
  folder: OutputPath,
): AsyncGenerator<{ readonly path: OutputPath; readonly rest: string }> {
  for (const entry of await disk.list(folder)) {
    const inside = entry.endsWith('/')
      ? outputPathOf(`${folder}/${entry.slice(0, -1)}`)
      : undefined;
    for (const name of inside === undefined ? [''] : await disk.list(inside)) {
      const path = outputPathOf(`${folder}/${entry}${name}`);
      if (path !== undefined) yield { path, rest: entry + name };
    }
  }
}

/** No name of a package holds it. */
const separator = '\0';

/** What the index calls a node. */
function nameOf({ listing, prefix }: NodePlace): string {
  return `${listing}${separator}${prefix}`;
}

function keptPath(name: string): OutputPath {
  return splitPath(packagesFolder, keyOf(name));
}

function derivedPath(key: string): OutputPath {
  return splitPath('derived', sha256Hex(key));
}

function readmePath(digest: string): OutputPath {
  return splitPath('readmes', digest);
}

/** No folder gets too many files, and no name needs care: not on a disk that folds case either. */
function splitPath(folder: string, digest: string): OutputPath {
  return pathOf(`${folder}/${digest.slice(0, 2)}/${digest.slice(2)}`);
}

function pathOf(text: string): OutputPath {
  const path = outputPathOf(text);
  // Digests and names of our own are paths.
  if (path === undefined) throw new TypeError(text);
  return path;
}
