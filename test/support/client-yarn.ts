import { type Client, npmrcOf, type Source } from './client.ts';

export const yarn1: Client = {
  tool: 'yarn-1',
  program: 'yarn',
  lockFile: 'yarn.lock',
  configFiles: (source) => ({ '.npmrc': npmrcOf(source) }),
  add: (...specs) => ['add', ...specs],
  frozenInstall: ['install', '--frozen-lockfile'],
  view: (spec) => ['info', spec, 'version'],
  distTags: (name) => ['tag', 'list', name],
  deprecation: {
    args: ['add', 'acme-old'],
    says: 'warning acme-old@1.0.0: use acme-plain instead',
  },
  // yarn 1 has no dlx.
  exec: (name, argument) => [
    ['add', name],
    ['run', name, argument],
  ],
};

// Plain http needs the whitelist only because the tests serve on the loopback interface.
const settings = `unsafeHttpWhitelist: ['127.0.0.1']
npmPreapprovedPackages: ['@acme/*']
enableScripts: true
nodeLinker: node-modules
`;

function yarnrcOf({ registry, scope }: Source): string {
  if (scope === undefined) return `npmRegistryServer: '${registry}'\n`;
  return `npmScopes:\n  ${scope.replace('@', '')}:\n    npmRegistryServer: '${registry}'\n`;
}

export const yarn4: Client = {
  tool: 'yarn-4',
  program: 'yarn',
  lockFile: 'yarn.lock',
  configFiles: (source) => ({ '.yarnrc.yml': `${yarnrcOf(source)}${settings}` }),
  add: (...specs) => ['add', ...specs],
  frozenInstall: ['install', '--immutable'],
  view: (spec) => ['npm', 'info', spec, '--fields', 'version'],
  distTags: (name) => ['npm', 'tag', 'list', name],
  // yarn 4.18 is silent about deprecated versions when it adds them.
  deprecation: {
    args: ['npm', 'info', 'acme-old', '--fields', 'deprecated'],
    says: 'use acme-plain instead',
  },
  exec: (name, argument) => [['dlx', name, argument]],
};
