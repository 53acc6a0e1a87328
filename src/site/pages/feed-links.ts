// Which Atom feeds there are, and where: apart from what makes them, which takes long to load.
import type { PackageName } from '../../package-name.ts';
import type { PageParts, Site } from '../site.ts';
import { scopePart } from '../site-urls.ts';

/** Whose releases: of all packages, those of a scope, or of one. */
export interface FeedSubject {
  readonly scope?: string | undefined;
  readonly package?: PackageName | undefined;
}

export const feedKinds = ['all', 'stable'] as const;
export type FeedKind = (typeof feedKinds)[number];

/** `feeds` of the pages that a subject has. */
export function feedLinks(site: Site, subject: FeedSubject): NonNullable<PageParts['feeds']> {
  return feedKinds.map((kind) => {
    return { href: feedUrl(site, subject, kind), title: feedTitle(site, subject, kind) };
  });
}

/** Logical. */
export function feedUrl(
  { urls }: Site,
  { scope, package: name }: FeedSubject,
  kind: FeedKind,
): string {
  // Folders, since a package may be named as any file is: `a-stable`, `all.xml`.
  const folder =
    name === undefined
      ? scope === undefined
        ? ''
        : `org/${scopePart(scope)}/`
      : `package/${name}/`;
  return urls.file(`feeds/${folder}${kind}.xml`);
}

export function feedTitle(
  { title }: Site,
  { scope, package: name }: FeedSubject,
  kind: FeedKind,
): string {
  const subject = name ?? (scope === undefined ? title : `@${scope}`);
  return `${subject}: ${kind === 'all' ? 'releases' : 'stable releases'}`;
}
