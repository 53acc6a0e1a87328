import type { Argv } from 'yargs';
import type { Account } from '../../src/index.ts';
import type { CommandGroup } from '../command.ts';
import { readPassword } from '../password.ts';
import { textOption } from '../text-option.ts';
import { accountsCommand, type DryRunArgs, dryRunOption } from './accounts-command.ts';
import type { Listing } from './list-command.ts';
import { type UserArgs, userPosition } from './positions.ts';

export const userGroup: CommandGroup = {
  name: 'user',
  summary: 'Add, remove and list those who may log in to a gateway',
  examples: [
    ['user add jo --users accounts.json', 'asks for the password'],
    ['user passwd jo --users accounts.json < secret', 'or takes it from stdin'],
    ['user rm jo --users accounts.json', 'with all tokens'],
    ['user ls --users accounts.json', 'who they are'],
  ],
  register: (add) => {
    add(addUserCommand);
    add(removeUserCommand);
    add(changePasswordCommand);
    add(listUsersCommand);
  },
};

const addUserCommand = accountsCommand<
  UserArgs & DryRunArgs & { readonly email: string | undefined }
>({
  usage: 'add <user>',
  summary: 'Add a user; the first one makes the accounts file',
  examples: [
    ['user add jo --users accounts.json', 'asks for the password'],
    ['user add jo --users accounts.json < secret', 'or takes it from stdin'],
    ['user add jo --users accounts.json --email jo@acme.example', 'or from $STILLPACK_PASSWORD'],
  ],
  create: true,
  options: (yargs) => writeOptions(yargs).option('email', textOption({ describe: 'an address' })),
  run: async (accounts, { user: login, email, dryRun }, io) => {
    const password = await readPassword(io);
    return writeListing('add', await accounts.addUser({ login, password, email }), dryRun);
  },
});

const removeUserCommand = accountsCommand<UserArgs & DryRunArgs>({
  usage: 'rm <user>',
  summary: 'Remove a user and all tokens of that user',
  examples: [['user rm jo --users accounts.json', 'nobody is logged in as jo any longer']],
  options: writeOptions,
  run: async (accounts, { user, dryRun }) =>
    writeListing('remove', await accounts.removeUser(user), dryRun),
});

const changePasswordCommand = accountsCommand<UserArgs & DryRunArgs>({
  usage: 'passwd <user>',
  summary: 'Set the password of a user; tokens stay',
  examples: [
    ['user passwd jo --users accounts.json', 'asks for it'],
    ['user passwd jo --users accounts.json < secret', 'or from stdin, or $STILLPACK_PASSWORD'],
  ],
  options: writeOptions,
  run: async (accounts, { user, dryRun }, io) => {
    const account = await accounts.changePassword(user, await readPassword(io));
    return writeListing('change', account, dryRun);
  },
});

const listUsersCommand = accountsCommand({
  usage: 'ls',
  summary: 'List the users',
  examples: [['user ls --users accounts.json', 'login, address, since when']],
  options: (yargs) => yargs,
  run: async (accounts) => {
    const users = await accounts.listUsers();
    return {
      json: { users },
      rows: users.map(({ login, email, created }) => [login, email ?? '-', created].join('  ')),
    };
  },
});

function writeOptions<Args>(yargs: Argv<Args>): Argv<Args & UserArgs & DryRunArgs> {
  return dryRunOption(userPosition(yargs));
}

const past = { add: 'added', change: 'changed', remove: 'removed' } as const;

function writeListing(verb: keyof typeof past, user: Account, dryRun: boolean): Listing {
  const note = `${dryRun ? `would ${verb}` : past[verb]} ${user.login}`;
  return { json: { dryRun, user }, rows: [], note };
}
