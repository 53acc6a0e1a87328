// A website by hand: a page of each kind, and the files that pages load.
import type { HostSite } from '../../src/host/host-site.ts';
import type { OutputFile } from '../../src/output/output-file.ts';
import { siteFile } from '../../src/site/site.ts';
import { createSiteUrls, sectionsOf } from '../../src/site/site-urls.ts';
import { packageName } from './model.ts';
import { someDate } from './output-files.ts';

export interface HandmadeSite {
  readonly place: HostSite;
  readonly files: readonly OutputFile[];
}

/** Long enough to be worth a compressed twin. */
const filling = 'A website of a registry. '.repeat(60);

export const htmlOf = (url: string): string =>
  `<!doctype html><title>${url}</title><p>${filling}</p>\n`;

/** For a registry with packages of these names, below `path`. */
export function handmadeSite(url: URL, path: string, names: readonly string[]): HandmadeSite {
  const moved = sectionsOf(names.map(packageName), path);
  const urls = createSiteUrls({ url, path, moved });
  const pages = [
    ...[urls.home, urls.search, urls.recent, urls.names(), urls.names('ab'), urls.anyVersion],
    ...names.flatMap((name) => [
      ...[urls.package(name), urls.version(name, '1.0.0'), urls.dependents(name)],
    ]),
    ...[urls.user('mira'), urls.org('acme'), urls.keyword('ui.js'), '/404.html'],
  ];
  const file = (at: string, contentType: string, text: string): OutputFile =>
    siteFile({ url: at, date: someDate, text, contentType });
  return {
    place: urls.place,
    files: [
      ...pages.map((at) => file(at, 'text/html; charset=utf-8', htmlOf(at))),
      file(urls.robots, 'text/plain; charset=utf-8', 'User-agent: *\n'),
      file(urls.file('assets/main-abc123.js'), 'text/javascript', `/* ${filling} */\n`),
      file(urls.file('assets/style-abc123.css'), 'text/css', `/* ${filling} */\n`),
      file(urls.file('feeds/all.xml'), 'application/atom+xml', `<feed>${filling}</feed>\n`),
      file(urls.file('opensearch.xml'), 'application/xml', '<OpenSearchDescription/>\n'),
      file(urls.file('search/root-node.json'), 'application/json', '{"size": 0}\n'),
      file(urls.file('badges/@acme/ui.svg'), 'image/svg+xml', '<svg/>\n'),
    ],
  };
}
