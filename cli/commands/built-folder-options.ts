// Options that every command which reads a built folder has.
import type { Argv } from 'yargs';

export interface BuiltFolderArgs {
  readonly dir: string;
  readonly json: boolean;
}

export function builtFolderOptions(yargs: Argv): Argv<BuiltFolderArgs> {
  return yargs
    .positional('dir', {
      type: 'string',
      demandOption: true,
      describe: 'the folder that build wrote',
    })
    .option('json', {
      type: 'boolean',
      default: false,
      describe: 'print one JSON document on stdout',
    });
}
