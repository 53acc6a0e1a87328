// What the suites of the gateway need to know of an npm client: which commands for writes and accounts it has, in its
// own words, and how a user logs it in.
import { bun } from './client-bun.ts';
import { npm10, npm11 } from './client-npm.ts';
import { pnpm10, pnpm12 } from './client-pnpm.ts';
import type { Conversation } from './client-project.ts';
import { yarn4 } from './client-yarn.ts';
import type { Args, Client, Source } from './client.ts';
import { password } from './gateway.ts';
import { byPage, byTyping } from './log-in.ts';

// npm's names.
export type Command =
  | 'publish'
  | 'dist-tag'
  | 'deprecate'
  | 'undeprecate'
  | 'unpublish'
  | 'owner'
  | 'access'
  | 'access list collaborators'
  | 'team'
  | 'org'
  | 'star'
  | 'token'
  | 'profile'
  | 'login'
  | 'logout'
  | 'whoami'
  | 'ping'
  | 'search'
  | 'audit';

/** Each command with arguments that any client takes which has it. */
export const allCommands: Readonly<Record<Command, Args>> = {
  publish: [],
  'dist-tag': ['ls', '@acme/present'],
  deprecate: ['@acme/present', 'old'],
  undeprecate: ['@acme/present'],
  unpublish: ['@acme/present', '--force'],
  owner: ['add', 'jo', '@acme/present'],
  access: ['grant', 'read-only', '@acme:crew', '@acme/present'],
  'access list collaborators': ['@acme/present'],
  team: ['create', '@acme:band'],
  org: ['set', 'acme', 'jo', 'admin'],
  star: ['@acme/present'],
  token: ['list'],
  profile: ['get'],
  login: [],
  logout: [],
  whoami: [],
  ping: [],
  search: ['@acme/present'],
  audit: [],
};

// The keys of this very object.
export const commandNames = Object.keys(allCommands) as readonly Command[];

export interface WriteClient {
  readonly client: Client;
  /** Commands that it does not have, or that fail in it whatever a registry answers. */
  readonly lacks: readonly Command[];
  /** What it says to one of them. */
  readonly saysLacking: RegExp;
  /** The arguments of a command in this client's words. */
  words(command: Command | 'stars' | 'unstar', ...args: Args): Args;
  /** The set-up of a client that is logged in. */
  configFiles(source: Source, token: string): Readonly<Record<string, string>>;
  /** Commands that a project needs before one can publish from it. */
  readonly prepare: readonly Args[];
  /** The ways in which jo logs in, by what is told of them. */
  readonly logins: Readonly<Record<string, Login>>;
  /** How a token is made: flags of one that may only read, and where the password is typed. */
  readonly tokens?: { readonly readOnly: Args; readonly typing: Conversation };
}

export interface Login {
  readonly flags: Args;
  readonly conversation: Conversation;
}

/** Tokens lie in the user's home, where `npm login` puts them. */
function withNpmrc(client: Client): WriteClient['configFiles'] {
  return (source, token) => {
    const files = client.configFiles(source);
    const line = `${source.registry.replace('http:', '')}:_authToken=${token}\n`;
    return { ...files, '~/.npmrc': `${files['~/.npmrc'] ?? ''}${line}` };
  };
}

const promptsForPassword: Conversation = [{ asked: /password/i, answer: () => password }];

const npm: Omit<WriteClient, 'client' | 'configFiles' | 'lacks'> = {
  saysLacking: /Unknown command: "/,
  words: (command, ...args) => [...command.split(' '), ...args],
  prepare: [],
  logins: {
    'on a page': { flags: ['--auth-type=web'], conversation: byPage },
    'with a typed password': { flags: ['--auth-type=legacy'], conversation: byTyping },
  },
  tokens: { readOnly: ['--read-only'], typing: promptsForPassword },
};

