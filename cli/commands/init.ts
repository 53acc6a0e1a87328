import type { Command } from '../command.ts';
import { resolvePath } from '../locations.ts';
import { askMissing } from '../questions.ts';
import { arrow, count, paint, printJson, printLine } from '../report.ts';
import { textOption } from '../text-option.ts';

interface InitArgs {
  readonly dir: string;
  readonly url: string | undefined;
  readonly host: string | undefined;
  readonly forge: string | undefined;
  readonly automerge: boolean;
  readonly scope: string | undefined;
  readonly force: boolean;
  readonly yes: boolean;
  readonly engine: 'auto' | 'git' | 'isomorphic-git';
  readonly json: boolean;
}

export const initCommand: Command<InitArgs> = {
  usage: 'init [dir]',
  summary: 'Make a registry repository that is ready to push',
  examples: [
    ['init registry --url https://npm.acme.example/ --host nginx', 'for your own web server'],
    [
      'init --url https://acme.github.io/registry/ --host github-pages --scope @acme',
      'with a workflow that publishes each push',
    ],
  ],
  options: async (yargs) => {
    const { hostPresets } = await import('../../src/host/host-preset-of.ts');
    return yargs
      .positional('dir', {
        type: 'string',
        default: '.',
        describe: 'the folder to make or fill',
      })
      .option(
        'url',
        textOption({ describe: "the registry's public URL, as clients will write it" }),
      )
      .option(
        'host',
        textOption({
          describe: `the host preset: ${hostPresets.map(({ name }) => name).join(', ')} (static works anywhere)`,
        }),
      )
      .option(
        'forge',
        textOption({
          describe:
            'whose workflows to write: github, gitlab or none [default: by the host, else github]',
        }),
      )
      .option('automerge', {
        type: 'boolean',
        default: false,
        describe: 'on GitHub: also merge pull requests that pass their review',
      })
      .option('scope', textOption({ describe: 'the scope that the README explains' }))
      .option('force', {
        type: 'boolean',
        default: false,
        describe: 'overwrite files that exist',
      })
      .option('yes', {
        type: 'boolean',
        alias: 'y',
        default: false,
        describe: 'ask nothing, take defaults; --url is needed',
      })
      .option('engine', {
        choices: ['auto', 'git', 'isomorphic-git'] as const,
        default: 'auto' as const,
        requiresArg: true,
        describe: 'how git is written: the installed program, or the embedded library',
      })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'print one JSON document on stdout',
      });
  },
  run: async (args, io) => {
    const { init } = await import('../../src/init/init.ts');
    const answers = args.yes || args.json ? args : await askMissing(args, io);
    const report = await init({
      url: answers.url,
      host: answers.host,
      forge: args.forge,
      automerge: args.automerge,
      scope: answers.scope,
      force: args.force,
      engine: args.engine,
      dir: resolvePath(io, args.dir),
      env: io.env,
    });
    if (args.json) {
      printJson(io, { ok: true, ...report });
      return 0;
    }
    printLine(
      io,
      paint('green', report.created ? 'made' : 'extended'),
      `${report.dir}: ${count(report.files.length, 'file')} in commit ${report.commit.slice(0, 12)} on ${report.branch}`,
    );
    for (const file of report.files) printLine(io, ' ', paint('dim', file));
    const repo = args.dir === '.' ? '' : ` --repo ${args.dir}`;
    printLine(io, arrow, `stillpack add${repo} <package.tgz or folder>`);
    printLine(io, arrow, `stillpack serve${repo}`);
    return 0;
  },
};
