// The one way into the output folder: a build opens it, hands over one package at a time, and finishes.
import type { OutputPath } from '../host/output-path.ts';
import type { PackageName } from '../package-name.ts';
import { type Problem, problem } from '../problems.ts';
import { applyPlan } from './apply-plan.ts';
import { busy, lockOutput } from './build-lock.ts';
import { type BuildRecord, parseBuildRecord, renderBuildRecord } from './build-record.ts';
import { sameBytes } from '../digest.ts';
import {
  fileRecordPath,
  groupRecordPath,
  type PackageRecord,
  type PageGroup,
  type PublishedVersions,
  recordAfter,
  recordDuring,
  renderPackageRecord,
} from './file-record.ts';
import { type FolderSize, nothing, sizeOf } from './folder-size.ts';
import { laterThan } from './modification-time.ts';
import type { OutputDisk } from './output-disk.ts';
import { planWrites } from './plan-writes.ts';
import { createRecordStore } from './record-store.ts';
import { isTwinOf, planTwins } from './twins.ts';
import { buildRecordPath, isLeftover, workFolder } from './work-folder.ts';
import type { DiskFile, PlannedFile } from './write-plan.ts';

/** What a call found and left of the files that it was about. */
export interface Change {
  readonly before: FolderSize;
  readonly after: FolderSize;
}

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

interface ApplyOptions {
  readonly published?: PublishedVersions;
  readonly others?: 'removed' | 'kept';
  /** Removed though others are kept. */
  readonly gone?: readonly OutputPath[];
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
  // With another layout a path may pass from one package to another, whose file must not be removed then.
  const wantedNow = new Set<OutputPath>();
  const remember = (wanted: readonly { readonly path: OutputPath }[]): void => {
    if (recordBytes !== undefined) for (const { path } of wanted) wantedNow.add(path);
  };
  const totals = { written: 0, kept: 0, removed: 0, bytes: 0 };
  let begun: Promise<void> | undefined;
  let lock: Awaited<ReturnType<typeof lockOutput>> | undefined;

  async function keepOthersOut(): Promise<void> {
    if (lock !== undefined) return;
    lock = await lockOutput(disk);
    // Whoever wrote since the folder was opened made its records others than those read here.
    if (!isSame(await disk.read(buildRecordPath), recordBytes)) throw busy(buildRecordPath);
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

  async function apply(
    path: OutputPath,
    given: readonly PlannedFile[],
    { published = new Map(), others = 'removed', gone = [] }: ApplyOptions = {},
  ): Promise<Change> {
    const recordedBytes = await disk.read(path);
    const record = records.parse(path, recordedBytes);
    const { files: recorded } = record;
    const before = sizeOfRecorded(record, recordedBytes);
    remember(given);
    const onDisk = await statAll(
      disk,
      given.filter((file) => recorded.get(file.path)?.digest === file.digest),
    );
    const documents = planWrites(given, { recorded, onDisk, wantedElsewhere: wantedNow });
    // A rehearsal does without the twins: no host that has them has limits, and making them takes its time.
    const plan = rehearsed
      ? documents
      : await planTwins(documents, { recorded, statOf: (path) => disk.stat(path) });
    remember([...plan.write, ...plan.keep]);
    const own = new Set<string>(given.map((file) => file.path));
    const lost = new Set<string>(gone);
    const stays = (file: OutputPath): boolean =>
      others === 'kept' && !isTwinOf(file, own) && !lost.has(file) && !isTwinOf(file, lost);
    const staying = plan.remove.filter(stays);
    const remove = plan.remove.filter((file) => !stays(file));
    const date = new Date(Math.max(0, ...given.map((file) => file.date.getTime())));
    const newRecord: PackageRecord = {
      files: recordAfter(plan, recorded, staying),
      // What was first stays: whoever asks has left out the versions that differ.
      published: new Map([...published, ...record.published]),
    };
    const after = isEmpty(newRecord) ? undefined : renderPackageRecord(newRecord);
    totals.kept += rehearsed ? before.documents : plan.keep.length + staying.length;
    const change = { before, after: sizeOfRecorded(newRecord, after) };
    if (rehearsed) return change;
    let lying = recordedBytes;
    if (plan.write.length > 0 || remove.length > 0) {
      await begin();
      const during = { ...newRecord, files: recordDuring(plan, recorded) };
      lying = renderPackageRecord(during);
      await disk.write(path, lying, date);
      totals.removed += await applyPlan(
        { ...plan, write: await withTimes(plan.write, recorded), remove },
        {
          disk,
          isOurs: async (file) => recorded.has(file) || (await records.someoneRecorded(file)),
          onWritten: ({ size }) => {
            totals.written += 1;
            totals.bytes += size;
          },
        },
      );
    }
    if (isSame(lying, after)) return change;
    await begin();
    if (after === undefined) await disk.remove(path);
    else await disk.write(path, after, date);
    return change;
  }

  /** Where no build was before there is no file to tell those from that are written. */
  async function withTimes(
    files: readonly PlannedFile[],
    recorded: PackageRecord['files'],
  ): Promise<readonly PlannedFile[]> {
    if (recordBytes === undefined) return files;
    const timed: PlannedFile[] = [];
    for (const file of files) timed.push(laterThan(await disk.stat(file.path), file, recorded));
    return timed;
  }

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
      return apply(fileRecordPath(name), files, { published });
    },

    async spool() {
      if (rehearsed) return undefined;
      await begin();
      return disk.temporary();
    },

    removePackage: (name) => apply(fileRecordPath(name), []),

    writeRegistry: (files, { others } = { others: 'removed' }) =>
      apply(fileRecordPath(undefined), files, { others }),

    writePages(group, files, options = { others: 'removed' }) {
      if (recordBytes !== undefined) presentGroups.add(group);
      return apply(groupRecordPath(group), files, options);
    },

    async removeOthers() {
      if (recordBytes === undefined) return;
      for (const name of await records.packages()) {
        if (!present.has(name)) await apply(fileRecordPath(name), []);
      }
    },

    async removeOtherPages() {
      if (recordBytes === undefined) return;
      for (const group of await records.groups()) {
        if (!presentGroups.has(group)) await apply(groupRecordPath(group), []);
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

function isEmpty({ files, published }: PackageRecord): boolean {
  return files.size === 0 && published.size === 0;
}

function sizeOfRecorded({ files }: PackageRecord, bytes: Uint8Array | undefined): FolderSize {
  return bytes === undefined ? nothing : sizeOf(files.values(), bytes.length);
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameBytes(a, b);
}

function damageOf(path: OutputPath): Problem {
  return problem(
    'RECORD_DAMAGED',
    path,
    `${path} in the output folder was damaged, and written anew.`,
  );
}

async function statAll(
  disk: OutputDisk,
  files: readonly PlannedFile[],
): Promise<ReadonlyMap<OutputPath, DiskFile>> {
  const found = new Map<OutputPath, DiskFile>();
  for (const { path } of files) {
    const file = await disk.stat(path);
    if (file !== undefined) found.set(path, file);
  }
  return found;
}