/** npm 11.21 does not send `--read-only`. */
const tokensOfNpm11: WriteClient['tokens'] = {
  readOnly: ['--packages-and-scopes-permission=read-only'],
  typing: promptsForPassword,
};

const pnpm: Pick<WriteClient, 'saysLacking' | 'prepare'> = {
  saysLacking: /Command "\w+" not found/,
  prepare: [],
};

export const writers: Readonly<
  Record<'npm10' | 'npm11' | 'pnpm10' | 'pnpm12' | 'yarn4' | 'bun', WriteClient>
> = {
  npm10: { ...npm, client: npm10, configFiles: withNpmrc(npm10), lacks: ['undeprecate'] },
  npm11: {
    ...{ ...npm, client: npm11, configFiles: withNpmrc(npm11), lacks: [] },
    tokens: tokensOfNpm11,
  },
  // It hands most of these to npm.
  pnpm10: {
    ...npm,
    ...pnpm,
    client: { ...pnpm10, runs: 'npm-11' },
    configFiles: withNpmrc(pnpm10),
    lacks: ['org', 'undeprecate'],
    words: (command, ...args) =>
      command === 'publish' ? [command, '--no-git-checks', ...args] : npm.words(command, ...args),
    tokens: tokensOfNpm11,
  },
  pnpm12: {
    ...pnpm,
    client: pnpm12,
    configFiles: withNpmrc(pnpm12),
    // For collaborators 12.21 reads a list where npm has an object.
    lacks: ['org', 'access list collaborators'],
    saysLacking: /Command "org" not found|parsing the collaborators response/,
    words: wordsOfPnpm12,
    logins: { 'on a page': { flags: [], conversation: byPage } },
    // It asks only where there is a terminal, and reads on all the same.
    tokens: { readOnly: ['--read-only'], typing: [{ asked: /^/, answer: () => password }] },
  },
  yarn4: {
    client: yarn4,
    lacks: lackingAllBut('audit', 'dist-tag', 'login', 'logout', 'publish', 'whoami'),
    saysLacking: /Unknown Syntax Error: Command not found/,
    words: (command, ...args) => {
      const [verb = '', ...rest] = args;
      if (command !== 'dist-tag') return ['npm', ...npm.words(command, ...args)];
      return ['npm', 'tag', { rm: 'remove', ls: 'list' }[verb] ?? verb, ...rest];
    },
    configFiles: (source, token) => {
      // As `yarn npm login` writes it.
      const registry = source.registry.replace(/\/$/, '');
      const settings = `npmRegistries:\n  '${registry}':\n    npmAuthToken: '${token}'\n`;
      return { ...yarn4.configFiles(source), '~/.yarnrc.yml': settings };
    },
    prepare: [['install', '--no-immutable']],
    logins: {
      'on a page': {
        flags: ['--web-login'],
        conversation: [{ asked: /open your browser now/i, answer: () => 'n' }, ...byPage],
      },
      'with a typed password': { flags: [], conversation: byTyping },
    },
  },
  bun: {
    client: bun,
    lacks: lackingAllBut('audit', 'publish', 'whoami'),
    saysLacking: /Script not found|reserved for future use/,
    words: (command, ...args) =>
      command === 'whoami' ? ['pm', command] : npm.words(command, ...args),
    configFiles: withNpmrc(bun),
    prepare: [],
    logins: {},
  },
};

/** The package comes first, teams have an `@`, and an empty message lifts nothing. */
function wordsOfPnpm12(command: Command | 'stars' | 'unstar', ...args: Args): Args {
  const [first = '', second = '', third] = args;
  if (command === 'owner' && third !== undefined) return [command, first, third, second];
  if (command === 'deprecate' && second === '') return ['undeprecate', first];
  if (command === 'publish') return [command, '--no-git-checks', ...args];
  return npm.words(command, ...args);
}

function lackingAllBut(...has: readonly Command[]): readonly Command[] {
  return commandNames.filter((command) => !has.includes(command));
}
