import type { PurgeReport } from '../../src/index.ts';
import { StillpackError } from '../../src/errors.ts';
import type { Command } from '../command.ts';
import type { Io } from '../io.ts';
import { cacheDirOf, resolvePath } from '../locations.ts';
import { arrow, count, paint, printJson, printLine, printRefusal } from '../report.ts';
import { textOption } from '../text-option.ts';

interface PurgeArgs {
  readonly specs: readonly string[];
  readonly repo: string;
  readonly json: boolean;
  readonly reason: string | undefined;
  readonly message: string | undefined;
  readonly yes: boolean;
  readonly 'dry-run': boolean;
}

export const purgeCommand: Command<PurgeArgs> = {
  usage: 'purge <specs..>',
  summary: 'Take the bytes of versions out of the history: a tombstone, and every ref rewritten',
  examples: [
    ['purge @acme/ui@1.0.1 --dry-run', 'what would be done, and what else holds the bytes'],
    ['purge @acme/ui@1.0.1 --reason "a key was in it" --yes', 'do it'],
    ['purge ui@1.0.0 ui@1.0.1 --yes --json', 'two versions in one rewriting, for a script'],
  ],
  options: (yargs) =>
    yargs
      .positional('specs', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'versions, such as @acme/ui@1.0.1; whether they are unpublished already or not',
      })
      .option('repo', textOption({ default: '.', describe: 'the registry repository' }))
      .option('reason', textOption({ describe: 'kept in meta.json and in the commit' }))
      .option('message', textOption({ alias: 'm', describe: 'the message of that commit' }))
      .option('yes', {
        type: 'boolean',
        default: false,
        describe: 'rewrite the history; there is no way back',
      })
      .option('dry-run', {
        type: 'boolean',
        default: false,
        describe: 'only say what would happen, even with --yes',
      })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'print one JSON document on stdout',
      }),
  run: async (args, io) => {
    const { purge } = await import('../../src/purge/purge.ts');
    const { specs, reason, message, yes, 'dry-run': dryRun, json } = args;
    const report = await purge({
      ...{ repo: resolvePath(io, args.repo), specs, reason, message },
      ...{ confirmed: yes && !dryRun, cacheDir: cacheDirOf(io), env: io.env },
    });
    const refusal = report.isNeeded && !yes && !dryRun ? unconfirmed(specs) : undefined;
    const ok = refusal === undefined && report.left.length === 0;
    if (json) printJson(io, { ok, dryRun, ...report, ...errorOf(refusal) });
    else printPurge(io, report);
    if (refusal === undefined) return ok ? 0 : 1;
    printRefusal(io, refusal);
    return 2;
  },
};

function unconfirmed(specs: readonly string[]): StillpackError {
  return new StillpackError('PURGE_UNCONFIRMED', 'Nothing was changed yet.', {
    hint: `To rewrite the history: stillpack purge ${specs.join(' ')} --yes`,
  });
}

function errorOf(error: StillpackError | undefined): object {
  if (error === undefined) return {};
  const { code, message, hint, path, problems } = error;
  return { error: { code, message, hint, path, problems } };
}

/** Refs that are shown by name. */
const maxRefs = 20;

function printPurge(io: Io, report: PurgeReport): void {
  const { versions, bytes, files, removed, commits, refs, signatures, left, isDone } = report;
  if (!report.isNeeded) {
    printLine(io, 'Nothing to do: no ref has such bytes, and there is a tombstone.');
    return;
  }
  const did = (done: string, would: string): ReturnType<typeof paint> =>
    isDone ? paint('green', done) : paint('yellow', would);
  for (const { spec, time = 'never published' } of versions) {
    printLine(io, did('purged', 'would purge'), spec, paint('dim', `(${time})`));
  }
  for (const path of removed) printLine(io, did('removed', 'would remove'), path);
  for (const path of files) printLine(io, did('wrote', 'would write'), path);
  for (const { oid, paths } of bytes) {
    printLine(io, did('replaced', 'would replace'), oid.slice(0, 12), paths.join(', '));
  }
  const totals = `${commits.rewritten} of ${count(commits.all, 'commit')}`;
  printLine(io, did('rewrote', 'would rewrite'), totals);
  for (const { name, from, to } of refs.slice(0, maxRefs)) {
    const after = to === undefined ? '' : `→ ${to.slice(0, 12)}`;
    printLine(io, did('moved', 'would move'), name, from.slice(0, 12), after);
  }
  if (refs.length > maxRefs) printLine(io, `  and ${refs.length - maxRefs} more (--json has all)`);
  if (signatures > 0) {
    printLine(
      io,
      did('dropped', 'would drop'),
      count(signatures, 'signature'),
      'of commits or tags',
    );
  }
  printLine(io, did('expired', 'would expire'), 'all reflogs; what no ref reaches is pruned');
  for (const oid of left) {
    const why = 'in a pack with a .keep file, or in a repository that this one borrows from';
    printLine(io, paint('red', 'left'), oid, why);
  }
  printHolders(io, report);
}

function printHolders(io: Io, { elsewhere }: PurgeReport): void {
  printLine(io, '');
  printLine(io, paint('bold', 'What else has the bytes, and is out of reach of this command:'));
  for (const { holder, text, commands } of elsewhere) {
    printLine(io, ' ', paint('bold', holder), text);
    for (const command of commands) printLine(io, '   ', arrow, command);
  }
}
