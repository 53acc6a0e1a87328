import { type Client, npmrcOf } from './client.ts';

function createNpm(tool: 'npm-10' | 'npm-11'): Client {
  return {
    tool,
    program: 'npm',
    lockFile: 'package-lock.json',
    configFiles: (source) => ({ '.npmrc': npmrcOf(source) }),
    add: (...specs) => ['install', ...specs],
    frozenInstall: ['ci'],
    view: (spec) => ['view', spec, 'version'],
    distTags: (name) => ['dist-tag', 'ls', name],
    deprecation: {
      args: ['install', 'acme-old'],
      says: 'deprecated acme-old@1.0.0: use acme-plain instead',
    },
    exec: (name, argument) => [['exec', '--yes', '--', name, argument]],
  };
}

export const npm10: Client = createNpm('npm-10');
export const npm11: Client = createNpm('npm-11');
