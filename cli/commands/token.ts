import type { Argv } from 'yargs';
import type { TokenInfo } from '../../src/index.ts';
import type { CommandGroup } from '../command.ts';
import { textOption } from '../text-option.ts';
import { wholeNumberOf } from '../whole-number.ts';
import { accountsCommand, type DryRunArgs, dryRunOption } from './accounts-command.ts';

const milliseconds = 24 * 60 * 60 * 1000;

export const tokenGroup: CommandGroup = {
  name: 'token',
  summary: 'Create, list and revoke tokens for a gateway',
  examples: [
    ['token create --users accounts.json --user ci', 'prints the token, once'],
    ['token create --users accounts.json --user ci --read-only --expires-in 90', 'for installs'],
    ['token ls --users accounts.json --user ci', 'keys and limits, no secrets'],
    ['token revoke KEY --users accounts.json --user ci', 'at once, in every gateway'],
  ],
  register: (add) => {
    add(createTokenCommand);
    add(listTokensCommand);
    add(revokeTokenCommand);
  },
};

interface OwnerArgs {
  readonly user: string;
}

interface CreateArgs extends OwnerArgs, DryRunArgs {
  readonly name: string | undefined;
  readonly 'read-only': boolean;
  readonly cidr: string | undefined;
  readonly 'expires-in': string | undefined;
}

const createTokenCommand = accountsCommand<CreateArgs>({
  usage: 'create',
  summary: 'Create a token and print it, which nobody can do again',
  examples: [
    ['token create --users accounts.json --user ci --name deploy', 'for .npmrc'],
    ['token create --users accounts.json --user ci --read-only', 'installs, never publishes'],
    ['token create --users accounts.json --user ci --cidr 10.0.0.0/8,2001:db8::/32', 'from there'],
    ['token create --users accounts.json --user ci --expires-in 90', 'days'],
  ],
  options: (yargs) =>
    dryRunOption(userOption(yargs))
      .option('name', textOption({ describe: 'to tell it from others' }))
      .option('read-only', {
        type: 'boolean',
        default: false,
        describe: 'it may not write',
      })
      .option('cidr', textOption({ describe: 'networks it may be used from, with commas between' }))
      .option('expires-in', textOption({ describe: 'days until it ends [default: never]' })),
  run: async (accounts, { user, name, readOnly, cidr, expiresIn, dryRun }) => {
    const { info, token } = await accounts.createToken({
      login: user,
      kind: 'personal',
      name,
      readonly: readOnly,
      cidr: cidr?.split(','),
      expires: expiresIn === undefined ? undefined : daysFromNow(expiresIn),
    });
    // What was not stored is no token.
    if (dryRun) return { json: { dryRun }, rows: [], note: `would create a token of ${user}` };
    return {
      json: { dryRun, token, ...info },
      rows: [token],
      note: `created ${info.key}; the token is shown this once`,
    };
  },
});

const listTokensCommand = accountsCommand<OwnerArgs>({
  usage: 'ls',
  summary: 'List the tokens of a user',
  examples: [['token ls --users accounts.json --user ci', 'key, limits, since when, until when']],
  options: userOption,
  run: async (accounts, { user }) => {
    const tokens = await accounts.listTokens(user);
    const note = tokens.length === 0 ? { note: `${user} has no token` } : {};
    return { json: { tokens }, rows: tokens.map(rowOf), ...note };
  },
});

const revokeTokenCommand = accountsCommand<OwnerArgs & DryRunArgs & { readonly key: string }>({
  usage: 'revoke <key>',
  summary: 'Revoke a token',
  examples: [
    ['token revoke 4f0c8a1d22b94e07a6c3d5e1f8b7a902 --users accounts.json --user ci', 'by its key'],
  ],
  options: (yargs) =>
    dryRunOption(userOption(yargs)).positional('key', {
      type: 'string',
      demandOption: true,
      describe: 'its key, as `token ls` shows it',
    }),
  run: async (accounts, { user, key, dryRun }) => {
    const token = await accounts.revokeToken(user, key);
    const note = `${dryRun ? 'would revoke' : 'revoked'} ${token.key}`;
    return { json: { dryRun, token }, rows: [], note };
  },
});

function userOption<Args>(yargs: Argv<Args>): Argv<Args & OwnerArgs> {
  return yargs.option('user', textOption({ demandOption: true, describe: 'whose tokens' }));
}

function daysFromNow(text: string): Date {
  return new Date(Date.now() + wholeNumberOf('--expires-in', text) * milliseconds);
}

function rowOf({ key, kind, name, readonly, cidr, packages, created, expires }: TokenInfo): string {
  const limits = [
    ...(readonly ? ['read-only'] : []),
    ...(cidr.length > 0 ? [`from ${cidr.join(',')}`] : []),
    ...(packages === undefined ? [] : [`publishes ${packages.join(',')}`]),
    ...(expires === undefined ? [] : [`until ${expires}`]),
  ];
  return [key, kind, name ?? '-', created, ...limits].join('  ');
}
