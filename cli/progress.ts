// Progress on stderr: a bar for a person, a line now and then for a log.
import cliProgress from 'cli-progress';
import type { OnProgress, Progress } from '../src/index.ts';
import type { Io } from './io.ts';
import { printLine } from './report.ts';

const labels: Readonly<Record<Progress['stage'], string>> = {
  history: 'reading history',
  packages: 'building packages',
  fetch: 'fetching bytes',
  verify: 'verifying',
};

/** Work shorter than this shows no progress. Seconds. */
const quiet = 1;
/** A log gets a line this often. Seconds. */
const interval = 5;

export interface ProgressDisplay {
  readonly onProgress: OnProgress;
  /** Clears the bar, so that the report stands alone. */
  readonly stop: () => void;
}

export function createProgressDisplay(io: Io): ProgressDisplay {
  return io.interactive ? createBar(io) : createLines(io);
}

function createBar(io: Io): ProgressDisplay {
  let bar: cliProgress.SingleBar | undefined;
  const start = io.seconds();
  return {
    onProgress: ({ stage, done, total }) => {
      if (io.seconds() - start < quiet) return;
      if (bar === undefined) {
        bar = new cliProgress.SingleBar(
          { format: '{label} {bar} {value}/{total}', clearOnComplete: true, hideCursor: true },
          cliProgress.Presets.shades_classic,
        );
        bar.start(total, done, { label: labels[stage] });
      }
      bar.setTotal(total);
      bar.update(done, { label: labels[stage] });
    },
    stop: () => bar?.stop(),
  };
}

function createLines(io: Io): ProgressDisplay {
  let last = io.seconds() - interval + quiet;
  return {
    onProgress: ({ stage, done, total }) => {
      if (io.seconds() - last < interval) return;
      last = io.seconds();
      printLine(io, `${labels[stage]}: ${done}${total > 0 ? ` of ${total}` : ''}`);
    },
    stop: () => undefined,
  };
}
