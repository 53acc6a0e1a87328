// Progress on stderr: a bar for a person, a line now and then for a log.
import type { SingleBar } from 'cli-progress';
import type { OnProgress, Progress } from '../src/index.ts';
import type { Io } from './io.ts';
import { printLine } from './report.ts';

const labels: Readonly<Record<Progress['stage'], string>> = {
  history: 'reading history',
  packages: 'building packages',
  fetch: 'fetching bytes',
  review: 'reviewing packages',
  verify: 'verifying',
  wait: 'served as built',
};

/** Work shorter than this shows no progress. Seconds. */
const quiet = 1;
/** A log gets a line this often. Seconds. */
const interval = 5;

/** Of one piece of work. */
export interface ProgressDisplay {
  readonly onProgress: OnProgress;
  /** Clears the bar, so that the report stands alone. */
  readonly stop: () => void;
  /** How long the work has taken so far. */
  readonly seconds: () => number;
}

/** Begins the clock: each piece of work has a display of its own. */
export function createProgressDisplay(io: Io): ProgressDisplay {
  const start = io.seconds();
  const seconds = (): number => io.seconds() - start;
  return { ...(io.interactive ? createBar(seconds) : createLines(io, seconds)), seconds };
}

type Display = Omit<ProgressDisplay, 'seconds'>;

function createBar(seconds: () => number): Display {
  let bar: SingleBar | undefined;
  let loading: Promise<void> | undefined;
  let stopped = false;
  // Loaded when needed: most work ends before a bar is worth showing.
  const load = async (): Promise<void> => {
    const { default: library } = await import('cli-progress');
    if (stopped) return;
    bar = new library.SingleBar(
      { format: '{label} {bar} {value}/{total}', clearOnComplete: true, hideCursor: true },
      library.Presets.shades_classic,
    );
    bar.start(0, 0, { label: '' });
  };
  return {
    onProgress: ({ stage, done, total }) => {
      if (seconds() < quiet) return;
      loading ??= load();
      bar?.setTotal(total);
      bar?.update(done, { label: labels[stage] });
    },
    stop: () => {
      stopped = true;
      bar?.stop();
    },
  };
}

function createLines(io: Io, seconds: () => number): Display {
  let next = quiet;
  return {
    onProgress: ({ stage, done, total }) => {
      if (seconds() < next) return;
      next = seconds() + interval;
      printLine(io, `${labels[stage]}: ${done}${total > 0 ? ` of ${total}` : ''}`);
    },
    stop: () => undefined,
  };
}
