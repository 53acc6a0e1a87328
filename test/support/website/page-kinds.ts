// One page of each kind.

export interface PageKind {
  readonly title: string;
  /** Below the registry's address. */
  readonly path: string;
  /** Is there once scripts have done what they do. */
  readonly ready?: string;
  /** What somebody without JavaScript comes for; by default that the page has a heading. */
  readonly readable?: string;
  /** Scripts alone make it: without them there is nothing more to see than on another page. */
  readonly needsScripts?: true;
}

const ui = 'package/@acme/ui/';

export const pageKinds: readonly PageKind[] = [
  { title: 'home', path: '', readable: '.package-list a[href$="/package/@acme/ui/"]' },
  {
    title: 'search',
    path: 'search/?q=acme',
    ready: '.package-row',
    readable: 'noscript a[href$="/names/"]',
  },
  { title: 'package', path: ui, ready: '[role=tab]', readable: '#readme .markdown table' },
  {
    title: 'versions',
    path: `${ui}#versions`,
    ready: '.controls input',
    readable: '#version-table tr[data-version="1.0.0"]',
  },
  {
    title: 'dependencies',
    path: `${ui}#dependencies`,
    ready: '.graph-picture',
    readable: '#dependencies a[data-dependency="@acme/icons"]',
  },
  {
    title: 'changes',
    path: `${ui}#changes`,
    ready: '.compare-form',
    readable: '#changes .change-list',
  },
  { title: 'files', path: `${ui}?file=lib/button.js`, ready: '.code', needsScripts: true },
  {
    title: 'comparison',
    path: `${ui}?compare=1.2.1...2.2.0&file=lib/button.js`,
    ready: '.diff',
    needsScripts: true,
  },
  { title: 'version', path: `${ui}v/1.2.1/`, ready: '[role=tab]', readable: '#readme .markdown' },
  {
    title: 'any version',
    path: '-/site/version/?package=@acme/ui&version=1.1.0',
    ready: '.markdown p',
    readable: 'noscript a[href$="/names/"]',
  },
  {
    title: 'dependents',
    path: `${ui}dependents/`,
    readable: 'a[href$="/package/@acme/forms/"]',
  },
  { title: 'organisation', path: 'org/acme/', readable: 'a[href$="/package/@acme/ui/"]' },
  { title: 'user', path: '~mira/', readable: 'a[href$="/package/@acme/ui/"]' },
  {
    title: 'keyword',
    path: 'keyword/design-system/',
    readable: 'a[href$="/package/@acme/tokens/"]',
  },
  { title: 'recent', path: 'recent/', readable: 'a[href$="/package/@acme/ui/"]' },
  { title: 'names', path: 'names/', readable: '.names a, .letters a, .package-list a' },
  { title: 'not found', path: 'nothing/here/', readable: 'a[href$="/names/"]' },
  { title: 'no package', path: 'package/no-such-package/', readable: 'a[href$="/names/"]' },
  { title: 'right to left', path: 'package/hostile-bidi/', readable: '#readme .markdown' },
  { title: 'long words', path: 'package/hostile-long/', readable: '#readme .markdown' },
];
