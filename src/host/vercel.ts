import { immutableCache, shortCache } from './cache-control.ts';
import { createFlatLayout } from './flat-layout.ts';
import { jsonConfig } from './host-files.ts';
import type { HostPreset } from './host-preset.ts';

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
      headers: [{ key: 'Content-Type', value: 'text/html; charset=utf-8' }],
    },
  ],
};

/** With twins: how Vercel's edge reads `%2f` is not documented. The limit is that of the free plan. */
export const vercel: HostPreset = {
  name: 'vercel',
  layout: createFlatLayout({ twins: true }),
  limits: { siteBytes: 100e6 },
  protectsReading: false,
  negotiates: false,
  configFiles: () => jsonConfig('vercel.json', config),
};
