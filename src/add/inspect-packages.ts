// What the user named → tarballs whose facts are known.
import type { AddCandidate } from '../change/plan-add.ts';
import { inspectTarball } from '../inspect/inspect-tarball.ts';
import type { Environment } from '../options.ts';
import type { Problem } from '../problems.ts';
import { readPackage } from './read-package.ts';

export type InspectedPackage = Pick<AddCandidate, 'file' | 'bytes' | 'tarball'>;

export interface InspectedPackages {
  /** In the order of the files. */
  readonly inspected: readonly InspectedPackage[];
  /** What is wrong with the files. */
  readonly problems: readonly Problem[];
}

/** Reads or packs the files one after another, and inspects them. Throws as `readPackage`. */
export async function inspectPackages(
  files: readonly string[],
  options: { readonly cwd: string; readonly env: Environment },
): Promise<InspectedPackages> {
  const inspected: InspectedPackage[] = [];
  const problems: Problem[] = [];
  for (const each of files) {
    const { file, bytes } = await readPackage(each, options);
    const inspection = await inspectTarball(bytes, { path: file });
    problems.push(...inspection.problems);
    const { tarball } = inspection;
    if (tarball !== undefined) inspected.push({ file, bytes, tarball });
  }
  return { inspected, problems };
}
