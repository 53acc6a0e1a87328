import { reportProblems } from '../../src/build-report.ts';
import type { AddReport } from '../../src/index.ts';
import type { Command } from '../command.ts';
import type { Io } from '../io.ts';
import { formatBytes, paint, printJson, printLine, printProblems } from '../report.ts';
import { textOption } from '../text-option.ts';
import { type ChangeArgs, changeOptions, changeOptionsOf, printChange } from './change-options.ts';

interface AddArgs extends ChangeArgs {
  readonly files: readonly string[] | undefined;
  readonly tag: string | undefined;
}

export const addCommand: Command<AddArgs> = {
  usage: 'add [files..]',
  summary: 'Check tarballs or package folders, put them in place, and commit them',
  examples: [
    ['add ui-2.0.0.tgz', 'a tarball made by npm pack'],
    ['add ../ui ../icons', 'package folders, in one commit'],
    ['add ui-3.0.0-rc.1.tgz --tag next', 'with a dist-tag'],
  ],
  options: (yargs) =>
    changeOptions(yargs)
      .positional('files', {
        type: 'string',
        array: true,
        describe: '.tgz files or package folders',
      })
      .option(
        'tag',
        textOption({
          describe: 'a dist-tag for the versions; one other than latest leaves latest where it is',
        }),
      ),
  run: async (args, io) => {
    const { add } = await import('../../src/add/add.ts');
    const report = await add({
      ...changeOptionsOf(args, io),
      files: args.files ?? [],
      cwd: io.cwd,
      tag: args.tag,
    });
    const problems = reportProblems(report.warnings, { strict: false });
    if (args.json) {
      printJson(io, { ok: true, dryRun: args['dry-run'], ...report, warnings: problems });
      return 0;
    }
    printProblems(io, problems);
    printAdded(io, report, args);
    return 0;
  },
};

function printAdded(io: Io, report: AddReport, args: AddArgs): void {
  for (const { name, version, path } of report.unchanged) {
    printLine(io, paint('dim', 'there already'), name, version, `(${path})`);
  }
  const verb = args['dry-run'] ? paint('yellow', 'would add') : paint('green', 'added');
  for (const { name, version, path, size } of report.added) {
    const place = `${path} (${formatBytes(size)})`;
    printLine(io, verb, name, version, paint('dim', '→'), place);
  }
  printChange(io, report, { ...args, told: report.added.map(({ path }) => path) });
}
