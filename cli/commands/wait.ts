import type { Command } from '../command.ts';
import { outside } from '../forge-options.ts';
import { resolvePath } from '../locations.ts';
import { createProgressDisplay } from '../progress.ts';
import { count, paint, printJson, printLine } from '../report.ts';
import { textOption } from '../text-option.ts';
import { wholeNumberOf } from '../whole-number.ts';
import { type BuiltFolderArgs, builtFolderOptions } from './built-folder-options.ts';

interface WaitArgs extends BuiltFolderArgs {
  readonly url: string | undefined;
  readonly timeout: string;
}

export const waitCommand: Command<WaitArgs> = {
  usage: 'wait <dir>',
  summary: 'Wait until the public URL serves what was built',
  examples: [
    ['wait public', 'after a deploy: 0 when it is served, 1 when it is not in time'],
    ['wait public --timeout 60 --url https://preview.acme.example/', 'somewhere else'],
  ],
  options: (yargs) =>
    builtFolderOptions(yargs)
      .option(
        'url',
        textOption({ describe: 'where it is served [default: what it was built for]' }),
      )
      .option(
        'timeout',
        textOption({ default: '600', describe: 'seconds after which to give up' }),
      ),
  run: async (args, io) => {
    const { wait } = await import('../../src/wait/wait.ts');
    const progress = createProgressDisplay(io);
    const report = await wait({
      dir: resolvePath(io, args.dir),
      url: args.url,
      timeout: wholeNumberOf('--timeout', args.timeout),
      ...outside,
      onProgress: progress.onProgress,
    }).finally(progress.stop);
    const ok = report.stale.length === 0;
    if (args.json) printJson(io, { ok, ...report, seconds: progress.seconds() });
    else {
      for (const { url, reason } of report.stale) printLine(io, paint('red', 'old'), url, reason);
      const state = ok ? paint('green', 'served') : paint('red', 'not served in time');
      const time = `${progress.seconds().toFixed(1)} s`;
      printLine(io, state, `${report.url}: ${count(report.documents, 'document')} · ${time}`);
    }
    return ok ? 0 : 1;
  },
};
