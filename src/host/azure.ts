import { immutableCache, shortCache } from './cache-control.ts';
import { staticLayout } from './flat-layout.ts';
import { jsonConfig } from './host-files.ts';
import type { HostPreset } from './host-preset.ts';

const config = {
  globalHeaders: { 'Cache-Control': shortCache },
  mimeTypes: { '.tgz': 'application/octet-stream' },
  routes: [{ route: '/-/t/*', headers: { 'Cache-Control': immutableCache } }],
  responseOverrides: { '404': { rewrite: '/404.html', statusCode: 404 } },
};

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
  configFiles: () => jsonConfig('staticwebapp.config.json', config),
};
