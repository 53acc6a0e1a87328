// Whether a new package has a place beside the others, as the registry's host lays files out.
import type { Config } from '../../config.ts';
import { couldClash } from '../../host/could-clash.ts';
import { nameClashesOf } from '../../host/clashes.ts';
import { hostPresetOf } from '../../host/host-preset-of.ts';
import type { PackageName } from '../../package-name.ts';
import { parsePublicUrl } from '../../public-url.ts';
import { folderOf } from '../../source/package-path.ts';
import type { Finding } from '../finding.ts';
import { findingOf } from '../problem-finding.ts';
import type { ReviewedPackage } from '../reviewed.ts';

/** Where stillpack.json names no URL: which paths a host's own files take does not depend on the host name. */
const anyUrl = 'http://localhost/';

/** Throws HOST_UNKNOWN, URL_INVALID, as a build would. */
export function checkNamePlaces(
  packages: readonly ReviewedPackage[],
  { names, config }: { readonly names: readonly PackageName[]; readonly config: Config },
): readonly Finding[] {
  const added = packages.filter(({ isNew }) => isNew).map(({ name }) => name);
  if (added.length === 0) return [];
  const there = names.filter((name) => !added.includes(name));
  const close = there.filter((name) => added.some((other) => couldClash(name, other)));
  const landed = [
    ...close.map((name) => ({ name, since: 0 })),
    ...added.map((name) => ({ name, since: undefined })),
  ];
  const preset = hostPresetOf(config.host);
  const clashes = nameClashesOf(landed, { preset, url: parsePublicUrl(config.url ?? anyUrl) });
  return added.flatMap((name) => {
    const clash = clashes.get(name);
    return clash === undefined ? [] : [findingOf({ ...clash, path: folderOf(name) })];
  });
}
