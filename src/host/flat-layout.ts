// Packuments are extension-less files, so what npm puts below a package's name lies elsewhere: tarballs under
// `-/t/`, version documents under `-/v/`, abbreviated packuments under `-/a/`.
import type { PackageName } from '../package-name.ts';
import { tarballNameOf } from '../tarball-name.ts';
import type { Version } from '../version.ts';
import {
  type Document,
  lastPart,
  pagePath,
  relativeUrl,
  scopedTwins,
  withTwins,
} from './document-names.ts';
import type { Layout, PlainUrls } from './host-preset.ts';

interface FlatOptions {
  /** Also write `%2f` and `%2F` files, for a host that may look raw paths up. @default false */
  readonly twins?: boolean;
  /** The host chooses by the Accept header, so abbreviated packuments have a place. @default false */
  readonly abbreviated?: boolean;
}

function pathsOf(document: Document, { twins = false, abbreviated = false }: FlatOptions) {
  const owner = document.owner ?? '';
  switch (document.kind) {
    case 'packument':
      return [owner, ...(twins ? scopedTwins(owner) : [])];
    case 'abbreviated':
      return abbreviated ? [`-/a/${owner}`] : [];
    case 'tarball':
      return [`-/t/${owner}/${lastPart(document)}`];
    case 'version':
      return [`-/v/${owner}/${lastPart(document)}`];
    case 'page':
      return [pagePath(document)];
    case 'registry':
    case 'config':
      return twins ? withTwins(relativeUrl(document), document) : [relativeUrl(document)];
  }
}

const plainUrls: PlainUrls = {
  packument: '{name}',
  version: '-/v/{name}/{version}',
  tarball: '-/t/{name}/{file}',
};

/** `foo` and `-/t/foo/foo-1.0.0.tgz`; the host's configuration restores `/foo/-/foo-1.0.0.tgz` and `/foo/1.0.0`. */
export function createFlatLayout(options: FlatOptions = {}): Layout {
  return {
    name: 'flat',
    pathsOf: (document) => pathsOf(document, options),
    tarballUrl: conventionalTarballUrl,
    plainUrls,
  };
}

/** Flat with twins, for a host that has no configuration: tarballs are asked for where they lie. */
export const staticLayout: Layout = {
  name: 'static',
  pathsOf: (document) => pathsOf(document, { twins: true }),
  tarballUrl: (name, version) => `-/t/${name}/${tarballNameOf(name, version)}`,
  plainUrls,
};

/**
 * `@acme/ui/-/ui-2.0.0.tgz`, the one form that pnpm and yarn 2–4 leave out of their lock files. Names and
 * versions hold no character that a URL would need encoded.
 */
export function conventionalTarballUrl(name: PackageName, version: Version): string {
  return `${name}/-/${tarballNameOf(name, version)}`;
}
