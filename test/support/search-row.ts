import type { Package } from '../../src/model/package.ts';
import { latestOf } from '../../src/model/summary.ts';
import { manifestIn } from '../../src/model/version-fragment.ts';
import type { SearchRow } from '../../src/search/search-row.ts';
import { searchRowIn } from '../../src/search/search-row-in.ts';

/** The row of a package, from what its packument says. */
export function searchRowOf(pkg: Package): SearchRow {
  const latest = latestOf(pkg);
  const { version, time, publisher, deprecated } = latest;
  const row = searchRowIn(
    {
      name: pkg.name,
      'dist-tags': { latest: version },
      versions: {
        [version]: {
          ...manifestIn(latest.fragment),
          _npmUser: publisher,
          ...(deprecated !== undefined && { deprecated }),
        },
      },
      time: { [version]: time },
      modified: pkg.modified,
      maintainers: pkg.maintainers,
    },
    { isPublic: pkg.access === 'public' },
  );
  if (row === undefined) throw new TypeError(`${pkg.name} has no row`);
  return row;
}
