// Links to dependencies that this registry does not have lead to no page.
import { packageHref } from '../../page.ts';
import { parsePackageName } from '../names.ts';
import type { ClosureSource, InstalledVersion } from './closure.ts';
import { parseWanted } from './dependency-range.ts';

/**
 * Marks them. `latest` is the package's latest version if this page shows it: what that depends on has a page of its
 * dependents, also when it is in another registry.
 */
export async function markDependencyLinks(
  main: HTMLElement,
  source: ClosureSource,
  latest: InstalledVersion | undefined,
): Promise<void> {
  const wanted = new Set(
    [...(latest?.dependencies ?? [])].map(([key, range]) => parseWanted(key, range)?.name),
  );
  const links = [...main.querySelectorAll<HTMLAnchorElement>('a[data-dependency]')];
  await Promise.all(
    links.map(async (link) => {
      const name = parsePackageName(link.dataset['dependency']);
      if (name === undefined || source.isSpent()) return;
      const facts = await source.factsOf(name).catch(() => 'unknown' as const);
      if (facts !== undefined) return;
      link.classList.add('outside');
      link.title = 'Not in this registry';
      if (wanted.has(name)) link.href = `${packageHref(name)}dependents/`;
      else link.removeAttribute('href');
    }),
  );
}
