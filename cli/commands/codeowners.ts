import { StillpackError } from '../../src/errors.ts';
import type { Command, ExitCode } from '../command.ts';
import type { Io } from '../io.ts';
import { arrow, paint, printJson, printLine, printRow } from '../report.ts';
import { type ChangeArgs, changeOptions, changeOptionsOf, reportChange } from './change-options.ts';

interface CodeOwnersArgs extends ChangeArgs {
  readonly write: boolean;
  readonly check: boolean;
}

const verbs = () => import('../../src/verbs/code-owners.ts');

export const codeownersCommand: Command<CodeOwnersArgs> = {
  usage: 'codeowners',
  summary: 'Tell the forge who reviews which package, by the owners that the registry knows',
  examples: [
    ['codeowners', 'print the file'],
    ['codeowners --write', 'commit it'],
    ['codeowners --check', 'exit code 1 when the committed one is not current'],
  ],
  options: (yargs) =>
    changeOptions(yargs)
      .option('write', { type: 'boolean', default: false, describe: 'commit the file' })
      .option('check', {
        type: 'boolean',
        default: false,
        describe: 'only say whether the committed file is current',
      }),
  run: async (args, io) => {
    if (args.write && args.check) {
      throw new StillpackError('OPTION_INVALID', '--write and --check exclude each other.', {
        hint: 'Check what would be written with --write --dry-run.',
      });
    }
    return args.write ? write(args, io) : print(args, io);
  },
};

async function write(args: CodeOwnersArgs, io: Io): Promise<ExitCode> {
  const report = await (await verbs()).writeCodeOwners(changeOptionsOf(args, io));
  if (!args.json) printWarnings(io, report.warnings);
  return reportChange(io, report, args);
}

async function print(args: CodeOwnersArgs, io: Io): Promise<ExitCode> {
  const { path, text, current, warnings } = await (
    await verbs()
  ).readCodeOwners(changeOptionsOf(args, io));
  const ok = !args.check || current;
  if (args.json) {
    printJson(io, { ok, path, current, text, warnings });
    return ok ? 0 : 1;
  }
  printWarnings(io, warnings);
  if (!args.check) for (const line of text.trimEnd().split('\n')) printRow(io, line);
  else if (current) printLine(io, paint('green', 'current'), path);
  else {
    printLine(io, paint('red', 'not current'), path);
    printLine(io, arrow, '`stillpack codeowners --write` commits what it should be');
  }
  return ok ? 0 : 1;
}

function printWarnings(io: Io, warnings: readonly string[]): void {
  for (const text of warnings) printLine(io, paint('yellow', 'warning'), text);
}
