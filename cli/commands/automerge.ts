import type { AutomergeReport } from '../../src/index.ts';
import type { Command } from '../command.ts';
import { forgeApiOption, forgeTokenIn, outside } from '../forge-options.ts';
import type { Io } from '../io.ts';
import { cacheDirOf, resolvePath } from '../locations.ts';
import { paint, printJson, printLine } from '../report.ts';
import { textOption } from '../text-option.ts';
import { askUpstream } from '../upstream.ts';
import { wholeNumberOf } from '../whole-number.ts';
import { type RepositoryArgs, repositoryOptions } from './repository-options.ts';

interface AutomergeArgs extends RepositoryArgs {
  readonly 'pull-request': string | undefined;
  readonly branch: string;
  readonly workflow: string;
  readonly 'forge-api': string | undefined;
  readonly upstream: string | undefined;
  readonly 'dry-run': boolean;
}

export const automergeCommand: Command<AutomergeArgs> = {
  usage: 'automerge',
  summary: 'Merge the pull requests on GitHub that need no person',
  examples: [
    ['automerge --dry-run', 'explain each condition of each open pull request'],
    ['automerge --pull-request 12', 'this one alone'],
  ],
  options: (yargs) =>
    repositoryOptions(yargs)
      .option('pull-request', textOption({ describe: 'its number [default: all that are open]' }))
      .option('branch', textOption({ default: 'main', describe: 'what they are merged into' }))
      .option(
        'workflow',
        textOption({ default: 'review.yml', describe: 'the workflow that reviews each of them' }),
      )
      .option('forge-api', forgeApiOption('the remote origin'))
      .option('upstream', textOption({ describe: 'as `stillpack review` has it' }))
      .option('dry-run', {
        type: 'boolean',
        default: false,
        describe: 'only say what would happen',
      })
      .epilogue('The token is taken from STILLPACK_FORGE_TOKEN or GITHUB_TOKEN.'),
  run: async (args, io) => {
    const number = args['pull-request'];
    const { automerge, githubOf } = await import('../../src/review/automerge/automerge.ts');
    const repo = resolvePath(io, args.repo);
    const report = await automerge({
      ...(await githubOf({
        ...{
          repo,
          engine: args.engine,
          env: io.env,
          apiUrl: args['forge-api'] ?? io.env['GITHUB_API_URL'],
        },
        token: forgeTokenIn(io),
      })),
      ...{ repo, engine: args.engine, env: io.env, cacheDir: cacheDirOf(io) },
      ...{ branch: args.branch, workflow: args.workflow, dryRun: args['dry-run'] },
      pullRequest: number === undefined ? undefined : wholeNumberOf('--pull-request', number),
      existsUpstream: askUpstream(io, args.upstream),
      ...outside,
    });
    const ok = report.pullRequests.every(({ refusal }) => refusal === undefined);
    if (args.json) printJson(io, { ok, dryRun: args['dry-run'], ...report });
    else printAutomerge(io, report, args['dry-run']);
    return ok ? 0 : 1;
  },
};

function printAutomerge(io: Io, { pullRequests }: AutomergeReport, dryRun: boolean): void {
  if (pullRequests.length === 0) printLine(io, 'No pull request is open.');
  for (const { number, head, conditions, isReady, isMerged, refusal } of pullRequests) {
    const waits = dryRun && isReady ? paint('yellow', 'would be merged') : paint('dim', 'waits');
    const state = isMerged ? paint('green', 'merged') : waits;
    printLine(io, paint('bold', `#${number}`), head.slice(0, 12), state);
    for (const { isMet, id, message } of conditions) {
      printLine(
        io,
        ' ',
        isMet ? paint('green', 'yes') : paint('red', 'no '),
        paint('bold', id),
        message,
      );
    }
    if (refusal !== undefined) printLine(io, ' ', paint('red', 'refused'), refusal);
  }
}
