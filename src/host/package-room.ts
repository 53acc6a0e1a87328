// What a package costs in the output folder, and how many of them a host takes.
import type { HostLimits } from './host-preset.ts';

export interface SizeCount {
  readonly files: number;
  readonly bytes: number;
}

export interface PackageRoom {
  /** On average, rounded up. */
  readonly filesPerPackage: number;
  /** How many packages like these the host takes; `undefined` where it documents no limit. */
  readonly packagesThatFit: number | undefined;
}

/** `undefined` where there is no package to count by. `fixed` is what a registry without any would have. */
export function packageRoomOf({
  packages,
  total,
  fixed,
  limits,
}: {
  readonly packages: number;
  readonly total: SizeCount;
  readonly fixed: SizeCount;
  readonly limits: HostLimits;
}): PackageRoom | undefined {
  if (packages === 0) return undefined;
  const fit = (limit: number | undefined, what: keyof SizeCount): number => {
    const each = (total[what] - fixed[what]) / packages;
    if (limit === undefined || each <= 0) return Infinity;
    return Math.max(0, Math.floor((limit - fixed[what]) / each));
  };
  const most = Math.min(fit(limits.files, 'files'), fit(limits.siteBytes, 'bytes'));
  return {
    filesPerPackage: Math.ceil((total.files - fixed.files) / packages),
    packagesThatFit: Number.isFinite(most) ? most : undefined,
  };
}
