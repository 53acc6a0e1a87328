import { StillpackError } from '../../src/errors.ts';
import type { Command } from '../command.ts';
import { cacheDirOf, resolvePath } from '../locations.ts';
import { createProgressDisplay } from '../progress.ts';
import { paint, printBug, printBuild, printJson, printLine, printRefusal } from '../report.ts';
import { wholeNumberOf } from '../whole-number.ts';
import { textOption } from '../text-option.ts';
import { type RepositoryArgs, repositoryOptions } from './repository-options.ts';

interface ServeArgs extends RepositoryArgs {
  readonly port: string;
  readonly dirty: boolean;
}

export const serveCommand: Command<ServeArgs> = {
  usage: 'serve',
  summary: 'Build HEAD and serve it on this machine, again whenever HEAD moves',
  examples: [
    ['serve', 'on http://127.0.0.1:4873/'],
    ['serve --port 0 --dirty', 'on a free port, with tarballs that are not committed yet'],
  ],
  options: (yargs) =>
    repositoryOptions(yargs)
      .option(
        'port',
        textOption({ default: '4873', describe: 'the port on 127.0.0.1; 0 takes a free one' }),
      )
      .option('dirty', {
        type: 'boolean',
        default: false,
        describe: 'add files of the work tree that are not committed',
      }),
  run: async (args, io) => {
    const port = wholeNumberOf('--port', args.port);
    const { serve } = await import('../../src/serve/serve.ts');
    const stop = new AbortController();
    // Asked for at once: Ctrl-C in the middle of the first build also removes what was built.
    const interrupted = io.interrupted().then(() => stop.abort());
    let progress = createProgressDisplay(io);
    const starting = serve({
      repo: resolvePath(io, args.repo),
      engine: args.engine,
      dirty: args.dirty,
      port,
      cacheDir: cacheDirOf(io),
      env: io.env,
      signal: stop.signal,
      onBuilding: () => {
        progress = createProgressDisplay(io);
      },
      onProgress: (state) => progress.onProgress(state),
      onBuilt: (report) => {
        progress.stop();
        const seconds = progress.seconds();
        if (!args.json) printBuild(io, report, { out: 'a temporary folder', seconds });
      },
      onRefused: (error) => {
        progress.stop();
        if (error instanceof StillpackError) printRefusal(io, error);
        else printBug(io, error);
      },
    }).finally(() => progress.stop());
    const server = await starting.catch((error: unknown) => {
      // Whatever stopped: git, too, gets the Ctrl-C of a terminal.
      if (stop.signal.aborted) return undefined;
      throw error;
    });
    if (server === undefined) return 0;
    if (args.json) printJson(io, { url: server.url, ...server.report });
    printLine(io, paint('green', 'serving'), server.url, paint('dim', '(Ctrl-C stops)'));
    await interrupted;
    await server.close();
    return 0;
  },
};
