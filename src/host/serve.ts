// Our own server: serve-handler, told by `rewrites` where the logical URLs lie.
import type serveHandler from 'serve-handler';
import { createFlatLayout } from './flat-layout.ts';
import { commonFiles } from './host-files.ts';
import type { HostPreset } from './host-preset.ts';
import { feedFolder, feedType, siteTypes, withCharset } from './site-types.ts';

// Every use is checked against the ETag: a publish must be visible at once, and an uncommitted tarball may change.
const json = [
  { key: 'Content-Type', value: 'application/json' },
  { key: 'Cache-Control', value: 'public, no-cache' },
];
const tarball = [
  { key: 'Content-Type', value: 'application/octet-stream' },
  { key: 'Cache-Control', value: 'public, no-cache' },
];
const typed = (type: string) => [{ key: 'Content-Type', value: withCharset(type) }];

export type ServeHandlerConfig = NonNullable<Parameters<typeof serveHandler>[2]>;

/**
 * serve-handler 6.1's options. It decodes `%2f` itself; header sources are physical paths, the last match wins. Pages lie
 * in folders that no scope has the name of.
 */
export const serveHandlerConfig: ServeHandlerConfig = {
  cleanUrls: false,
  directoryListing: false,
  etag: true,
  symlinks: false,
  rewrites: [
    { source: '/@:scope/:name/-/:file', destination: '/-/t/@:scope/:name/:file' },
    { source: '/:name/-/:file', destination: '/-/t/:name/:file' },
    { source: '/@:scope/:name/:label', destination: '/-/v/@:scope/:name/:label' },
    { source: '/:name/:label', destination: '/-/v/:name/:label' },
  ],
  headers: [
    { source: '**', headers: json },
    { source: '-/t/**', headers: tarball },
    { source: '{404,index}.html', headers: typed('text/html') },
    { source: '[!@-]*/**/index.html', headers: typed('text/html') },
    { source: 'robots.txt', headers: typed('text/plain') },
    ...Object.entries(siteTypes).map(([ending, type]) => ({
      source: `-/site/**/*.${ending}`,
      headers: typed(type),
    })),
    { source: `${feedFolder}/**/*.xml`, headers: typed(feedType) },
  ],
};

export const serve: HostPreset = {
  name: 'serve',
  layout: createFlatLayout(),
  limits: {},
  protectsReading: false,
  negotiates: false,
  configFiles: commonFiles,
};
