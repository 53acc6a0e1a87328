import { immutableCache, shortCache } from './cache-control.ts';
import { staticLayout } from './flat-layout.ts';
import { jsonConfig } from './host-files.ts';
import type { HostContext, HostPreset } from './host-preset.ts';
import { assetFolder } from './site-types.ts';

/** Of the website's files Azure knows the types, by their endings. */
function configOf({ site }: HostContext): object {
  const immutable = ['-/t', ...(site === undefined ? [] : [assetFolder])];
  return {
    globalHeaders: { 'Cache-Control': shortCache },
    mimeTypes: { '.tgz': 'application/octet-stream' },
    routes: immutable.map((folder) => ({
      route: `/${folder}/*`,
      headers: { 'Cache-Control': immutableCache },
    })),
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
