// The website's pages of one package.
import type { PlacedContext } from './build-context.ts';
import type { Package } from './model/package.ts';
import type { OutputFile } from './output/output-file.ts';

/** None where there is no website, nor for a package that not every reader may know of. */
export async function pagesOf(
  { site }: PlacedContext,
  pkg: Package,
): Promise<readonly OutputFile[]> {
  if (site === undefined || (pkg.access === 'restricted' && !site.protected)) return [];
  return [];
}
