// What programs read of the website: browsers' search boxes, and search engines.
import { cutText } from '../../model/cut-text.ts';
import type { OutputFile } from '../../output/output-file.ts';
import { prefixPath } from '../site-urls.ts';
import { siteFile, type Site } from '../site.ts';
import { absoluteUrl } from './absolute-url.ts';
import { xmlText } from './xml-text.ts';

interface Dated {
  readonly date: Date;
}

/** The format's own limit for a short name. */
const longestShortName = 16;

/** GET /-/site/opensearch.xml */
export function opensearchFile(site: Site, { date }: Dated): OutputFile {
  const { urls, assets } = site;
  const url = urls.file('opensearch.xml');
  const title = xmlText(site.title);
  return siteFile({
    url,
    date,
    text: site.templates.render('opensearch.xml', {
      shortName: cutText(title, longestShortName),
      title,
      icon: absoluteUrl(site, assets.icon),
      search: absoluteUrl(site, urls.search),
      self: absoluteUrl(site, url),
    }),
    contentType: 'application/opensearchdescription+xml',
  });
}

/** GET /robots.txt */
export function robotsFile(site: Site, { date }: Dated): OutputFile {
  const text = site.config.private
    ? 'User-agent: *\nDisallow: /\n'
    : `User-agent: *\nDisallow:\n\nSitemap: ${absoluteUrl(site, sitemapUrl(site))}\n`;
  return siteFile({ url: site.urls.robots, date, text, contentType: 'text/plain; charset=utf-8' });
}

/** GET /-/site/sitemap.xml: names the sitemaps of `prefixes`, the leaves of the list of names. */
export function sitemapIndexFile(
  site: Site,
  { prefixes, date }: Dated & { readonly prefixes: readonly string[] },
): OutputFile {
  const addresses = prefixes.map((prefix) => absoluteUrl(site, shardUrl(site, prefix)));
  return siteFile({
    url: sitemapUrl(site),
    date,
    text: site.templates.render('sitemap-index.xml', { addresses }),
    contentType: xml,
  });
}

/** GET /-/site/sitemap/<prefix>.xml: the packages of a leaf. Without dates, so that only a new name rewrites it. */
export function sitemapFile(
  site: Site,
  { prefix, names, date }: Dated & { readonly prefix: string; readonly names: readonly string[] },
): OutputFile {
  const addresses = names.map((name) => absoluteUrl(site, site.urls.package(name)));
  return siteFile({
    url: shardUrl(site, prefix),
    date,
    text: site.templates.render('sitemap.xml', { addresses }),
    contentType: xml,
  });
}

const xml = 'application/xml; charset=utf-8';

function sitemapUrl({ urls }: Site): string {
  return urls.file('sitemap.xml');
}

function shardUrl({ urls }: Site, prefix: string): string {
  // No prefix's path has a hyphen: `all` is one as well.
  return urls.file(`sitemap/${prefix === '' ? 'all-names' : prefixPath(prefix)}.xml`);
}
