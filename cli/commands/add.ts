import { reportProblems } from '../../src/build-report.ts';
import type { AddReport } from '../../src/index.ts';
import type { Command } from '../command.ts';
import type { Io } from '../io.ts';
import { resolvePath } from '../locations.ts';
import {
  arrow,
  formatBytes,
  paint,
  printJson,
  printLine,
  type Painted,
  printProblems,
} from '../report.ts';
import { textOption } from '../text-option.ts';
import { type RepositoryArgs, repositoryOptions } from './repository-options.ts';

interface AddArgs extends RepositoryArgs {
  readonly files: readonly string[] | undefined;
  readonly tag: string | undefined;
  readonly message: string | undefined;
  readonly commit: boolean;
  readonly 'dry-run': boolean;
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
    repositoryOptions(yargs)
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
      )
      .option('message', textOption({ alias: 'm', describe: 'the commit message' }))
      .option('commit', {
        type: 'boolean',
        default: true,
        describe: 'commit the files (--no-commit only puts them in place)',
      })
      .option('dry-run', {
        type: 'boolean',
        default: false,
        describe: 'only say what would happen',
      }),
  run: async (args, io) => {
    const { add } = await import('../../src/add/add.ts');
    const report = await add({
      repo: resolvePath(io, args.repo),
      files: args.files ?? [],
      cwd: io.cwd,
      tag: args.tag,
      message: args.message,
      commit: args.commit,
      dryRun: args['dry-run'],
      engine: args.engine,
      env: io.env,
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

function printAdded(io: Io, report: AddReport, { 'dry-run': dryRun, commit }: AddArgs): void {
  for (const { name, version, path } of report.unchanged) {
    printLine(io, paint('dim', 'there already'), name, version, `(${path})`);
  }
  const verb = (would: string, did: string): Painted =>
    dryRun ? paint('yellow', `would ${would}`) : paint('green', did);
  for (const { name, version, path, size } of report.added) {
    const place = `${path} (${formatBytes(size)})`;
    printLine(io, verb('add', 'added'), name, version, paint('dim', '→'), place);
  }
  const tarballs = new Set(report.added.map(({ path }) => path));
  for (const path of report.files.filter((file) => !tarballs.has(file))) {
    printLine(io, verb('write', 'wrote'), path);
  }
  if (report.message === undefined) {
    printLine(io, 'Nothing to do.');
  } else if (report.commit !== undefined) {
    const subject = report.message.split('\n', 1).join('');
    printLine(io, paint('green', 'committed'), report.commit.slice(0, 12), subject);
    printLine(io, arrow, 'git push publishes it');
  } else if (!dryRun && !commit) {
    printLine(io, arrow, `git add ${report.files.join(' ')} && git commit`);
  }
}
