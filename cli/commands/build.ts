import type { Command } from '../command.ts';
import { cacheDirOf, resolvePath, statePlaceOf } from '../locations.ts';
import { createProgressDisplay } from '../progress.ts';
import { printBuild, printJson } from '../report.ts';
import { wholeNumberOf } from '../whole-number.ts';
import { textOption } from '../text-option.ts';
import { type RepositoryArgs, repositoryOptions } from './repository-options.ts';

interface BuildArgs extends RepositoryArgs {
  readonly ref: string;
  readonly out: string;
  readonly url: string | undefined;
  readonly host: string | undefined;
  readonly jobs: string | undefined;
  readonly strict: boolean;
  readonly fresh: boolean;
  readonly site: boolean;
}

export const buildCommand: Command<BuildArgs> = {
  usage: 'build',
  summary: 'Turn a commit into the files of a registry',
  examples: [
    ['build --out public', 'as stillpack.json says'],
    ['build --host nginx --url https://npm.acme.example/', 'for another host'],
    ['build --ref v42 --out /tmp/old --json', 'an older state, for a script'],
  ],
  whenRefused: { deployable: false },
  options: (yargs) =>
    repositoryOptions(yargs)
      .option(
        'ref',
        textOption({ default: 'HEAD', describe: 'the commit, branch or tag to build' }),
      )
      .option('out', textOption({ default: 'public', describe: 'the output folder' }))
      .option(
        'url',
        textOption({ describe: "the registry's public URL (overrides stillpack.json)" }),
      )
      .option('host', textOption({ describe: 'the host preset (overrides stillpack.json)' }))
      .option('jobs', textOption({ describe: 'packages examined at the same time' }))
      .option('strict', {
        type: 'boolean',
        default: false,
        describe: 'warnings count as errors, and any error writes nothing',
      })
      .option('fresh', {
        type: 'boolean',
        default: false,
        describe: 'look at everything, whatever the last build has kept',
      })
      .option('site', {
        type: 'boolean',
        default: true,
        describe: 'build the website (--no-site leaves it out)',
      }),
  run: async (args, io) => {
    const jobs = args.jobs === undefined ? undefined : wholeNumberOf('--jobs', args.jobs);
    const { build } = await import('../../src/build.ts');
    const progress = createProgressDisplay(io);
    const report = await build({
      repo: resolvePath(io, args.repo),
      ref: args.ref,
      out: resolvePath(io, args.out),
      url: args.url,
      host: args.host,
      engine: args.engine,
      jobs,
      strict: args.strict,
      site: args.site ? undefined : false,
      cacheDir: cacheDirOf(io),
      state: args.fresh ? undefined : await statePlaceOf(io),
      env: io.env,
      now: new Date(),
      onProgress: progress.onProgress,
    }).finally(progress.stop);
    if (args.json) printJson(io, { ...report, seconds: progress.seconds() });
    else printBuild(io, report, { out: args.out, seconds: progress.seconds() });
    return report.ok ? 0 : 1;
  },
};
