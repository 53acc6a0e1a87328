// The folder in the cache that a build leaves for the next one: one small file for each package, one for the whole.
import { sha256Hex } from '../digest.ts';
import { type OutputPath, outputPathOf } from '../host/output-path.ts';
import { type PackageName, packageNameOf } from '../package-name.ts';
import { lockOutput } from '../write/build-lock.ts';
import { openDisk, type OutputDisk } from '../write/output-disk.ts';
import type { BuildState } from './build-state.ts';
import { parseKept, renderKept } from './kept-value.ts';
import type { PackageState } from './package-state.ts';

export interface StateFolder {
  /** What the last build left; `undefined` when there was none, it did not finish, or its file is damaged. */
  readonly last: BuildState | undefined;
  /** `undefined` when nothing sound is kept of the package. */
  readPackage(name: PackageName): Promise<PackageState | undefined>;
  writePackage(name: PackageName, state: PackageState): Promise<void>;
  /** The packages that something is kept of. */
  names(): Promise<readonly PackageName[]>;
  /** The README with this SHA-256; `undefined` when it is not kept. */
  readReadme(digest: string): Promise<string | undefined>;
  writeReadme(digest: string, text: string): Promise<void>;
  /** From here on the next build relies on what was written. */
  finish(state: BuildState): Promise<void>;
  close(): Promise<void>;
}

interface KeptPackage {
  readonly program: string;
  readonly name: PackageName;
  readonly state: PackageState;
}

const packagesFolder = 'packages';
/** Files that need not be looked for again; a registry may have a million of them. */
const mostKnown = 10_000;
const someDate = new Date(0);

/**
 * Opens what builds with these options have kept in `dir`. `program` names the bytes of the program: what another one
 * kept is not read. Throws OUTPUT_NOT_WRITABLE, and OUTPUT_BUSY when another build is using it.
 */
export async function openState(dir: string, program: string): Promise<StateFolder> {
  const disk = await openDisk(dir);
  const lock = await lockOutput(disk);
  const known = { files: new Set<string>(), begun: false };
  const root = await readKept<{ program: string; state: BuildState }>(disk, pathOf('build'));
  const isOurs = root?.program === program;

  /** What is written from here on is not what the last build finished with. */
  const begin = async (): Promise<void> => {
    if (known.begun) return;
    known.begun = true;
    await disk.remove(pathOf('build'));
  };

  return {
    last: isOurs ? root.state : undefined,
    async readPackage(name) {
      const kept = await readKept<KeptPackage>(disk, packagePath(name));
      // On a disk that folds case another spelling may lie there.
      return kept?.program === program && kept.name === name ? kept.state : undefined;
    },
    async writePackage(name, state) {
      await begin();
      await disk.write(packagePath(name), renderKept({ program, name, state }), someDate);
    },
    names: () => namesIn(disk),
    async readReadme(digest) {
      const bytes = await disk.read(readmePath(digest));
      const text = bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
      return text !== undefined && sha256Hex(text) === digest ? text : undefined;
    },
    async writeReadme(digest, text) {
      const path = readmePath(digest);
      if (known.files.has(path)) return;
      if (known.files.size >= mostKnown) known.files.clear();
      known.files.add(path);
      if ((await disk.stat(path)) !== undefined) return;
      await disk.write(path, Buffer.from(text), someDate);
    },
    async finish(state) {
      await disk.write(pathOf('build'), renderKept({ program, state }), someDate);
      await disk.removeTemporary();
    },
    close: () => lock.release(),
  };
}

async function readKept<Kept>(disk: OutputDisk, path: OutputPath): Promise<Kept | undefined> {
  const bytes = await disk.read(path);
  // The checksum says that a program of ours wrote it; which one, the caller asks before anything else.
  return bytes === undefined ? undefined : (parseKept(bytes) as Kept | undefined);
}

async function namesIn(disk: OutputDisk): Promise<readonly PackageName[]> {
  const names: (PackageName | undefined)[] = [];
  for (const entry of await disk.list(pathOf(packagesFolder))) {
    if (!entry.endsWith('/')) names.push(packageNameOf(entry));
    else {
      for (const file of await disk.list(pathOf(`${packagesFolder}/${entry.slice(0, -1)}`))) {
        names.push(packageNameOf(`${entry}${file}`));
      }
    }
  }
  return names.filter((name) => name !== undefined);
}

function packagePath(name: PackageName): OutputPath {
  return pathOf(`${packagesFolder}/${name}`);
}

function readmePath(digest: string): OutputPath {
  return pathOf(`readmes/${digest.slice(0, 2)}/${digest.slice(2)}`);
}

function pathOf(text: string): OutputPath {
  const path = outputPathOf(text);
  // Names of packages and digests are paths.
  if (path === undefined) throw new TypeError(text);
  return path;
}
