// What the suites of the gateway need to know of an npm client: how a user logs it in, and its commands for writes.
import { bun } from './client-bun.ts';
import { npm10, npm11 } from './client-npm.ts';
import { pnpm10, pnpm12 } from './client-pnpm.ts';
import { yarn4 } from './client-yarn.ts';
import type { Args, Client, Source } from './client.ts';

export type Command =
  | 'access'
  | 'audit'
  | 'deprecate'
  | 'dist-tag'
  | 'login'
  | 'logout'
  | 'org'
  | 'owner'
  | 'ping'
  | 'profile'
  | 'publish'
  | 'search'
  | 'star'
  | 'team'
  | 'token'
  | 'undeprecate'
  | 'unpublish'
  | 'whoami';

export interface WriteClient {
  readonly client: Client;
  /** Commands that it has, npm's names for them. */
  readonly commands: readonly Command[];
  /** The arguments of a command in this client's words. */
  words(command: Command | 'stars' | 'unstar', ...args: Args): Args;
  /** The set-up of a client that is logged in. */
  configFiles(source: Source, token: string): Readonly<Record<string, string>>;
  /** Commands that a project needs before one can publish from it. */
  readonly prepare: readonly Args[];
}

/** Tokens lie in the user's home, where `npm login` puts them. */
function withNpmrc(client: Client): WriteClient['configFiles'] {
  return (source, token) => {
    const files = client.configFiles(source);
    const line = `${source.registry.replace('http:', '')}:_authToken=${token}\n`;
    return { ...files, '~/.npmrc': `${files['~/.npmrc'] ?? ''}${line}` };
  };
}

const npmCommands: readonly Command[] = [
  'access',
  'audit',
  'deprecate',
  'dist-tag',
  'login',
  'logout',
  'org',
  'owner',
  'ping',
  'profile',
  'publish',
  'search',
  'star',
  'team',
  'token',
  'unpublish',
  'whoami',
];

function writeNpm(client: Client, more: readonly Command[]): WriteClient {
  return {
    client,
    commands: [...npmCommands, ...more],
    words: (...words) => words,
    configFiles: withNpmrc(client),
    prepare: [],
  };
}

/** pnpm 10 hands what it has not itself to npm. */
function writePnpm(client: Client, commands: readonly Command[]): WriteClient {
  return {
    client,
    commands,
    words: (command, ...args) =>
      command === 'publish' ? [command, '--no-git-checks', ...args] : [command, ...args],
    configFiles: withNpmrc(client),
    prepare: [],
  };
}

export const writers: Readonly<
  Record<'npm10' | 'npm11' | 'pnpm10' | 'pnpm12' | 'yarn4' | 'bun', WriteClient>
> = {
  npm10: writeNpm(npm10, []),
  npm11: writeNpm(npm11, ['undeprecate']),
  pnpm10: writePnpm(
    pnpm10,
    npmCommands.filter((each) => each !== 'org' && each !== 'profile'),
  ),
  pnpm12: writePnpm(pnpm12, [...npmCommands.filter((each) => each !== 'org'), 'undeprecate']),
  yarn4: {
    client: yarn4,
    commands: ['audit', 'dist-tag', 'login', 'logout', 'publish', 'whoami'],
    words: (command, ...args) => {
      const [verb = '', ...rest] = args;
      if (command !== 'dist-tag') return ['npm', command, ...args];
      return ['npm', 'tag', { rm: 'remove', ls: 'list' }[verb] ?? verb, ...rest];
    },
    configFiles: (source, token) => {
      const files = yarn4.configFiles(source);
      return { ...files, '.yarnrc.yml': `${files['.yarnrc.yml'] ?? ''}npmAuthToken: '${token}'\n` };
    },
    prepare: [['install']],
  },
  bun: {
    client: bun,
    commands: ['audit', 'publish', 'whoami'],
    words: (command, ...args) => (command === 'whoami' ? ['pm', command] : [command, ...args]),
    configFiles: withNpmrc(bun),
    prepare: [],
  },
};
