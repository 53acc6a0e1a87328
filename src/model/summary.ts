// The little of a package that documents spanning packages are made from: memory follows it, not the packages.
import { cutText } from './cut-text.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import type { PackageName } from '../package-name.ts';
import type { Version } from '../version.ts';
import type { Access, Package, PackageVersion, Person } from './package.ts';
import type { UserName } from './user-name.ts';
import { manifestIn } from './version-fragment.ts';

export interface PackageSummary {
  readonly name: PackageName;
  /** The version `latest` points at. */
  readonly latest: Version;
  /** Cut to what a list of packages can show, as are the keywords. */
  readonly description: string;
  readonly keywords: readonly string[];
  /** When `latest` landed. */
  readonly date: string;
  readonly modified: string;
  readonly publisher: Person;
  readonly maintainers: readonly Person[];
  readonly access: Package['access'];
  /** Sorted by name. */
  readonly collaborators: ReadonlyMap<UserName, Access>;
  readonly links: PackageLinks;
  readonly versionCount: number;
}

/** http and https addresses only. */
export interface PackageLinks {
  readonly homepage?: string;
  readonly repository?: string;
  readonly bugs?: string;
}

/**
 * Code points. A summary of every package is kept, and 250 of them are one document; of 2,600 popular packages, none
 * has a description over 366, a keyword over 32 or keywords over 1,400 together.
 */
const limits = { description: 512, keyword: 64, keywords: 4096, address: 2048 };

export function summaryOf(pkg: Package): PackageSummary {
  const latest = latestOf(pkg);
  return {
    ...aboutManifest(manifestIn(latest.fragment)),
    name: pkg.name,
    latest: latest.version,
    date: latest.time,
    modified: pkg.modified,
    publisher: latest.publisher,
    maintainers: pkg.maintainers,
    access: pkg.access,
    collaborators: pkg.collaborators,
    versionCount: pkg.versions.length,
  };
}

/** What the manifest of `latest` says for people. */
export function aboutManifest(
  manifest: JsonObject,
): Pick<PackageSummary, 'description' | 'keywords' | 'links'> {
  const description = own(manifest, 'description');
  return {
    description: typeof description === 'string' ? cutText(description, limits.description) : '',
    keywords: keywordsIn(own(manifest, 'keywords')),
    links: linksIn(manifest),
  };
}

/** The version that `latest` points at. Throws when the package breaks its contract: it has one, and the tag. */
export function latestOf(pkg: Package): PackageVersion {
  const [latest] = pkg.distTags.values();
  const found = pkg.versions.find(({ version }) => version === latest);
  if (found === undefined) throw new TypeError(`${pkg.name} has no latest version`);
  return found;
}

/** Those that fit, from the first on. */
function keywordsIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const kept: string[] = [];
  let left = limits.keywords;
  for (const keyword of value) {
    if (typeof keyword !== 'string') continue;
    const text = cutText(keyword, limits.keyword);
    left -= text.length + 1;
    if (left < 0) break;
    kept.push(text);
  }
  return kept;
}

function linksIn(manifest: JsonObject): PackageLinks {
  const homepage = webAddress(own(manifest, 'homepage'));
  const repository = webAddress(urlIn(own(manifest, 'repository')));
  const bugs = webAddress(urlIn(own(manifest, 'bugs')));
  return {
    ...(homepage === undefined ? {} : { homepage }),
    ...(repository === undefined ? {} : { repository }),
    ...(bugs === undefined ? {} : { bugs }),
  };
}

function urlIn(value: unknown): unknown {
  return isJsonObject(value) ? own(value, 'url') : value;
}

/** A browser's address of it: `git+https://example.com/a.git` is https://example.com/a. */
export function webAddress(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > limits.address) return undefined;
  const text = value.replace(/^git\+(?=https?:)/, '').replace(/\.git$/, '');
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}
