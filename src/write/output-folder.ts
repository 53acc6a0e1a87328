// The one way into the output folder: a build opens it, hands over one package at a time, and finishes.
import type { SiteSize } from '../host/limit-warnings.ts';
import type { OutputPath } from '../host/output-path.ts';
import type { PackageName } from '../package-name.ts';
import { type Problem, problem } from '../problems.ts';
import { applyPlan } from './apply-plan.ts';
import { type BuildRecord, buildRecordPath, renderBuildRecord } from './build-record.ts';
import { sameBytes } from '../digest.ts';
import { fileRecordPath, recordAfter, recordDuring, renderFileRecord } from './file-record.ts';
import type { OutputDisk } from './output-disk.ts';
import { planWrites } from './plan-writes.ts';
import { createRecordStore } from './record-store.ts';
import type { DiskFile, PlannedFile } from './write-plan.ts';

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
  /** Makes the package's files what they should be. Once for each package. */
  writePackage(name: PackageName, files: readonly PlannedFile[]): Promise<void>;
  /** The same for what spans packages; after them, since it names them. */
  writeRegistry(files: readonly PlannedFile[]): Promise<void>;
  /** Removes the packages that were not written since the folder was opened, and records the build. */
  finish(record: BuildRecord): Promise<WriteTotals>;
}

/** Nothing is changed before the first file that differs. */
export function createOutputFolder(
  disk: OutputDisk,
  lastBuild: BuildRecord | undefined,
): OutputFolder {
  const records = createRecordStore(disk);
  const present = new Set<PackageName>();
  // With another layout a path may pass from one package to another, whose file must not be removed then.
  const wantedNow = new Set<OutputPath>();
  const totals = { written: 0, kept: 0, removed: 0, bytes: 0 };
  const site = { files: 0, bytes: 0, largestFileBytes: 0 };
  let begun = false;

  /** From here on, and until `finish`, the folder says of itself that it is half-way. */
  async function begin(): Promise<void> {
    if (begun) return;
    begun = true;
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
  ): Promise<void> {
    const path = fileRecordPath(name);
    const recorded = await records.read(path);
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
  }

  return {
    lastBuild,

    async writePackage(name, files) {
      present.add(name);
      await apply(name, files);
    },

    writeRegistry: (files) => apply(undefined, files),

    async finish(record) {
      for (const name of await records.packages()) {
        if (present.has(name)) continue;
        await begin();
        const path = fileRecordPath(name);
        const recorded = await records.read(path);
        const gone = planWrites([], { recorded, onDisk: new Map(), wantedElsewhere: wantedNow });
        for (const file of gone.remove) totals.removed += Number(await disk.remove(file));
        await disk.remove(path);
      }
      const rendered = renderBuildRecord(record);
      count(rendered.length);
      if (!sameBytes(await disk.read(buildRecordPath), rendered)) {
        await disk.write(buildRecordPath, rendered, new Date(record.date));
      }
      await disk.removeTemporary();
      return { ...totals, site, problems: records.damaged().map(damageOf) };
    },
  };
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
