import type { Command } from '../command.ts';
import { cacheDirOf, resolvePath } from '../locations.ts';
import { createProgressDisplay } from '../progress.ts';
import { count, paint, printJson, printLine } from '../report.ts';
import { textOption } from '../text-option.ts';
import { type RepositoryArgs, repositoryOptions } from './repository-options.ts';

interface FetchArgs extends RepositoryArgs {
  readonly ref: string;
}

export const fetchCommand: Command<FetchArgs> = {
  usage: 'fetch',
  summary: 'Bring the bytes that git only points at: the one command that uses the network',
  examples: [['fetch', 'pinned pointers, LFS objects, missing blobs of a partial clone']],
  options: (yargs) =>
    repositoryOptions(yargs).option(
      'ref',
      textOption({ default: 'HEAD', describe: 'the commit whose bytes to bring' }),
    ),
  run: async (args, io) => {
    const { fetchBytes } = await import('../../src/source/fetch/fetch-bytes.ts');
    const progress = createProgressDisplay(io);
    const report = await fetchBytes({
      repo: resolvePath(io, args.repo),
      ref: args.ref,
      engine: args.engine,
      cacheDir: cacheDirOf(io),
      env: io.env,
      onProgress: ({ done, total }) => progress.onProgress({ stage: 'fetch', done, total }),
    }).finally(progress.stop);
    if (args.json) printJson(io, { ok: true, ...report, seconds: progress.seconds() });
    else {
      const { blobs, lfsObjects, pointers } = report;
      const brought = [
        count(pointers, 'pinned pointer'),
        count(lfsObjects, 'LFS object'),
        count(blobs, 'missing object'),
      ];
      printLine(io, paint('green', 'fetched'), brought.join(', '));
    }
    return 0;
  },
};
