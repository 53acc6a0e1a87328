// Ratios: what a machine does at one moment says nothing, what it does twice in a row says how two things compare.

/**
 * Runs `subject` and `floor` in turn, `pairs` times, the other one first in every other pair, so that neither
 * always finds the warmer machine. Both give a measurement of `measure.mjs`; what they do before it is not counted.
 */
export function compareRuns({ pairs, subject, floor }) {
  const runs = Array.from({ length: pairs }, (_, index) => {
    if (index % 2 === 0) return { subject: subject(index), floor: floor(index) };
    const second = floor(index);
    return { subject: subject(index), floor: second };
  });
  return {
    pairs,
    cpu: spreadOf(runs.map((run) => run.subject.cpu / run.floor.cpu)),
    wall: spreadOf(runs.map((run) => run.subject.wall / run.floor.wall)),
    peak: Math.max(...runs.map((run) => run.subject.peak)),
  };
}

/** Median, lowest and highest. */
export function spreadOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median =
    sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, low: sorted[0], high: sorted.at(-1) };
}
