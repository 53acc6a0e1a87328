import type { Directory } from '../../src/model/directory.ts';
import { createRegistryTotals } from '../../src/model/registry-summary.ts';
import type { PackageSummary } from '../../src/model/summary.ts';
import type { OutputFile } from '../../src/output/output-file.ts';
import { listingDocuments, recentDocuments } from '../../src/output/registry-documents.ts';

export interface RegistryInput {
  readonly summaries: readonly PackageSummary[];
  readonly directory: Directory;
  readonly date: Date;
  readonly protected: boolean;
}

/** Every document that spans packages, as a build of the whole registry makes them. */
export function registryDocuments(input: RegistryInput): readonly OutputFile[] {
  const { directory, date } = input;
  const totals = createRegistryTotals(input);
  for (const summary of input.summaries) totals.add(summary);
  const { summary, listed } = totals.totals();
  return [...recentDocuments({ summary, date }), ...listingDocuments({ listed, directory, date })];
}
