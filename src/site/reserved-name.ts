import type { PackageName } from '../package-name.ts';
import type { SiteConfig } from './site-config.ts';
import { siteSections } from './site-sections.ts';

/** What static hosts answer with, website or not. */
const hostPages: readonly string[] = ['404.html', 'index.html'];

/**
 * The part of the registry's URL space that a new package of this name would take away: `search`, `~`, `web` for a
 * website below `/web/`; `undefined` when it may have the name. One that has it already keeps it, see `sectionsOf`.
 */
export function reservedNameOf(
  name: PackageName,
  site: Pick<SiteConfig, 'path'> | undefined,
): string | undefined {
  const lower = name.toLowerCase();
  const reserved = [...hostPages, ...(site === undefined ? [] : siteNames(site.path))];
  return reserved.find((each) => (each === '~' ? lower.startsWith('~') : lower === each));
}

function siteNames(path: string): readonly string[] {
  if (path === '/') return siteSections;
  const [, first = ''] = path.toLowerCase().split('/', 2);
  return [first, 'robots.txt'];
}
