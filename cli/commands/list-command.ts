import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { ReadOptions } from '../../src/index.ts';
import type { Command } from '../command.ts';
import type { Io } from '../io.ts';
import { paint, printJson, printLine, printRow } from '../report.ts';
import { readOptionsOf } from './change-options.ts';
import { type RepositoryArgs, repositoryOptions } from './repository-options.ts';

export interface Listing {
  /** Beside `ok`. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly rows: readonly string[];
  /** Printed besides, for a person. */
  readonly note?: string;
}

/** What is its own of a command that only reads the registry repository. */
interface ListCommand<Args> extends Pick<Command<unknown>, 'usage' | 'summary' | 'examples'> {
  readonly options: (yargs: Argv<RepositoryArgs>) => Argv<RepositoryArgs & Args>;
  /** Loads what it needs when it is called. */
  readonly list: (
    options: ReadOptions,
    args: ArgumentsCamelCase<RepositoryArgs & Args>,
  ) => Promise<Listing>;
}

export function listCommand<Args>({
  options,
  list,
  ...about
}: ListCommand<Args>): Command<RepositoryArgs & Args> {
  return {
    ...about,
    options: (yargs) => options(repositoryOptions(yargs)),
    run: async (args, io) => {
      printListing(io, await list(readOptionsOf(args, io), args), args);
      return 0;
    },
  };
}

export function printListing(
  io: Io,
  { json, rows, note }: Listing,
  { json: isJson }: { readonly json: boolean },
): void {
  if (isJson) {
    printJson(io, { ok: true, ...json });
    return;
  }
  for (const row of rows) printRow(io, row);
  if (note !== undefined) printLine(io, paint('dim', note));
}

/** `key: value` lines, and one object in JSON. */
export function listingOf(key: string, entries: ReadonlyMap<string, string>): Listing {
  return {
    json: { [key]: Object.fromEntries(entries) },
    rows: [...entries].map(([name, value]) => `${name}: ${value}`),
  };
}
