import { immutableCache, shortCache } from './cache-control.ts';
import { createFlatLayout } from './flat-layout.ts';
import type { HostPreset } from './host-preset.ts';
import { type HeaderRule, ruleFiles } from './rule-files.ts';

// A file wins over a rule, and a placeholder is a whole segment: `:scope` stands for `@acme` too.
const redirects = [
  '/:name/-/:file /-/t/:name/:file 200',
  '/:scope/:name/-/:file /-/t/:scope/:name/:file 200',
  '/:name/:label /-/v/:name/:label 200',
  '/:scope/:name/:label /-/v/:scope/:name/:label 200',
];

// Netlify joins the headers of all rules that match, so no two of these set one header for one URL. A scoped
// version document has as many segments as an unscoped tarball, and is left to Netlify's defaults.
const json = ['Content-Type: application/json', `Cache-Control: ${shortCache}`];
const tarball = [`Cache-Control: ${immutableCache}`];

const headers: readonly HeaderRule[] = [
  { path: '/:name', headers: json },
  { path: '/:name/:label', headers: json },
  { path: '/:name/-/:file', headers: tarball },
  { path: '/:scope/:name/-/:file', headers: tarball },
  { path: '/-/t/*', headers: tarball },
];

/** With twins: how Netlify's edge reads `%2f` is not documented. */
export const netlify: HostPreset = {
  name: 'netlify',
  layout: createFlatLayout({ twins: true }),
  limits: {},
  protectsReading: false,
  negotiates: false,
  configFiles: () => ruleFiles({ headers, redirects }),
};
