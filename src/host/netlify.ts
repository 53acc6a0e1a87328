import { immutableCache, shortCache } from './cache-control.ts';
import { createFlatLayout } from './flat-layout.ts';
import type { HostPreset } from './host-preset.ts';
import { type HeaderRule, ruleFiles } from './rule-files.ts';
import { assetFolder, feedFolder, feedType } from './site-types.ts';

// A file wins over a rule, and a placeholder is a whole segment: `:scope` stands for `@acme` too.
const redirects = [
  '/:name/-/:file /-/t/:name/:file 200',
  '/:scope/:name/-/:file /-/t/:scope/:name/:file 200',
  '/:name/:label /-/v/:name/:label 200',
  '/:scope/:name/:label /-/v/:scope/:name/:label 200',
];

// Netlify joins the headers of all rules that match, so no two of these set one header for one URL. A scoped
// version document has as many segments as an unscoped tarball, and is left to Netlify's defaults.
const short = `Cache-Control: ${shortCache}`;
const tarball = [`Cache-Control: ${immutableCache}`];

const documents = ['/:name', '/:name/:label'];
const tarballs: readonly HeaderRule[] = [
  { path: '/:name/-/:file', headers: tarball },
  { path: '/:scope/:name/-/:file', headers: tarball },
  { path: '/-/t/*', headers: tarball },
];

const headers: readonly HeaderRule[] = [
  ...documents.map((path) => ({ path, headers: ['Content-Type: application/json', short] })),
  ...tarballs,
];

// A page's URL looks like a document's to a rule, and Netlify would join two types: it finds out itself what is a page.
const headersWithSite: readonly HeaderRule[] = [
  ...documents.map((path) => ({ path, headers: [short] })),
  ...tarballs,
  { path: `/${feedFolder}/*`, headers: [`Content-Type: ${feedType}`] },
  { path: `/${assetFolder}/*`, headers: [`Cache-Control: ${immutableCache}`] },
];

/** With twins: how Netlify's edge reads `%2f` is not documented. */
export const netlify: HostPreset = {
  name: 'netlify',
  layout: createFlatLayout({ twins: true }),
  limits: {},
  protectsReading: false,
  negotiates: false,
  configFiles: (context) =>
    ruleFiles(
      { headers: context.site === undefined ? headers : headersWithSite, redirects },
      context,
    ),
};
