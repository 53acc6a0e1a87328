// Whether a new package has a place beside the others, as the registry's host lays files out.
import type { Config } from '../../config.ts';
import { couldClash } from '../../host/could-clash.ts';
import type { PackageName } from '../../package-name.ts';
import { folderOf } from '../../source/package-path.ts';
import { createNameClashes } from '../../verbs/name-clashes.ts';
import type { Finding } from '../finding.ts';
import { findingOf } from '../problem-finding.ts';
import type { ReviewedPackage } from '../reviewed.ts';

/** Throws HOST_UNKNOWN, URL_INVALID, as a build would. */
export function checkNamePlaces(
  packages: readonly ReviewedPackage[],
  { names, config }: { readonly names: readonly PackageName[]; readonly config: Config },
): readonly Finding[] {
  const added = packages.filter(({ isNew }) => isNew).map(({ name }) => name);
  if (added.length === 0) return [];
  const there = names.filter(
    (name) => !added.includes(name) && added.some((other) => couldClash(name, other)),
  );
  const clashes = createNameClashes(config)({ there, added });
  return added.flatMap((name) => {
    const clash = clashes.get(name);
    return clash === undefined ? [] : [findingOf({ ...clash, path: folderOf(name) })];
  });
}
