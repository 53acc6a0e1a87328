import type { ReviewReport } from '../../src/index.ts';
import type { Command, ExitCode } from '../command.ts';
import type { Io } from '../io.ts';
import { cacheDirOf, resolvePath } from '../locations.ts';
import { createProgressDisplay } from '../progress.ts';
import {
  paint,
  printCommands,
  printJson,
  printLine,
  printText,
  printUsageError,
} from '../report.ts';
import { textOption } from '../text-option.ts';
import { askUpstream } from '../upstream.ts';
import { type RepositoryArgs, repositoryOptions } from './repository-options.ts';

const formats = ['text', 'markdown', 'json', 'sarif', 'github'] as const;

interface ReviewArgs extends RepositoryArgs {
  readonly range: string;
  readonly format: (typeof formats)[number];
  readonly author: string | undefined;
  readonly fetch: boolean;
  readonly upstream: string | undefined;
}

export const reviewCommand: Command<ReviewArgs> = {
  usage: 'review [range]',
  summary: 'Judge what a change would bring, by what held before it',
  examples: [
    ['review main..HEAD', 'the branch that is checked out'],
    ['review origin/main..change --format markdown', 'as a comment on a pull request'],
    ['review main..HEAD --author octo --json', 'for a script, of a change that octo asks for'],
  ],
  // 1 says that the change is blocked.
  failure: 2,
  options: (yargs) =>
    repositoryOptions(yargs)
      .positional('range', {
        type: 'string',
        default: 'origin/HEAD..HEAD',
        describe: 'what it is merged into, two dots, and what it brings',
      })
      .option('format', {
        choices: formats,
        default: 'text' as const,
        requiresArg: true,
        describe: 'text for a terminal, or what a program or a forge reads',
      })
      .option(
        'author',
        textOption({
          describe: "the forge account that asks for it [default: the commits' authors]",
        }),
      )
      .option('fetch', {
        type: 'boolean',
        default: false,
        describe: 'in a partial clone, bring the objects that are looked at',
      })
      .option(
        'upstream',
        textOption({
          describe:
            'the registry asked for names, where stillpack.json wants it [default: the one that npm is configured with]',
        }),
      )
      .epilogue(
        'Exit codes: 0 nothing stands against it, 1 it is blocked, 42 a person has to look, 2 it could not be judged.',
      ),
  run: async (args, io) => {
    const [, base, head] = /^(.+?)\.\.(.+)$/.exec(args.range) ?? [];
    if (base === undefined || head === undefined || head.startsWith('.')) {
      printUsageError(io, `"${args.range}" is no range: write BASE..HEAD.`);
      return 2;
    }
    const { review } = await import('../../src/review/review.ts');
    const progress = createProgressDisplay(io);
    const report = await review({
      ...{ repo: resolvePath(io, args.repo), engine: args.engine, base, head },
      ...{ account: args.author, fetch: args.fetch, cacheDir: cacheDirOf(io), env: io.env },
      existsUpstream: askUpstream(io, args.upstream),
      onProgress: progress.onProgress,
    }).finally(progress.stop);
    await print(io, report, args.json ? 'json' : args.format);
    return exitCodes[report.verdict];
  },
};

const exitCodes: Readonly<Record<ReviewReport['verdict'], ExitCode>> = {
  pass: 0,
  block: 1,
  person: 42,
};

async function print(io: Io, report: ReviewReport, format: ReviewArgs['format']): Promise<void> {
  switch (format) {
    case 'json':
      printJson(io, { ok: report.verdict === 'pass', ...report });
      return;
    case 'sarif':
      printJson(io, (await import('../../src/review/report/sarif.ts')).sarifOf(report));
      return;
    case 'markdown':
      printText(io, (await import('../../src/review/report/markdown.ts')).markdownOf(report));
      return;
    case 'github':
      printCommands(io, (await import('../../src/review/report/github.ts')).githubCommands(report));
      return;
    case 'text':
      for (const line of (await import('../../src/review/report/text.ts')).textOf(report)) {
        printLine(
          io,
          ...line.map((part) => (typeof part === 'string' ? part : paint(part.style, part.text))),
        );
      }
  }
}
