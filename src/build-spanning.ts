// What spans packages, into the output folder.
import type { BuildContext } from './build-context.ts';
import type { RegistrySummary, RegistryTotals } from './model/registry-summary.ts';
import { listingDocuments, recentDocuments } from './output/registry-documents.ts';
import type { Problem } from './problems.ts';
import type { Change } from './write/output-folder.ts';
import { placeFiles, placeHostFiles } from './write/place-files.ts';

export interface WrittenRegistry {
  readonly change: Change;
  readonly problems: readonly Problem[];
}

/** Every document that spans packages, and the host's own files. */
export async function writeEverythingSpanning(
  { options, directory, output }: BuildContext,
  { summary, listed, date }: RegistryTotals & { readonly date: Date },
): Promise<WrittenRegistry> {
  const { content, preset } = options;
  const documents = [
    ...recentDocuments({ summary, date }),
    ...listingDocuments({ listed, directory, date }),
  ];
  const placed = placeFiles(preset.layout, documents, content);
  const hostFiles = placeHostFiles(preset.configFiles(content), date);
  const change = await output.writeRegistry([...placed.files, ...hostFiles]);
  return { change, problems: placed.problems };
}

/** Those that any publish changes; the others stay. */
export async function writeRecent(
  { options, output }: BuildContext,
  { summary, date }: { readonly summary: RegistrySummary; readonly date: Date },
): Promise<WrittenRegistry> {
  const { content, preset } = options;
  const placed = placeFiles(preset.layout, recentDocuments({ summary, date }), content);
  const change = await output.writeRegistry(placed.files, { others: 'kept' });
  return { change, problems: placed.problems };
}
