import type { Command } from '../command.ts';
import { cacheDirOf, resolvePath } from '../locations.ts';
import { createProgressDisplay } from '../progress.ts';
import { count, formatBytes, paint, printJson, printLine } from '../report.ts';
import { type RepositoryArgs, repositoryOptions } from './repository-options.ts';

interface FetchArgs extends RepositoryArgs {
  readonly ref: string;
}

export const fetchCommand: Command<FetchArgs> = {
  usage: 'fetch',
  summary: 'Bring the bytes that git only points at: the one command that uses the network',
  examples: [['fetch', 'pinned pointers, LFS objects, missing blobs of a partial clone']],
  options: (yargs) =>
    repositoryOptions(yargs).option('ref', {
      type: 'string',
      default: 'HEAD',
      describe: 'the commit whose bytes to bring',
    }),
  run: async (args, io) => {
    const { fetchBytes } = await import('../../src/index.ts');
    const progress = createProgressDisplay(io);
    const report = await fetchBytes({
      ...args,
      repo: resolvePath(io, args.repo),
      cacheDir: cacheDirOf(io),
      env: io.env,
      onProgress: progress.onProgress,
    }).finally(progress.stop);
    if (args.json) printJson(io, { ok: true, ...report, seconds: io.seconds() });
    else {
      printLine(
        io,
        `${paint(io, 'green', 'fetched')} ${count(report.fetched, 'object')} (${formatBytes(report.bytes)}), ${report.present} were here already`,
      );
    }
    return 0;
  },
};
