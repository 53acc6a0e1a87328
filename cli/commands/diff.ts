import type { Command } from '../command.ts';
import { cacheDirOf } from '../locations.ts';
import { count, paint, printJson, printLine, printText } from '../report.ts';
import { textOption } from '../text-option.ts';
import { wholeNumberOf } from '../whole-number.ts';
import { readOptionsOf } from './change-options.ts';
import { type RepositoryArgs, repositoryOptions } from './repository-options.ts';

interface DiffArgs extends RepositoryArgs {
  readonly a: string;
  readonly b: string | undefined;
  readonly 'name-only': boolean;
  readonly unified: string;
}

export const diffCommand: Command<DiffArgs> = {
  usage: 'diff <a> [b]',
  summary: 'Show what changed from one version to another, as npm diff does',
  examples: [
    ['diff @acme/ui@1.0.0 @acme/ui@1.1.0', 'two versions'],
    ['diff @acme/ui', 'the latest, and the one before'],
    ['diff ./ui-1.2.0.tgz', 'a tarball, and the closest version'],
  ],
  options: (yargs) =>
    repositoryOptions(yargs)
      .positional('a', {
        type: 'string',
        demandOption: true,
        describe: 'a package, with a version or dist-tag, or a .tgz file',
      })
      .positional('b', { type: 'string', describe: 'what came of it; without it, a did' })
      .option('name-only', {
        type: 'boolean',
        default: false,
        describe: 'only the names of the files',
      })
      .option(
        'unified',
        textOption({ alias: 'U', default: '3', describe: 'unchanged lines around a change' }),
      ),
  run: async (args, io) => {
    const { diff } = await import('../../src/review/diff.ts');
    const report = await diff({
      ...readOptionsOf(args, io),
      ...(args.b === undefined ? { to: args.a } : { from: args.a, to: args.b }),
      ...{ cwd: io.cwd, cacheDir: cacheDirOf(io) },
      context: wholeNumberOf('--unified', args.unified),
    });
    if (args.json) {
      printJson(io, { ok: true, ...report });
      return 0;
    }
    const { gitDiffOf } = await import('../../src/review/difference/git-diff.ts');
    const { files } = report.difference;
    const names = files.map(({ path }) => `${path}\n`).join('');
    printText(io, args['name-only'] ? names : gitDiffOf(report.difference));
    const hidden = files.filter(({ patch }) => patch === undefined).length;
    if (hidden > 0 && !args['name-only']) {
      const what = 'named without a patch: not text, or too large';
      printLine(io, paint('dim', `${count(hidden, 'file')} ${what}`));
    }
    return 0;
  },
};
