// Releases as lists of recent ones have them.
import { emptySummary, type RegistrySummary } from '../../src/model/registry-summary.ts';
import { type PackageSummary, summaryOf } from '../../src/model/summary.ts';
import { packageWith } from './model.ts';

export function releaseOf(parts: Partial<PackageSummary> = {}): PackageSummary {
  const { name = 'plain' } = parts;
  return { ...summaryOf(packageWith({ name, versions: [{ version: '1.0.0' }] })), ...parts };
}

export function summaryWith(recent: readonly PackageSummary[]): RegistrySummary {
  return { ...emptySummary, recent, packages: recent.length, versions: 3 * recent.length };
}
