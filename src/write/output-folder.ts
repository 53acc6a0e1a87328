// The one way into the output folder: a build opens it, hands over one package at a time, and finishes.
import type { SiteSize } from '../host/limit-warnings.ts';
import type { OutputPath } from '../host/output-path.ts';
import type { PackageName } from '../package-name.ts';
import { type Problem, problem } from '../problems.ts';
import { applyPlan } from './apply-plan.ts';
import { busy, lockOutput } from './build-lock.ts';
import {
  type BuildRecord,
  buildRecordPath,
  parseBuildRecord,
  renderBuildRecord,
} from './build-record.ts';
import { sameBytes } from '../digest.ts';
import { fileRecordPath, recordAfter, recordDuring, renderFileRecord } from './file-record.ts';
import type { OutputDisk } from './output-disk.ts';
import { planWrites } from './plan-writes.ts';
import { createRecordStore } from './record-store.ts';
import { replacedTarballs } from './replaced-tarballs.ts';
import { isLeftover, workFolder } from './work-folder.ts';
import type { DiskFile, PlannedFile, RecordedFile } from './write-plan.ts';

export interface WriteTotals {
  readonly written: number;
  readonly kept: number;
  readonly removed: number;
  /** Written. */
  readonly bytes: number;
  /** What lies there now, our records included. */
  readonly site: SiteSize;
  /** RECORD_DAMAGED: files that an earlier build wrote and nobody wants any more may have stayed. */
  readonly problems: readonly Problem[];
}

export interface OutputFolder {
  /** What the last build was made of; `undefined` when there was none, or it did not finish. */
  readonly lastBuild: BuildRecord | undefined;
  /**
   * Makes the package's files what they should be. Once for each package. VERSION_CHANGED when a tarball would get
   * other bytes than the last build gave it: then all of the package stays as it is.
   */
  writePackage(name: PackageName, files: readonly PlannedFile[]): Promise<readonly Problem[]>;
  /** The same for what spans packages; after them, since it names them. */
  writeRegistry(files: readonly PlannedFile[]): Promise<void>;
  /** Removes the packages that were not written since the folder was opened, and records the build. */
  finish(record: BuildRecord): Promise<WriteTotals>;
  /** Lets the next build in, also after one that did not finish. */
  close(): Promise<void>;
  /** The same folder for a build that finds out what it would write, and changes nothing. */
  rehearsal(): OutputFolder;
}

export interface OutputMode {
  /** Change nothing. @default false */
  readonly rehearsed?: boolean;
  /** What is written may be uncommitted, so that its bytes may still change. @default false */
  readonly uncommitted?: boolean;
}

/**
 * `recordBytes` is the build record as it lies there. Nothing is changed before the first file that differs, which
 * also keeps other builds out: OUTPUT_BUSY.
 */
export function createOutputFolder(
  disk: OutputDisk,
  recordBytes: Uint8Array | undefined,
  { rehearsed = false, uncommitted = false }: OutputMode = {},
): OutputFolder {
  const records = createRecordStore(disk);
  const present = new Set<PackageName>();
  // With another layout a path may pass from one package to another, whose file must not be removed then.
  const wantedNow = new Set<OutputPath>();
  const totals = { written: 0, kept: 0, removed: 0, bytes: 0 };
  const site = { files: 0, bytes: 0, largestFileBytes: 0 };
  let begun = false;
  let lock: Awaited<ReturnType<typeof lockOutput>> | undefined;

  async function keepOthersOut(): Promise<void> {
    if (lock !== undefined) return;
    lock = await lockOutput(disk);
    // Whoever wrote since the folder was opened made its records others than those read here.
    if (!isSame(await disk.read(buildRecordPath), recordBytes)) throw busy(buildRecordPath);
  }

  /** From here on, and until `finish`, the folder says of itself that it is half-way. */
  async function begin(): Promise<void> {
    if (begun) return;
    begun = true;
    await keepOthersOut();
    await disk.removeTemporary();
    await disk.write(buildRecordPath, renderBuildRecord(undefined), new Date(0));
  }

  function count(size: number): void {
    site.files += 1;
    site.bytes += size;
    site.largestFileBytes = Math.max(site.largestFileBytes, size);
  }

  async function apply(
    name: PackageName | undefined,
    wanted: readonly PlannedFile[],
  ): Promise<readonly Problem[]> {
    const path = fileRecordPath(name);
    const recorded = await records.read(path);
    const replaced = uncommitted ? [] : replacedTarballs(wanted, recorded);
    if (replaced.length > 0) {
      keep(recorded);
      return replaced;
    }
    const onDisk = await statAll(
      disk,
      wanted.filter((file) => recorded.get(file.path)?.digest === file.digest),
    );
    for (const file of wanted) wantedNow.add(file.path);
    const plan = planWrites(wanted, { recorded, onDisk, wantedElsewhere: wantedNow });
    const date = new Date(Math.max(0, ...wanted.map((file) => file.date.getTime())));
    const after = renderFileRecord(recordAfter(plan));
    for (const { size } of wanted) count(size);
    count(after.length);
    totals.kept += plan.keep.length;
    if (rehearsed) return [];
    if (plan.write.length > 0 || plan.remove.length > 0) {
      await begin();
      await disk.write(path, renderFileRecord(recordDuring(plan, recorded)), date);
      totals.removed += await applyPlan(plan, {
        disk,
        isOurs: async (file) => recorded.has(file) || (await records.someoneRecorded(file)),
        onWritten: ({ size }) => {
          totals.written += 1;
          totals.bytes += size;
        },
      });
    }
    if (!sameBytes(await disk.read(path), after)) {
      await begin();
      await disk.write(path, after, date);
    }
    return [];
  }

  function keep(recorded: ReadonlyMap<OutputPath, RecordedFile>): void {
    totals.kept += recorded.size;
    for (const [path, { size }] of recorded) {
      wantedNow.add(path);
      count(size);
    }
  }

  async function close(): Promise<void> {
    await lock?.release();
    lock = undefined;
  }

  return {
    lastBuild: recordBytes === undefined ? undefined : parseBuildRecord(recordBytes),

    async writePackage(name, files) {
      present.add(name);
      return apply(name, files);
    },

    async writeRegistry(files) {
      await apply(undefined, files);
    },

    async finish(record) {
      for (const name of await records.packages()) {
        if (rehearsed || present.has(name)) continue;
        await begin();
        const path = fileRecordPath(name);
        const recorded = await records.read(path);
        const gone = planWrites([], { recorded, onDisk: new Map(), wantedElsewhere: wantedNow });
        for (const file of gone.remove) totals.removed += Number(await disk.remove(file));
        await disk.remove(path);
      }
      const rendered = renderBuildRecord(record);
      count(rendered.length);
      if (!rehearsed && !sameBytes(await disk.read(buildRecordPath), rendered)) {
        await keepOthersOut();
        await disk.write(buildRecordPath, rendered, new Date(record.date));
      }
      if (!rehearsed && (await disk.list(workFolder)).some(isLeftover)) {
        await keepOthersOut();
        await disk.removeTemporary();
      }
      await close();
      return { ...totals, site, problems: records.damaged().map(damageOf) };
    },

    close,

    rehearsal: () => createOutputFolder(disk, recordBytes, { rehearsed: true, uncommitted }),
  };
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
