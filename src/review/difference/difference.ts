// What changed from one version of a package to another.
import type { Tarball } from '../../inspect/tarball.ts';
import type { Difference, Pair } from '../review-report.ts';
import type { ReadVersion } from '../reviewed.ts';
import { type DiffLimits, reviewDiffLimits } from './diff-limits.ts';
import { fileDifferences } from './file-differences.ts';
import { dependencyDifferences, fieldDifferences } from './manifest-differences.ts';
import { outlineOf } from './outline-of.ts';

export interface DifferenceInput {
  /** @default none: the first version of a package */
  readonly from?: ReadVersion | undefined;
  readonly to: ReadVersion;
  /** Bytes, unpacked, with dependencies. @default not computed */
  readonly installed?: Pair<number> | undefined;
  /** @default reviewDiffLimits */
  readonly limits?: DiffLimits | undefined;
}

/** A function of the two versions alone: the same on every machine, whatever they hold, in bounded time. */
export function differenceOf({
  from,
  to,
  installed,
  limits = reviewDiffLimits,
}: DifferenceInput): Difference {
  const manifests = { before: from?.tarball.manifest, after: to.tarball.manifest };
  const pair = <Value>(read: (tarball: Tarball) => Value): Pair<Value> => ({
    before: from && read(from.tarball),
    after: read(to.tarball),
  });
  return {
    from: from?.version,
    to: to.version,
    files: fileDifferences({ before: from?.files ?? [], after: to.files }, limits),
    fields: fieldDifferences(manifests),
    dependencies: dependencyDifferences(manifests),
    sizes: {
      packed: pair(({ size }) => size),
      unpacked: pair(({ unpackedSize }) => unpackedSize),
      files: pair(({ entries }) => entries.length),
      installed,
    },
    outline: pair(outlineOf),
  };
}
