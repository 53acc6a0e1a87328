import { type Problem, problem } from '../problems.ts';
import type { HostLimits, HostPreset } from './host-preset.ts';

/** The size of a built registry. */
export interface SiteSize {
  readonly files: number;
  /** Sum over all files. */
  readonly bytes: number;
  readonly largestFileBytes: number;
}

/** From which part of a limit on it is worth knowing. */
const near = 0.8;

/** HOST_LIMIT for each documented limit of the host that the registry has come near to, or passed. */
export function limitWarnings(size: SiteSize, preset: HostPreset): readonly Problem[] {
  const checks: readonly (readonly [keyof HostLimits, number, string])[] = [
    ['files', size.files, 'files'],
    ['fileBytes', size.largestFileBytes, 'bytes in one file'],
    ['siteBytes', size.bytes, 'bytes in all'],
  ];
  return checks.flatMap(([key, value, what]) => {
    const limit = preset.limits[key];
    if (limit === undefined || value <= limit * near) return [];
    const verb = value > limit ? 'exceeds' : 'is near';
    return [
      problem('HOST_LIMIT', '.', `${value} ${what} ${verb} the limit of ${preset.name}, ${limit}.`),
    ];
  });
}
