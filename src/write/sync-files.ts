// Makes the files of one record what they should be: of a package, of a group of pages, or of what spans packages.
import type { OutputPath } from '../host/output-path.ts';
import { sameBytes } from '../digest.ts';
import { applyPlan } from './apply-plan.ts';
import {
  type PackageRecord,
  type PublishedVersions,
  recordAfter,
  recordDuring,
  renderPackageRecord,
} from './file-record.ts';
import { type FolderSize, nothing, sizeOf } from './folder-size.ts';
import { laterThan } from './modification-time.ts';
import type { OutputDisk } from './output-disk.ts';
import { planWrites } from './plan-writes.ts';
import type { RecordStore } from './record-store.ts';
import { isTwinOf, planTwins } from './twins.ts';
import type { DiskFile, PlannedFile } from './write-plan.ts';

/** What a call found and left of the files that it was about. */
export interface Change {
  readonly before: FolderSize;
  readonly after: FolderSize;
}

export interface SyncOptions {
  readonly published?: PublishedVersions;
  /** What was there and is not given. @default 'removed' */
  readonly others?: 'removed' | 'kept';
  /** Removed though others are kept. */
  readonly gone?: readonly OutputPath[];
}

/** `path` is the record's. */
export type FileSync = (
  path: OutputPath,
  given: readonly PlannedFile[],
  options?: SyncOptions,
) => Promise<Change>;

/** Grows with every call. */
export interface SyncTotals {
  written: number;
  kept: number;
  removed: number;
  bytes: number;
}

export interface SyncContext {
  readonly disk: OutputDisk;
  readonly records: RecordStore;
  /** Finds out what it would write, and changes nothing. */
  readonly rehearsed: boolean;
  /** Whether no build was before: there is nothing to remove, and nothing to remember of a million files. */
  readonly isFirst: boolean;
  readonly totals: SyncTotals;
  /** Awaited before anything is changed. */
  readonly begin: () => Promise<void>;
}

export function createFileSync(context: SyncContext): FileSync {
  const { disk, records, rehearsed, isFirst, totals, begin } = context;
  // With another layout a path may pass from one package to another, whose file must not be removed then.
  const wantedNow = new Set<OutputPath>();
  const remember = (wanted: readonly { readonly path: OutputPath }[]): void => {
    if (!isFirst) for (const { path } of wanted) wantedNow.add(path);
  };

  return async function sync(
    path,
    given,
    { published = new Map(), others = 'removed', gone = [] } = {},
  ) {
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
        { ...plan, write: await withTimes(plan.write, { ...context, recorded }), remove },
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
    if (isSameFile(lying, after)) return change;
    await begin();
    if (after === undefined) await disk.remove(path);
    else await disk.write(path, after, date);
    return change;
  };
}

/** Where no build was before there is no file to tell those from that are written. */
async function withTimes(
  files: readonly PlannedFile[],
  { recorded, disk, isFirst }: SyncContext & { readonly recorded: PackageRecord['files'] },
): Promise<readonly PlannedFile[]> {
  if (isFirst) return files;
  const timed: PlannedFile[] = [];
  for (const file of files) timed.push(laterThan(await disk.stat(file.path), file, recorded));
  return timed;
}

function isEmpty({ files, published }: PackageRecord): boolean {
  return files.size === 0 && published.size === 0;
}

function sizeOfRecorded({ files }: PackageRecord, bytes: Uint8Array | undefined): FolderSize {
  return bytes === undefined ? nothing : sizeOf(files.values(), bytes.length);
}

/** Of files that may not be there. */
export function isSameFile(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameBytes(a, b);
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
