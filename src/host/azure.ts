import { immutableCache, shortCache } from './cache-control.ts';
import { staticLayout } from './flat-layout.ts';
import { jsonConfig } from './host-files.ts';
import type { HostContext, HostPreset } from './host-preset.ts';
import { type HostSite, pageFoldersOf } from './host-site.ts';
import { assetFolder, withCharset } from './site-types.ts';

interface Route {
  readonly route: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Of pages that have a folder with a dot in its name, where they lie below `/-/site/`. */
const movedFolders = ['package', 'org', 'keyword'];

const immutable = (folder: string): Route => ({
  route: `/${folder}/*`,
  headers: { 'Cache-Control': immutableCache },
});

/**
 * Azure knows the types of the website's files by their endings. Of a page it might take the end of the folder's name for
 * one (`/package/highlight.js/`); it has no pattern for the folders of users.
 */
function siteRoutes(site: HostSite): readonly Route[] {
  const folders = [...pageFoldersOf(site), ...movedFolders.map((each) => `-/site/${each}`)];
  return [
    immutable(assetFolder),
    ...folders.map((folder) => ({
      route: `/${folder}/*`,
      headers: { 'Content-Type': withCharset('text/html') },
    })),
  ];
}

function configOf({ site }: HostContext): object {
  return {
    globalHeaders: { 'Cache-Control': shortCache },
    mimeTypes: { '.tgz': 'application/octet-stream' },
    routes: [immutable('-/t'), ...(site === undefined ? [] : siteRoutes(site))],
    responseOverrides: { '404': { rewrite: '/404.html', statusCode: 404 } },
  };
}

/**
 * Azure Static Web Apps. The static layout, because a rewrite there has a fixed destination. The limit is that
 * of the free plan.
 */
export const azure: HostPreset = {
  name: 'azure',
  layout: staticLayout,
  limits: { siteBytes: 250e6 },
  protectsReading: false,
  negotiates: false,
  configFiles: (context) => jsonConfig('staticwebapp.config.json', configOf(context), context),
};
