// Where a link or a picture of a README leads.
import type { RepositoryBase } from './repository-base.ts';
import { urlOf } from './url-of.ts';

export type Reference =
  /** In the README itself. */
  | { readonly kind: 'fragment'; readonly fragment: string }
  /** Absolute; http, https or mailto. */
  | { readonly kind: 'elsewhere'; readonly href: string }
  | { readonly kind: 'file'; readonly file: FileReference };

export interface FileReference {
  /** From the package's root, decoded; absent where it lies outside of it. */
  readonly path: string | undefined;
  /** From the repository's root, encoded as in a URL. */
  readonly repositoryPath: string;
  /** With its `?` and its `#`. */
  readonly search: string;
  readonly hash: string;
}

const safeProtocol = /^(?:https?|mailto):$/;

/** Stands for the repository's root: the URL parser then reads relative addresses as browsers do. */
const root = 'https://package.invalid/';

/** `undefined` for what no page may link to. `directory` is the package's folder in its repository. */
export function resolveReference(reference: string, directory: string): Reference | undefined {
  const trimmed = reference.trim();
  if (trimmed.startsWith('#')) return { kind: 'fragment', fragment: decoded(trimmed.slice(1)) };
  const folder = directory === '' ? '' : `${directory}/`;
  const url = urlOf(trimmed, root + folder);
  if (trimmed === '' || url === undefined || !safeProtocol.test(url.protocol)) return undefined;
  if (!url.href.startsWith(root)) return { kind: 'elsewhere', href: url.href };
  const repositoryPath = url.pathname.slice(1);
  const isInside = repositoryPath.startsWith(folder);
  const path = isInside ? decoded(repositoryPath.slice(folder.length)) : undefined;
  const { search, hash } = url;
  return { kind: 'file', file: { path, repositoryPath, search, hash } };
}

/** Of a file in the repository. */
export function repositoryHref(
  base: RepositoryBase,
  { repositoryPath, search, hash }: FileReference,
): string {
  const isFolder = repositoryPath === '' || repositoryPath.endsWith('/');
  return `${isFolder ? base.folder : base.file}${repositoryPath}${search}${hash}`;
}

/** Of a file in the tarball, in the page's own viewer. */
export function viewerHref(path: string, hash = ''): string {
  return `?file=${encodeURIComponent(path).replaceAll('%2F', '/')}${hash}`;
}

/** Percent signs that mean nothing stay. Half a character is no text that a URL could hold. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
