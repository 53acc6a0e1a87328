// The parts of a logical URL that layouts put elsewhere.
import type { OutputFile } from '../output/output-file.ts';
import type { PackageName } from '../package-name.ts';

/** What a layout may look at to find a document's place. */
export type Document = Pick<OutputFile, 'url' | 'kind' | 'owner'>;

/** A document's URL without the leading slash: `@acme/ui`, `-/ping`. */
export function relativeUrl(document: Document): string {
  return document.url.slice(1);
}

/** What follows `/<name>/` in a version document's URL, `/<name>/-/` in a tarball's. */
export function lastPart(document: Document): string {
  return document.url.slice(document.url.lastIndexOf('/') + 1);
}

/**
 * `@acme/ui` → `@acme%2fui` and `@acme%2Fui`, literally. npm, yarn, bun and deno ask for a scoped packument as
 * `%2f`, pnpm and cnpm as `%2F`; a host that looks the raw path up needs files of these names.
 */
export function scopedTwins(name: string): readonly string[] {
  return name.startsWith('@') ? [name.replace('/', '%2f'), name.replace('/', '%2F')] : [];
}

/**
 * The path and, when it holds a scoped package's name below `-/`, its twins: `-/package/<name>/dist-tags`,
 * `-/npm/v1/attestations/<name>@<version>`.
 */
export function withTwins(path: string, { owner }: Document): readonly string[] {
  if (owner === undefined || !path.startsWith('-/')) return [path];
  const at = path.indexOf(`/${owner}`) + 1;
  if (at === 0) return [path];
  const [before, after] = [path.slice(0, at), path.slice(at + owner.length)];
  return [path, ...scopedTwins(owner).map((twin) => `${before}${twin}${after}`)];
}

/** Where a website's page lies: a URL that ends in `/` is the folder's index. */
export function pagePath(document: Document): string {
  const path = relativeUrl(document);
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}

/** A package's document, as far as layouts look at one; `last` is a version, dist-tag or tarball's file name. */
export function packageDocument(
  name: PackageName,
  kind: 'packument' | 'abbreviated' | 'version' | 'tarball',
  last = '',
): Document {
  const tail = { packument: '', abbreviated: '', version: `/${last}`, tarball: `/-/${last}` }[kind];
  return { url: `/${name}${tail}`, kind, owner: name };
}
