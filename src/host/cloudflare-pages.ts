import { immutableCache, shortCache } from './cache-control.ts';
import { createFlatLayout } from './flat-layout.ts';
import type { HostPreset } from './host-preset.ts';
import { type HostSite, hasRobots, hasUserPages, isAtRoot, pageFoldersOf } from './host-site.ts';
import { type HeaderRule, ruleFiles } from './rule-files.ts';
import { assetFolder, feedFolder, feedType, siteTypes, withCharset } from './site-types.ts';

// Rules are followed whether or not a file exists, and the first wins: what already lies at its URL is named
// before the rule that would move it. Placeholders match one segment of the raw path, so `@s%2fn` is one.
const redirects = [
  '/-/* /-/:splat 200',
  '/@:scope/:name/-/:file /-/t/@:scope/:name/:file 200',
  '/:name/-/:file /-/t/:name/:file 200',
  '/@:scope/:name/:label /-/v/@:scope/:name/:label 200',
  '/@:scope%2f:name/:label /-/v/@:scope/:name/:label 200',
  '/@:scope%2F:name/:label /-/v/@:scope/:name/:label 200',
  '/@:scope/:name /@:scope/:name 200',
  '/:name/:label /-/v/:name/:label 200',
];

const json = [
  '! Content-Type',
  'Content-Type: application/json',
  '! Cache-Control',
  `Cache-Control: ${shortCache}`,
];
const tarball = [
  '! Content-Type',
  'Content-Type: application/octet-stream',
  '! Cache-Control',
  `Cache-Control: ${immutableCache}`,
];

// Headers of all matching rules are joined, unless a later rule detaches (`!`) what an earlier one set.
const headers: readonly HeaderRule[] = [
  { path: '/:name', headers: json },
  { path: '/:name/:label', headers: json },
  { path: '/@:scope/:name/:label', headers: json },
  { path: '/-/*', headers: json },
  { path: '/-/t/*', headers: tarball },
  { path: '/:name/-/:file', headers: tarball },
  { path: '/@:scope/:name/-/:file', headers: tarball },
  {
    path: '/404',
    headers: typed('text/html'),
  },
];

function typed(type: string): readonly string[] {
  return ['! Content-Type', `Content-Type: ${withCharset(type)}`];
}

function cached(value: string): readonly string[] {
  return ['! Cache-Control', `Cache-Control: ${value}`];
}

/** A URL that ends in `/` matches none of the rules for documents; the host sends the others there. */
function siteRedirects(site: HostSite): readonly string[] {
  return pageFoldersOf(site).map((folder) => `/${folder}/* /${folder}/:splat 200`);
}

function siteHeaders(site: HostSite): readonly HeaderRule[] {
  const pages = [
    ...(isAtRoot(site) ? ['/'] : []),
    ...['-/site', ...pageFoldersOf(site)].map((folder) => `/${folder}/*`),
    ...(hasUserPages(site) ? ['/~*'] : []),
  ];
  const types = Object.entries(siteTypes).filter(([ending]) => ending !== 'html');
  return [
    ...pages.map((path) => ({ path, headers: [...typed('text/html'), ...cached(shortCache)] })),
    ...types.map(([ending, type]) => ({ path: `/-/site/*.${ending}`, headers: typed(type) })),
    { path: `/${feedFolder}/*`, headers: typed(feedType) },
    { path: `/${assetFolder}/*`, headers: cached(immutableCache) },
    ...(hasRobots(site) ? [{ path: '/robots.txt', headers: typed('text/plain') }] : []),
  ];
}

export const cloudflarePages: HostPreset = {
  name: 'cloudflare-pages',
  layout: createFlatLayout(),
  limits: { files: 20_000, fileBytes: 25 * 1024 * 1024 },
  protectsReading: false,
  negotiates: false,
  configFiles: (context) => {
    const { site } = context;
    if (site === undefined) return ruleFiles({ headers, redirects }, context);
    const rules = {
      headers: [...headers, ...siteHeaders(site)],
      redirects: [...siteRedirects(site), ...redirects],
    };
    return ruleFiles(rules, context);
  },
};
