// What a version depends on, by kind.
import { isJsonObject, type JsonObject, own } from '../../json.ts';
import { packageNameOf } from '../../package-name.ts';
import type { SiteUrls } from '../site-urls.ts';
import { dependencyTarget } from './dependency-target.ts';
import { clip, type ListLimits, takeWithin } from './take-within.ts';

export interface DependencyView {
  readonly name: string;
  readonly range: string;
  /** Of the page that it has if it is in this registry; `undefined` for what comes from no registry. */
  readonly href: string | undefined;
  /** The package that the link leads to: of an alias, not the name. */
  readonly target: string | undefined;
}

export interface DependencyList {
  readonly title: string;
  readonly total: number;
  readonly items: readonly DependencyView[];
  readonly left: number;
  /** Of no interest to who installs the package. */
  readonly isFolded: boolean;
}

const kinds = [
  { key: 'dependencies', title: 'Dependencies', isFolded: false },
  { key: 'peerDependencies', title: 'Peer dependencies', isFolded: false },
  { key: 'optionalDependencies', title: 'Optional dependencies', isFolded: false },
  { key: 'bundleDependencies', title: 'Bundled dependencies', isFolded: false },
  { key: 'devDependencies', title: 'Development dependencies', isFolded: true },
] as const;

const longestName = 214;
const longestRange = 80;

/** Those that are not empty, each within the limits; the order in a list is package.json's. */
export function dependencyLists(
  manifest: JsonObject,
  limits: ListLimits,
  urls: SiteUrls,
): readonly DependencyList[] {
  const optionalPeers = own(manifest, 'peerDependenciesMeta');
  return kinds.flatMap(({ key, title, isFolded }) => {
    const all = entriesOf(own(manifest, key));
    if (all.length === 0) return [];
    const { shown, left } = takeWithin(all, limits, ({ name, range }) => name + range);
    const items = shown.map(({ name, range }) => {
      const isOptional = key === 'peerDependencies' && isOptionalPeer(optionalPeers, name);
      return dependencyView(urls, name, isOptional ? `${range} (optional)` : range);
    });
    return [{ title, total: all.length, items, left, isFolded }];
  });
}

interface Entry {
  readonly name: string;
  readonly range: string;
}

/** Of a map of ranges, or a list of names. */
function entriesOf(value: unknown): readonly Entry[] {
  const pairs = Array.isArray(value)
    ? value.map((name: unknown) => [name, ''] as const)
    : Object.entries(isJsonObject(value) ? value : {});
  return pairs.flatMap(([name, range]) =>
    typeof name === 'string' && typeof range === 'string'
      ? [{ name: clip(name, longestName), range: clip(range, longestRange) }]
      : [],
  );
}

function isOptionalPeer(meta: unknown, name: string): boolean {
  const entry = isJsonObject(meta) ? own(meta, name) : undefined;
  return isJsonObject(entry) && own(entry, 'optional') === true;
}

function dependencyView(urls: SiteUrls, name: string, range: string): DependencyView {
  const target = packageNameOf(dependencyTarget(name, range));
  const href = target === undefined ? undefined : urls.href(urls.package(target));
  return { name, range, href, target };
}
