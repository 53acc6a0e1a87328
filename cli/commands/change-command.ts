import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { ChangeOptions, ChangeReport } from '../../src/index.ts';
import type { Command } from '../command.ts';
import { type ChangeArgs, changeOptions, changeOptionsOf, reportChange } from './change-options.ts';

/** What is its own of a command that does nothing but change files. */
interface ChangeCommand<Args> extends Pick<Command<unknown>, 'usage' | 'summary' | 'examples'> {
  readonly options: (yargs: Argv<ChangeArgs>) => Argv<ChangeArgs & Args>;
  /** Loads what it needs when it is called. */
  readonly change: (
    options: ChangeOptions,
    args: ArgumentsCamelCase<ChangeArgs & Args>,
  ) => Promise<ChangeReport>;
}

export function changeCommand<Args>({
  options,
  change,
  ...about
}: ChangeCommand<Args>): Command<ChangeArgs & Args> {
  return {
    ...about,
    options: (yargs) => options(changeOptions(yargs)),
    run: async (args, io) => reportChange(io, await change(changeOptionsOf(args, io), args), args),
  };
}
