// What spans packages, into the output folder.
import type { PlacedContext } from './build-context.ts';
import type { RegistrySummary, RegistryTotals } from './model/registry-summary.ts';
import type { OutputFile } from './output/output-file.ts';
import { listingDocuments, recentDocuments } from './output/registry-documents.ts';
import type { Problem } from './problems.ts';
import type { Change } from './write/sync-files.ts';
import { placeFiles, placeHostFiles } from './write/place-files.ts';

export interface WrittenRegistry {
  readonly change: Change;
  readonly problems: readonly Problem[];
}

interface Spanning {
  /** Of the list of names, see WrittenListings. */
  readonly leaves: readonly string[];
  readonly summary: RegistrySummary;
  /** Of the commit. */
  readonly date: Date;
}

/** Every document that spans packages, and the host's own files. */
export async function writeEverythingSpanning(
  context: PlacedContext,
  { listed, ...spanning }: Spanning & Pick<RegistryTotals, 'listed'>,
): Promise<WrittenRegistry> {
  const { options, directory, output, site, website } = context;
  const { content, preset } = options;
  const { date } = spanning;
  const documents = [
    ...(await recentFiles(context, spanning)),
    ...listingDocuments({ listed, directory, date }),
    ...(await fixedFiles(context, date)),
    ...((await website?.assetFiles(date)) ?? []),
  ];
  const placed = placeFiles(preset.layout, documents, content);
  const hostFiles = placeHostFiles(
    preset.configFiles({ ...content, site: site?.urls.place }),
    date,
  );
  const change = await output.writeRegistry([...placed.files, ...hostFiles]);
  return { change, problems: placed.problems };
}

/** Those that any publish changes; the others stay. */
export async function writeRecent(
  context: PlacedContext,
  spanning: Spanning,
): Promise<WrittenRegistry> {
  const { options, output } = context;
  const { content, preset } = options;
  const placed = placeFiles(preset.layout, await recentFiles(context, spanning), content);
  const change = await output.writeRegistry(placed.files, { others: 'kept' });
  return { change, problems: placed.problems };
}

async function recentFiles(
  { site, directory }: PlacedContext,
  spanning: Spanning,
): Promise<readonly OutputFile[]> {
  const documents = recentDocuments(spanning);
  if (site === undefined) return documents;
  // Loaded when needed, as `open-website.ts` is.
  const { recentPages } = await import('./site/pages/site-pages.ts');
  return [...documents, ...recentPages(site, { ...spanning, directory })];
}

async function fixedFiles({ site }: PlacedContext, date: Date): Promise<readonly OutputFile[]> {
  if (site === undefined) return [];
  const { fixedPages } = await import('./site/pages/site-pages.ts');
  return fixedPages(site, date);
}
