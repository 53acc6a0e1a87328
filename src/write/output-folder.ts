// The one way into the output folder: a build opens it, hands over one package at a time, and finishes.
import type { OutputPath } from '../host/output-path.ts';
import type { PackageName } from '../package-name.ts';
import { type Problem, problem } from '../problems.ts';
import { busy, lockOutput } from './build-lock.ts';
import { type BuildRecord, parseBuildRecord, renderBuildRecord } from './build-record.ts';
import { sameBytes } from '../digest.ts';
import {
  fileRecordPath,
  groupRecordPath,
  type PageGroup,
  type PublishedVersions,
} from './file-record.ts';
import type { OutputDisk } from './output-disk.ts';
import { createRecordStore } from './record-store.ts';
import { type Change, createFileSync, isSameFile, type SyncTotals } from './sync-files.ts';
import { buildRecordPath, isLeftover, workFolder } from './work-folder.ts';
import type { PlannedFile } from './write-plan.ts';

export interface WriteTotals {
  readonly written: number;
  /** In a rehearsal all that lies there. */
  readonly kept: number;
  readonly removed: number;
  /** Written. */
  readonly bytes: number;
  /** RECORD_DAMAGED: files that an earlier build wrote and nobody wants any more may have stayed. */
  readonly problems: readonly Problem[];
}

export interface OutputFolder {
  /** What the last build was made of; `undefined` when there was none, or it did not finish. */
  readonly lastBuild: BuildRecord | undefined;
  /** The commit of the last build that finished, also when one that did not came after it. */
  readonly lastCommit: string | undefined;
  /** What this folder ever held of a package's versions: other bytes than these may not take their place. */
  published(name: PackageName): Promise<PublishedVersions>;
  /** Makes the package's files what they should be. `published` are the versions among them. */
  writePackage(
    name: PackageName,
    files: readonly PlannedFile[],
    published?: PublishedVersions,
  ): Promise<Change>;
  /**
   * The absolute path of a file, not there yet, for bytes that are likely to be written: what lies there then need not be
   * written again. Made on the output folder's own disk, and removed in the end. `undefined` in a rehearsal.
   */
  spool(): Promise<string | undefined>;
  /** Removes what there is of the package. */
  removePackage(name: PackageName): Promise<Change>;
  /**
   * The same for what spans packages; after them, since it names them. With `others: 'kept'` the files that were there
   * and are not given stay.
   */
  writeRegistry(
    files: readonly PlannedFile[],
    options?: { readonly others: 'removed' | 'kept' },
  ): Promise<Change>;
  /**
   * The same for some of the pages that span packages. With `others: 'kept'` only those of `gone` are removed, and the
   * rest of what was there stays.
   */
  writePages(
    group: PageGroup,
    files: readonly PlannedFile[],
    options?: { readonly others: 'removed' | 'kept'; readonly gone?: readonly OutputPath[] },
  ): Promise<Change>;
  /** Removes the packages that were not written since the folder was opened. */
  removeOthers(): Promise<void>;
  /** The same of groups of pages. */
  removeOtherPages(): Promise<void>;
  /** Records the build. */
  finish(record: BuildRecord): Promise<WriteTotals>;
  /** Lets the next build in, also after one that did not finish; of that one no temporary file stays. */
  close(): Promise<void>;
  /** The same folder for a build that finds out what it would write, and changes nothing. */
  rehearsal(): OutputFolder;
}

/**
 * `recordBytes` is the build record as it lies there. Nothing is changed before the first file that differs, or the first
 * place for one that `spool` gives, which also keeps other builds out: OUTPUT_BUSY.
 */
export function createOutputFolder(
  disk: OutputDisk,
  recordBytes: Uint8Array | undefined,
  { rehearsed = false }: { readonly rehearsed?: boolean } = {},
): OutputFolder {
  const { record: lastRecord, isFinished } = parseBuildRecord(recordBytes);
  const records = createRecordStore(disk);
  // Where no build was before there is nothing to remove, and nothing to remember of a million files.
  const present = new Set<PackageName>();
  const presentGroups = new Set<PageGroup>();
  const totals: SyncTotals = { written: 0, kept: 0, removed: 0, bytes: 0 };
  let begun: Promise<void> | undefined;
  let lock: Awaited<ReturnType<typeof lockOutput>> | undefined;

  async function keepOthersOut(): Promise<void> {
    if (lock !== undefined) return;
    lock = await lockOutput(disk);
    // Whoever wrote since the folder was opened made its records others than those read here.
    if (!isSameFile(await disk.read(buildRecordPath), recordBytes)) throw busy(buildRecordPath);
  }

  /** From here on, and until `finish`, the folder says of itself that it is half-way. */
  function begin(): Promise<void> {
    return (begun ??= beginOnce());
  }

  async function beginOnce(): Promise<void> {
    await keepOthersOut();
    await disk.removeTemporary();
    await disk.write(
      buildRecordPath,
      renderBuildRecord(lastRecord, { finished: false }),
      new Date(0),
    );
  }

  const sync = createFileSync({
    ...{ disk, records, rehearsed, begin, totals },
    isFirst: recordBytes === undefined,
  });

  async function letOthersIn(): Promise<void> {
    await lock?.release();
    lock = undefined;
  }

  async function close(): Promise<void> {
    // The build did not finish, and is about to say why: what fails here on top of it would take its place.
    if (lock !== undefined) await disk.removeTemporary().catch(() => undefined);
    await letOthersIn();
  }

  return {
    lastBuild: isFinished ? lastRecord : undefined,
    lastCommit: lastRecord?.commit,

    async published(name) {
      return (await records.read(fileRecordPath(name))).published;
    },

    writePackage(name, files, published = new Map()) {
      if (recordBytes !== undefined) present.add(name);
      return sync(fileRecordPath(name), files, { published });
    },

    async spool() {
      if (rehearsed) return undefined;
      await begin();
      return disk.temporary();
    },

    removePackage: (name) => sync(fileRecordPath(name), []),

    writeRegistry: (files, { others } = { others: 'removed' }) =>
      sync(fileRecordPath(undefined), files, { others }),

    writePages(group, files, options = { others: 'removed' }) {
      if (recordBytes !== undefined) presentGroups.add(group);
      return sync(groupRecordPath(group), files, options);
    },

    async removeOthers() {
      if (recordBytes === undefined) return;
      for (const name of await records.packages()) {
        if (!present.has(name)) await sync(fileRecordPath(name), []);
      }
    },

    async removeOtherPages() {
      if (recordBytes === undefined) return;
      for (const group of await records.groups()) {
        if (!presentGroups.has(group)) await sync(groupRecordPath(group), []);
      }
    },

    async finish(record) {
      const rendered = renderBuildRecord(record, { finished: true });
      if (!rehearsed && !sameBytes(await disk.read(buildRecordPath), rendered)) {
        await keepOthersOut();
        await disk.write(buildRecordPath, rendered, new Date(record.date));
      }
      if (!rehearsed && (await disk.list(workFolder)).some(isLeftover)) {
        await keepOthersOut();
        await disk.removeTemporary();
      }
      await letOthersIn();
      return { ...totals, problems: records.damaged().map(damageOf) };
    },

    close,

    rehearsal: () => createOutputFolder(disk, recordBytes, { rehearsed: true }),
  };
}

function damageOf(path: OutputPath): Problem {
  return problem(
    'RECORD_DAMAGED',
    path,
    `${path} in the output folder was damaged, and written anew.`,
  );
}
