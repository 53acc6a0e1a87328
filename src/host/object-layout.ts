// An object store holds `foo` and `foo/1.0.0` side by side, a file system cannot: so each kind of document has
// a tree of its own in the output folder, and the trees are uploaded over one another.
import type { OutputKind } from '../output/output-file.ts';
import { type Document, pagePath, relativeUrl } from './document-names.ts';
import { conventionalTarballUrl } from './flat-layout.ts';
import type { Layout } from './host-preset.ts';

/** The tree that holds a kind of document. An abbreviated packument has none: a store does not negotiate. */
const trees: Readonly<Partial<Record<OutputKind, string>>> = {
  tarball: 'tarballs',
  version: 'versions',
  packument: 'packuments',
  registry: 'registry',
  page: 'pages',
};

function pathsOf(document: Document): readonly string[] {
  if (document.kind === 'config') return [relativeUrl(document)];
  const tree = trees[document.kind];
  if (tree === undefined) return [];
  return [`${tree}/${document.kind === 'page' ? pagePath(document) : relativeUrl(document)}`];
}

/** Below its tree, a document's path is its key, and its key is its logical URL. */
export const objectLayout: Layout = {
  name: 'object',
  pathsOf,
  tarballUrl: conventionalTarballUrl,
  plainUrls: {
    packument: '{name}',
    version: '{name}/{version}',
    tarball: '{name}/-/{file}',
  },
};
