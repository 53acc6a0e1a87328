// All that a page of a package gets from scripts: pictures, files, comparisons, and what the whole registry knows.
import { readPackagePage } from './package-page.ts';
import { startFiles } from './files/files-tab.ts';
import { startReadmeImages } from './readme-images.ts';

/** What is used by few readers, or needs more than a few kB, is a chunk of its own. */
export async function start(): Promise<void> {
  const page = readPackagePage();
  if (page === undefined) return;
  startFiles(page);
  await Promise.all([
    import('./compare/compare-tab.ts').then(({ startCompare }) => startCompare(page)),
    import('./facts/facts.ts').then(({ startFacts }) => startFacts(page)),
    startReadmeImages(page),
  ]);
}
