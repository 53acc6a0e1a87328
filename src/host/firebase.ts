import { immutableCache, shortCache } from './cache-control.ts';
import { staticLayout } from './flat-layout.ts';
import { jsonConfig } from './host-files.ts';
import type { HostPreset } from './host-preset.ts';
import { type HostSite, hasRobots, isAtRoot, sitePathShape } from './host-site.ts';
import { assetFolder, feedFolder, feedType, siteTypes, withCharset } from './site-types.ts';

const cache = (value: string) => [{ key: 'Cache-Control', value }];

// The folder is its own project: run `firebase deploy` in it.
const config = {
  hosting: {
    public: '.',
    ignore: ['firebase.json', '.firebaserc', '**/.firebase/**'],
    cleanUrls: false,
    // So that lock files made where tarballs have their conventional URL install from here too.
    redirects: [
      {
        regex: '^/(?P<name>[^/@._-][^/]*)/-/(?P<file>[^/]+[.]tgz)$',
        destination: '/-/t/:name/:file',
        type: 301,
      },
      {
        regex: '^/@(?P<scope>[^/]+)/(?P<name>[^/]+)/-/(?P<file>[^/]+[.]tgz)$',
        destination: '/-/t/@:scope/:name/:file',
        type: 301,
      },
    ],
    headers: [
      { source: '**', headers: cache(shortCache) },
      {
        source: '!**/*.@(html|tgz)',
        headers: [{ key: 'Content-Type', value: 'application/json' }],
      },
      { source: '/-/t/**', headers: cache(immutableCache) },
    ],
  },
};

const typed = (type: string) => [{ key: 'Content-Type', value: withCharset(type) }];

/** Of two rules for one header the later wins. The host itself sends `/package/foo` to `/package/foo/`. */
function siteHeaders(site: HostSite): readonly object[] {
  return [
    ...(isAtRoot(site) ? [{ source: '/', headers: typed('text/html') }] : []),
    { regex: `^/${sitePathShape(site)}/?$`, headers: typed('text/html') },
    ...Object.entries(siteTypes).map(([ending, type]) => ({
      regex: `^/-/site/.+[.]${ending}$`,
      headers: typed(type),
    })),
    { regex: `^/${feedFolder}/.+[.]xml$`, headers: typed(feedType) },
    { source: `/${assetFolder}/**`, headers: cache(immutableCache) },
    ...(hasRobots(site) ? [{ source: '/robots.txt', headers: typed('text/plain') }] : []),
  ];
}

/**
 * The static layout, because a rewrite of Firebase Hosting cannot carry a part of the URL over to its
 * destination, and its superstatic looks `%2f` up literally.
 */
export const firebase: HostPreset = {
  name: 'firebase',
  layout: staticLayout,
  limits: {},
  protectsReading: false,
  negotiates: false,
  configFiles: (context) => {
    const { hosting } = config;
    const more = context.site === undefined ? [] : siteHeaders(context.site);
    const headers = [...hosting.headers, ...more];
    return jsonConfig('firebase.json', { hosting: { ...hosting, headers } }, context);
  },
};
