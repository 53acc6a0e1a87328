import { immutableCache, shortCache } from './cache-control.ts';
import { createFlatLayout } from './flat-layout.ts';
import { jsonConfig } from './host-files.ts';
import type { HostPreset } from './host-preset.ts';
import { type HostSite, hasRobots, hasUserPages, isAtRoot, pageFoldersOf } from './host-site.ts';
import { assetFolder, feedFolder, feedType, siteTypes, withCharset } from './site-types.ts';

const json = [
  { key: 'Content-Type', value: 'application/json' },
  { key: 'Cache-Control', value: shortCache },
];
const tarball = [
  { key: 'Content-Type', value: 'application/octet-stream' },
  { key: 'Cache-Control', value: immutableCache },
];

// Files come before rewrites, and of two headers the later wins. Sources are path-to-regexp's.
const config = {
  $schema: 'https://openapi.vercel.sh/vercel.json',
  cleanUrls: false,
  rewrites: [
    { source: '/@:scope/:name/-/:file', destination: '/-/t/@:scope/:name/:file' },
    { source: '/@:scope([^/%]+)%2f:name([^/]+)/-/:file', destination: '/-/t/@:scope/:name/:file' },
    { source: '/@:scope([^/%]+)%2F:name([^/]+)/-/:file', destination: '/-/t/@:scope/:name/:file' },
    { source: '/@:scope([^/%]+)%2f:name([^/]+)/:label', destination: '/-/v/@:scope/:name/:label' },
    { source: '/@:scope([^/%]+)%2F:name([^/]+)/:label', destination: '/-/v/@:scope/:name/:label' },
    { source: '/:name/-/:file', destination: '/-/t/:name/:file' },
    { source: '/@:scope/:name/:label', destination: '/-/v/@:scope/:name/:label' },
    { source: '/:name/:label', destination: '/-/v/:name/:label' },
  ],
  headers: [
    { source: '/:name', headers: json },
    { source: '/:name/:label', headers: json },
    { source: '/@:scope/:name/:label', headers: json },
    { source: '/-/:path*', headers: json },
    { source: '/-/t/:path*', headers: tarball },
    { source: '/:name/-/:file', headers: tarball },
    { source: '/:scope/:name/-/:file', headers: tarball },
    {
      source: '/404.html',
      headers: [typed('text/html')],
    },
  ],
};

interface HeaderRule {
  readonly source: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

function typed(type: string): HeaderRule['headers'][number] {
  return { key: 'Content-Type', value: withCharset(type) };
}

function siteHeaders(site: HostSite): readonly HeaderRule[] {
  const short = { key: 'Cache-Control', value: shortCache };
  const pages = [
    ...(isAtRoot(site) ? ['/'] : []),
    ...['-/site', ...pageFoldersOf(site)].map((folder) => `/${folder}(/.*)?`),
    ...(hasUserPages(site) ? ['/~(.+)'] : []),
  ];
  return [
    ...pages.map((source) => ({ source, headers: [typed('text/html'), short] })),
    ...Object.entries(siteTypes).map(([ending, type]) => ({
      source: `/-/site/(.+)\\.${ending}`,
      headers: [typed(type)],
    })),
    { source: `/${feedFolder}/(.+)\\.xml`, headers: [typed(feedType)] },
    {
      source: `/${assetFolder}/(.+)`,
      headers: [{ key: 'Cache-Control', value: immutableCache }],
    },
    ...(hasRobots(site) ? [{ source: '/robots.txt', headers: [typed('text/plain')] }] : []),
  ];
}

/** With twins: how Vercel's edge reads `%2f` is not documented. The limit is that of the free plan. */
export const vercel: HostPreset = {
  name: 'vercel',
  layout: createFlatLayout({ twins: true }),
  limits: { siteBytes: 100e6 },
  protectsReading: false,
  negotiates: false,
  configFiles: (context) => {
    const more = context.site === undefined ? [] : siteHeaders(context.site);
    return jsonConfig('vercel.json', { ...config, headers: [...config.headers, ...more] }, context);
  },
};
