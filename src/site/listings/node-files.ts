// The files of one node of a list.
import prerelease from 'semver/functions/prerelease.js';
import { jsonText } from '../../json-text.ts';
import type { ListingEntry, ListingNode } from '../../listing/listing-node.ts';
import type { Directory } from '../../model/directory.ts';
import { scopeNameOf } from '../../model/scope-name.ts';
import { userNameOf } from '../../model/user-name.ts';
import type { User } from '../../model/users.ts';
import type { OutputFile } from '../../output/output-file.ts';
import { type PackageName, packageNameOf } from '../../package-name.ts';
import { windowsObjection } from '../../windows-names.ts';
import { type DependentRow, dependentsPage } from '../pages/dependents.ts';
import { feedKinds } from '../pages/feed-links.ts';
import { feedFile, type FeedEntry } from '../pages/feeds.ts';
import { sitemapFile } from '../pages/for-robots.ts';
import { keywordPage } from '../pages/keyword.ts';
import type { ListNode, PackageRow } from '../pages/listing.ts';
import { namesPage } from '../pages/names.ts';
import { orgPage } from '../pages/org.ts';
import { userPage } from '../pages/user.ts';
import { nodeFileName } from '../site-urls.ts';
import { type Site, siteFile } from '../site.ts';
import { hereEntry } from './contributions.ts';
import type { ListingName } from './listing-kinds.ts';

export interface NodeParts {
  readonly listing: ListingName;
  readonly prefix: string;
  readonly node: ListingNode;
  readonly directory: Directory;
  readonly date: Date;
}

export function nodeFiles(site: Site, parts: NodeParts): readonly OutputFile[] {
  const { listing, prefix } = parts;
  switch (listing.kind) {
    case 'facts':
    case 'search':
      return shardFiles(site, parts);
    case 'feed':
      return prefix === '' ? feedOf(site, parts) : [];
    case 'dependents':
    case 'keyword':
    case 'names':
    case 'scope':
    case 'user':
      return isPagePrefix(prefix)
        ? pagesOf(site, { ...parts, listing: { ...listing, kind: listing.kind } })
        : [];
  }
}

type PageKind = 'dependents' | 'keyword' | 'names' | 'scope' | 'user';

/** Below a whole name there is nothing to look for, and the mark of what is here is no name. */
function isPagePrefix(prefix: string): boolean {
  return !prefix.includes('\0') && !prefix.startsWith(hereMark);
}

const hereMark = hereEntry.key.charAt(0);

function pagesOf(
  site: Site,
  parts: NodeParts & { readonly listing: ListingName & { readonly kind: PageKind } },
): readonly OutputFile[] {
  const { listing, node, directory, date } = parts;
  const { subject } = listing;
  const list = { ...listNodeOf<PackageRow>(parts), date };
  switch (listing.kind) {
    case 'dependents':
      return dependentsOf(site, parts);
    case 'keyword':
      return [keywordPage(site, { ...list, keyword: subject })];
    case 'names':
      return [
        namesPage(site, { ...list, rows: list.rows.map(([name]) => [name, '']) }),
        ...sitemapsOf(site, parts),
      ];
    case 'scope': {
      const scope = scopeNameOf(subject);
      const names = new Set<string>(node.entries.map(({ id }) => id));
      const org = scope === undefined ? undefined : directory.orgs.get(scope);
      return [orgPage(site, { ...list, scope: subject, org, isListed: (name) => names.has(name) })];
    }
    case 'user': {
      const user = userIn(directory, subject);
      return [userPage(site, { ...list, login: user?.login ?? subject, user })];
    }
  }
}

/** `subject` is a login in lower case. */
function userIn({ users }: Directory, subject: string): User | undefined {
  const login = userNameOf(subject);
  const exact = login === undefined ? undefined : users.get(login);
  return exact ?? [...users.values()].find((user) => user.login.toLowerCase() === subject);
}

function dependentsOf(site: Site, parts: NodeParts): readonly OutputFile[] {
  const { listing, prefix, node, date } = parts;
  const name = packageNameOf(listing.subject);
  if (name === undefined) return [];
  const isHere = node.next?.includes(hereMark) ?? node.entries.some(isMark);
  if (prefix === '' && !isHere && !hasPageElsewhere(name)) return [];
  const count = node.size - Number(isHere);
  const list = listNodeOf<DependentRow>(parts);
  return [dependentsPage(site, { ...list, package: name, isHere, count, date })];
}

/**
 * Whether a package that is not in this registry has a page of who depends on it: what only differs in case from another
 * would take its place on some disks, and some cannot have any folder of that name.
 */
function hasPageElsewhere(name: PackageName): boolean {
  return name === name.toLowerCase() && windowsObjection(name) === undefined;
}

/** What pages show of a node: without what only marks that something is here. */
function listNodeOf<Row>({ prefix, node }: NodeParts): ListNode<Row> {
  const entries = node.next === undefined ? node.entries.filter((entry) => !isMark(entry)) : [];
  return {
    prefix,
    // Each kind of list has the rows that it was given.
    rows: entries.map(({ row }) => row as Row),
    next: node.next?.replace(hereMark, '').replace('\0', ''),
  };
}

function isMark({ key }: ListingEntry): boolean {
  return key === hereEntry.key;
}

function sitemapsOf(site: Site, { prefix, node, date }: NodeParts): readonly OutputFile[] {
  if (node.next !== undefined) return [];
  return [sitemapFile(site, { prefix, names: node.entries.map(({ id }) => id), date })];
}

/** GET /-/site/feeds/…: `subject` is the kind of feed, and the scope. */
function feedOf(site: Site, { listing, node, date }: NodeParts): readonly OutputFile[] {
  return feedKinds.flatMap((kind) => {
    const start = `${kind}/`;
    if (!listing.subject.startsWith(start)) return [];
    const scope = listing.subject.slice(start.length);
    const entries = node.entries.map((entry) => feedEntryOf(site, entry));
    return [feedFile(site, { kind, entries, date, scope: scope === '' ? undefined : scope })];
  });
}

type FeedRow = readonly [
  name: string,
  version: string,
  time: string,
  publisher: string,
  description: string,
  isTagged: boolean,
];

function feedEntryOf(site: Site, { row }: ListingEntry): FeedEntry {
  // `contributionsOf` made it.
  const [name, version, time, publisher, description, isTagged] = row as FeedRow;
  const { versions } = site.config;
  return {
    ...{ package: name, version, date: time, publisher, description },
    isPrerelease: prerelease(version) !== null,
    hasPage: versions === 'all' || (versions === 'tagged' && isTagged),
  };
}

/**
 * GET /-/site/search/<prefix>.json
 * GET /-/site/facts/<prefix>.json
 */
function shardFiles(site: Site, { listing, prefix, node, date }: NodeParts): readonly OutputFile[] {
  if (prefix.includes('\0')) return [];
  const { size, next } = node;
  const value = {
    size,
    rows: rowsOf(node),
    ...(next === undefined ? {} : { next: next.replace('\0', '') }),
  };
  return [
    siteFile({
      url: site.urls.file(`${listing.kind}/${nodeFileName(prefix)}.json`),
      date,
      text: jsonText(value),
      contentType: 'application/json',
    }),
  ];
}

/** Each package once. */
function rowsOf({ entries }: ListingNode): readonly unknown[] {
  const rows = new Map<string, unknown>();
  for (const { id, row } of entries) if (!rows.has(id)) rows.set(id, row);
  return [...rows.values()];
}
