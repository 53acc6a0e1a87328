// Options that every command which writes to the registry repository has, and what it reports.
import type { Argv } from 'yargs';
import type { ChangeOptions, ChangeReport, ReadOptions } from '../../src/index.ts';
import type { ExitCode } from '../command.ts';
import type { Io } from '../io.ts';
import { resolvePath } from '../locations.ts';
import { arrow, paint, printJson, printLine } from '../report.ts';
import { textOption } from '../text-option.ts';
import { type RepositoryArgs, repositoryOptions } from './repository-options.ts';

export interface ChangeArgs extends RepositoryArgs {
  readonly message: string | undefined;
  readonly commit: boolean;
  readonly 'dry-run': boolean;
}

export function changeOptions(yargs: Argv): Argv<ChangeArgs> {
  return repositoryOptions(yargs)
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
    });
}

/** What the options say to those of src/ that read. */
export function readOptionsOf({ repo, engine }: RepositoryArgs, io: Io): ReadOptions {
  return { repo: resolvePath(io, repo), engine, env: io.env };
}

/** What the options say to those of src/ that write. */
export function changeOptionsOf(args: ChangeArgs, io: Io): ChangeOptions {
  const { message, commit, 'dry-run': dryRun } = args;
  return { ...readOptionsOf(args, io), message, commit, dryRun };
}

/** The report of a command that does nothing but change files. */
export function reportChange(io: Io, report: ChangeReport, args: ChangeArgs): ExitCode {
  if (args.json) printJson(io, { ok: true, dryRun: args['dry-run'], ...report });
  else printChange(io, report, args);
  return 0;
}

/** `told` are files that the command has spoken of already. */
export function printChange(
  io: Io,
  report: ChangeReport,
  {
    'dry-run': dryRun,
    commit,
    told = [],
  }: Pick<ChangeArgs, 'dry-run' | 'commit'> & { readonly told?: readonly string[] },
): void {
  const { files, removed, message } = report;
  for (const path of removed) {
    printLine(io, dryRun ? paint('yellow', 'would remove') : paint('green', 'removed'), path);
  }
  for (const path of files.filter((file) => !told.includes(file))) {
    printLine(io, dryRun ? paint('yellow', 'would write') : paint('green', 'wrote'), path);
  }
  if (message === undefined) {
    printLine(io, 'Nothing to do.');
  } else if (report.commit !== undefined) {
    const subject = message.split('\n', 1).join('');
    printLine(io, paint('green', 'committed'), report.commit.slice(0, 12), subject);
    printLine(io, arrow, 'git push publishes it');
  } else if (!dryRun && !commit) {
    printLine(io, arrow, `git add ${[...removed, ...files].join(' ')} && git commit`);
  }
}
