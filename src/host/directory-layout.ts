// For hosts without rewrites that look for `foo.html` and `foo/index.html` when asked for `/foo`.
import { type Document, pagePath, relativeUrl, scopedTwins, withTwins } from './document-names.ts';
import { conventionalTarballUrl } from './flat-layout.ts';
import type { Layout } from './host-preset.ts';

function pathsOf(document: Document): readonly string[] {
  switch (document.kind) {
    case 'packument': {
      const path = relativeUrl(document);
      return [...[path, ...scopedTwins(path)].map((twin) => `${twin}.html`), `${path}/index.html`];
    }
    case 'abbreviated':
      return [];
    case 'page':
      return [pagePath(document)];
    case 'tarball':
    case 'version':
    case 'registry':
    case 'config':
      return withTwins(relativeUrl(document), document);
  }
}

/** `foo.html`, `foo/index.html`, `foo/1.0.0`, `foo/-/foo-1.0.0.tgz`: tarballs keep their conventional URL. */
export const directoryLayout: Layout = {
  name: 'directory',
  pathsOf,
  tarballUrl: conventionalTarballUrl,
  plainUrls: {
    packument: '{name}/index.html',
    version: '{name}/{version}',
    tarball: '{name}/-/{file}',
  },
};
