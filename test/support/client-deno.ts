import { type Client, npmrcOf } from './client.ts';

const settings = {
  nodeModulesDir: 'auto',
  minimumDependencyAge: { age: 'P1D', exclude: ['npm:@acme/*'] },
  allowScripts: ['npm:acme-script'],
};

export const deno: Client = {
  tool: 'deno',
  program: 'deno',
  lockFile: 'deno.lock',
  configFiles: (source) => ({
    // `deno x` of 2.9.6 does not read the project's .npmrc.
    '~/.npmrc': npmrcOf(source),
    'deno.json': JSON.stringify(settings),
  }),
  add: (...specs) => ['add', ...specs.map((spec) => `npm:${spec}`)],
  frozenInstall: ['install', '--frozen'],
  view: (spec) => ['info', `npm:${spec}`],
  distTags: undefined,
  deprecation: {
    args: ['add', 'npm:acme-old'],
    says: 'acme-old@1.0.0 (use acme-plain instead)',
  },
  exec: (name, argument) => [['x', '--yes', `npm:${name}`, argument]],
};
