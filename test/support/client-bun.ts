import { type Client, npmrcOf } from './client.ts';

export const bun: Client = {
  tool: 'bun',
  program: 'bun',
  lockFile: 'bun.lock',
  manifest: { trustedDependencies: ['acme-script'] },
  configFiles: (source) => ({
    // `bun x` of 1.4.5 installs outside the project, so the project's .npmrc would not do.
    '~/.npmrc': npmrcOf(source),
  }),
  add: (...specs) => ['add', ...specs],
  frozenInstall: ['install', '--frozen-lockfile'],
  view: (spec) => ['pm', 'view', spec, 'version'],
  distTags: (name) => ['pm', 'view', name, 'dist-tags'],
  deprecation: {
    args: ['add', 'acme-old'],
    says: 'deprecated acme-old@1.0.0: use acme-plain instead',
  },
  exec: (name, argument) => [['x', name, argument]],
};
