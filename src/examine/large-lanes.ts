// Who examines the few large tarballs that hold most of the bytes.
import type { LargeToExamine, TarballExamination } from './examine-tarball.ts';

type Found = TarballExamination | undefined;
type ExamineLarge = (tarball: LargeToExamine) => Promise<Found>;

export interface LargeLanes {
  readonly examine: ExamineLarge;
}

export interface LargeLanesOptions {
  /** How many other threads take at a time; 0 while they are not used. */
  readonly elsewhere: () => number;
  readonly examineElsewhere: ExamineLarge;
  readonly examineHere: ExamineLarge;
}

/**
 * Milliseconds after which this thread takes a large tarball if it had nothing to do for half of them: it also reads and
 * writes for the others, which they wait for.
 */
const patience = 5;

/** Other threads are busy at all times, and this one takes one when it waits for them, or when there are none. */
export function createLargeLanes(options: LargeLanesOptions): LargeLanes {
  const waiting: { readonly tarball: LargeToExamine; resolve(found: Promise<Found>): void }[] = [];
  let runningElsewhere = 0;
  let isRunningHere = false;
  let isWatching = false;

  function fill(): void {
    while (runningElsewhere < options.elsewhere() && waiting.length > 0) {
      runningElsewhere += 1;
      start(options.examineElsewhere, () => (runningElsewhere -= 1));
    }
    if (options.elsewhere() === 0) takeOne();
    else if (waiting.length > 0 && !isRunningHere) watch();
  }

  function takeOne(): void {
    if (isRunningHere || waiting.length === 0) return;
    isRunningHere = true;
    start(options.examineHere, () => (isRunningHere = false));
  }

  function watch(): void {
    if (isWatching) return;
    isWatching = true;
    const before = performance.nodeTiming.idleTime;
    setTimeout(() => {
      isWatching = false;
      if (performance.nodeTiming.idleTime - before > patience / 2) takeOne();
      fill();
    }, patience);
  }

  function start(examine: ExamineLarge, end: () => void): void {
    const next = waiting.shift();
    if (next === undefined) return;
    const found = examine(next.tarball);
    next.resolve(found);
    const goOn = (): void => {
      end();
      fill();
    };
    found.then(goOn, goOn);
  }

  return {
    examine: (tarball) =>
      new Promise((resolve) => {
        waiting.push({ tarball, resolve });
        fill();
      }),
  };
}
