// What the commands on the accounts file of a gateway have in common.
import type { ArgumentsCamelCase, Argv } from 'yargs';
import { StillpackError } from '../../src/errors.ts';
import type { Accounts } from '../../src/index.ts';
import type { Command } from '../command.ts';
import type { Io } from '../io.ts';
import { resolvePath } from '../locations.ts';
import { textOption } from '../text-option.ts';
import { type Listing, printListing } from './list-command.ts';

export interface AccountsArgs {
  readonly users: string | undefined;
  readonly json: boolean;
}

interface AccountsCommand<Args> extends Pick<Command<unknown>, 'usage' | 'summary' | 'examples'> {
  /** Make the accounts file when there is none. @default false */
  readonly create?: boolean;
  readonly options: (yargs: Argv<AccountsArgs>) => Argv<AccountsArgs & Args>;
  readonly run: (
    accounts: Accounts,
    args: ArgumentsCamelCase<AccountsArgs & Args>,
    io: Io,
  ) => Promise<Listing>;
}

export function accountsCommand<Args>({
  create,
  options,
  run,
  ...about
}: AccountsCommand<Args>): Command<AccountsArgs & Args> {
  return {
    ...about,
    options: (yargs) => options(accountsOptions(yargs)),
    run: async (args, io) => {
      const { openAccounts } = await import('../../src/accounts/accounts.ts');
      const accounts = await openAccounts({
        file: accountsFileOf(args, io),
        create,
        dryRun: args['dryRun'] === true,
        now: () => new Date(),
      });
      printListing(io, await run(accounts, args, io), args);
      return 0;
    },
  };
}

export interface DryRunArgs {
  readonly 'dry-run': boolean;
}

export function dryRunOption<Args>(yargs: Argv<Args>): Argv<Args & DryRunArgs> {
  return yargs.option('dry-run', {
    type: 'boolean',
    default: false,
    describe: 'only say what would happen',
  });
}

function accountsOptions(yargs: Argv): Argv<AccountsArgs> {
  return yargs
    .option(
      'users',
      textOption({ describe: 'the accounts file of the gateway [default: $STILLPACK_USERS]' }),
    )
    .option('json', {
      type: 'boolean',
      default: false,
      describe: 'print one JSON document on stdout',
    });
}

/** Throws OPTION_INVALID where nobody named it. */
function accountsFileOf({ users }: AccountsArgs, io: Io): string {
  const named = users ?? io.env['STILLPACK_USERS'] ?? '';
  if (named !== '') return resolvePath(io, named);
  throw new StillpackError('OPTION_INVALID', 'Which accounts file is meant was not said.', {
    hint: 'Name it with --users FILE, or in the environment as STILLPACK_USERS.',
  });
}
