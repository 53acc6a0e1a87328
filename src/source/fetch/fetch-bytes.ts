// `stillpack fetch`: the one thing that touches the network, so that `build` need not.
import { StillpackError } from '../../errors.ts';
import { copyOf } from '../copy-of.ts';
import type { Environment } from '../environment.ts';
import { readFetched } from '../fetch-cache.ts';
import type { GitEngine, Oid } from '../git-engine.ts';
import { readHistory } from '../history.ts';
import { maxLfsPointerBytes } from '../lfs-pointer.ts';
import { readLfsObject } from '../lfs-store.ts';
import { openEngine, type OpenEngineOptions } from '../open-engine.ts';
import { type ClassifiedTarball, packagesIn } from '../package-files.ts';
import { isPointerPath } from '../package-path.ts';
import type { PinnedPointer } from '../pinned-pointer.ts';
import { isPinned, readStored } from '../tarball-content.ts';
import { downloadPinned } from './download-pinned.ts';
import { bringMissing } from './bring-missing.ts';
import { networkedGit } from './fetch-blobs.ts';
import { fetchLfsObjects } from './fetch-lfs.ts';
import { writeFetched } from './write-fetched.ts';

export interface FetchOptions extends OpenEngineOptions {
  /** See GitEngine.resolveCommit. */
  readonly ref: string;
  /** Where the bytes of pinned pointers are kept. */
  readonly cacheDir: string;
  /** How long a host may be silent, in milliseconds. @default 60000 */
  readonly idleTimeout?: number;
  readonly onProgress?: (progress: FetchProgress) => void;
}

/** How far the downloads of pinned pointers are. */
export interface FetchProgress {
  readonly done: number;
  readonly total: number;
}

/** What was brought; what was here already is not counted. */
export interface FetchReport {
  readonly commit: Oid;
  /** Objects that a partial clone lacked. */
  readonly blobs: number;
  readonly lfsObjects: number;
  readonly pointers: number;
}

const parallelDownloads = 4;

/**
 * Brings every byte that a build of `ref` needs: missing blobs of a partial clone, Git LFS objects, and the
 * files that pinned pointers name. One that fails does not stop the others; then FETCH_FAILED is thrown.
 * Throws also what opening an engine and reading the history throw.
 */
export async function fetchBytes(options: FetchOptions): Promise<FetchReport> {
  const blobs = await withEngine(options, (engine) => bringBlobs(engine, options));
  return withEngine(options, async (engine) => {
    const commit = await engine.resolveCommit(options.ref);
    const tarballs: ClassifiedTarball[] = [];
    for await (const folder of packagesIn(engine.listFiles(commit))) {
      tarballs.push(...folder.tarballs);
    }
    const failures: unknown[] = [];
    const pointers = await bringPointers(engine, { ...options, tarballs, failures });
    const lfsObjects = await bringLfsObjects(engine, { env: options.env, tarballs, commit }).catch(
      (error: unknown) => {
        failures.push(error);
        return 0;
      },
    );
    if (failures.length > 0) throw fetchFailed(failures);
    return { commit, blobs, lfsObjects, pointers };
  });
}

async function withEngine<T>(
  options: OpenEngineOptions,
  use: (engine: GitEngine) => Promise<T>,
): Promise<T> {
  const engine = await openEngine(options);
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}

/** The files of the commit, and what each version first landed as; gives how many blobs were missing. */
async function bringBlobs(
  engine: GitEngine,
  { ref, env }: { readonly ref: string; readonly env: Environment },
): Promise<number> {
  const commit = await engine.resolveCommit(ref);
  const wanted = new Set<Oid>();
  for await (const { mode, oid } of engine.listFiles(commit)) {
    if (mode !== '160000') wanted.add(copyOf(oid));
  }
  const history = await readHistory({ engine, commit });
  for (const folder of history.folders()) {
    for (const { oid } of history.folder(folder)?.versions.values() ?? []) wanted.add(oid);
  }
  return bringMissing(engine, [...wanted], env);
}

async function bringPointers(
  engine: GitEngine,
  context: Pick<FetchOptions, 'cacheDir' | 'idleTimeout' | 'onProgress'> & {
    readonly tarballs: readonly ClassifiedTarball[];
    readonly failures: unknown[];
  },
): Promise<number> {
  const { cacheDir, failures, idleTimeout = 60_000, onProgress } = context;
  const wanted = new Map<string, PinnedPointer>();
  for (const { entry } of context.tarballs) {
    if (!isPointerPath(entry.path)) continue;
    const stored = await readStored(engine, entry);
    // A pointer that cannot be read is a problem of the build.
    if (stored.kind !== 'pinned') continue;
    const { pointer } = stored;
    const bytes = await readFetched(cacheDir, pointer);
    if (bytes === undefined || !isPinned(bytes, pointer)) wanted.set(pointer.sha512, pointer);
  }
  let done = 0;
  let fetched = 0;
  const queue = wanted.values();
  const work = async (): Promise<void> => {
    for (const pointer of queue) {
      try {
        const bytes = await downloadPinned(pointer, { idleTimeout });
        await writeFetched({ cacheDir, sha512: pointer.sha512, bytes });
        fetched += 1;
      } catch (error) {
        failures.push(error);
      }
      done += 1;
      onProgress?.({ done, total: wanted.size });
    }
  };
  await Promise.all(Array.from({ length: parallelDownloads }, work));
  return fetched;
}

async function bringLfsObjects(
  engine: GitEngine,
  context: {
    readonly env: Environment;
    readonly tarballs: readonly ClassifiedTarball[];
    readonly commit: Oid;
  },
): Promise<number> {
  const missing = await missingLfsObjects(engine, context.tarballs);
  if (missing === 0) return 0;
  await fetchLfsObjects(await networkedGit(engine, context.env), context.commit);
  const left = await missingLfsObjects(engine, context.tarballs);
  if (left === 0) return missing;
  throw new StillpackError('FETCH_FAILED', `${left} Git LFS objects are still missing.`, {
    hint: 'The LFS server does not have them; push them with `git lfs push --all` from where they are.',
  });
}

async function missingLfsObjects(
  engine: GitEngine,
  tarballs: readonly ClassifiedTarball[],
): Promise<number> {
  const entries = tarballs.map(({ entry }) => entry).filter(({ path }) => !isPointerPath(path));
  const sizes = await engine.blobSizes(entries.map(({ oid }) => oid));
  let missing = 0;
  for (const entry of entries) {
    if ((sizes.get(entry.oid) ?? Infinity) > maxLfsPointerBytes) continue;
    const stored = await readStored(engine, entry);
    if (stored.kind !== 'lfs') continue;
    if (typeof (await readLfsObject(engine, entry.path, stored.pointer)) === 'string') missing += 1;
  }
  return missing;
}

function fetchFailed(failures: readonly unknown[]): unknown {
  const [first] = failures;
  if (failures.length === 1 || !(first instanceof StillpackError)) return first;
  const more = `${first.message} (and ${failures.length - 1} more)`;
  const hint = first.hint === undefined ? {} : { hint: first.hint };
  return new StillpackError('FETCH_FAILED', more, { ...hint, cause: new AggregateError(failures) });
}
