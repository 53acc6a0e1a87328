import { type Client, npmrcOf } from './client.ts';

const workspace = `minimumReleaseAgeExclude:
  - '@acme/*'
allowBuilds:
  acme-script: true
`;

function createPnpm(tool: 'pnpm-10' | 'pnpm-12'): Client {
  return {
    tool,
    program: 'pnpm',
    lockFile: 'pnpm-lock.yaml',
    configFiles: (source) => ({
      '.npmrc': npmrcOf(source),
      'pnpm-workspace.yaml': workspace,
    }),
    add: (...specs) => ['add', ...specs],
    frozenInstall: ['install', '--frozen-lockfile'],
    view: (spec) => ['view', spec, 'version'],
    distTags: (name) => ['dist-tag', 'ls', name],
    // pnpm 12.21 leaves out the reason.
    deprecation: { args: ['add', 'acme-old'], says: 'deprecated acme-old@1.0.0' },
    exec: (name, argument) => [['dlx', name, argument]],
  };
}

export const pnpm10: Client = createPnpm('pnpm-10');
export const pnpm12: Client = createPnpm('pnpm-12');
