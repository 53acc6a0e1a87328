// An output folder that only counts: what a build under `strict` does first.
import type { OutputFolder, WriteTotals } from './output-folder.ts';
import type { PlannedFile } from './write-plan.ts';

/** Takes everything, writes nothing. */
export function createRehearsal(): OutputFolder {
  const site = { files: 0, bytes: 0, largestFileBytes: 0 };
  const count = (files: readonly PlannedFile[]): Promise<void> => {
    for (const { size } of files) {
      site.files += 1;
      site.bytes += size;
      site.largestFileBytes = Math.max(site.largestFileBytes, size);
    }
    return Promise.resolve();
  };
  return {
    lastBuild: undefined,
    writePackage: (_name, files) => count(files),
    writeRegistry: count,
    finish: (): Promise<WriteTotals> =>
      Promise.resolve({ written: 0, kept: 0, removed: 0, bytes: 0, site, problems: [] }),
  };
}
