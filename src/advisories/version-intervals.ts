// Sets of versions as intervals: what OSV's events say, joined, and written as a range that npm's clients read.
import Range from 'semver/classes/range.js';
import { compareVersions, type Version, versionOf } from '../version.ts';

/** A place between versions: just before or just after one, in the order of semver. */
export interface Cut {
  readonly version: Version;
  readonly side: 'before' | 'after';
}

/** From one place to another; without one, from the first or to the last version there may be. */
export interface Interval {
  readonly low: Cut | undefined;
  readonly high: Cut | undefined;
}

/** Sorted, none empty, none touching the next. */
export type Intervals = readonly Interval[] & { readonly __brand: 'Intervals' };

function compareCuts(a: Cut, b: Cut): number {
  return compareVersions(a.version, b.version) || rankOf(a) - rankOf(b);
}

function rankOf({ side }: Cut): number {
  return side === 'before' ? 0 : 1;
}

/** All versions in any of them. */
export function joinedIntervals(intervals: readonly Interval[]): Intervals {
  const joined: Interval[] = [];
  for (const next of intervals.filter((each) => !isEmpty(each)).toSorted(compareLows)) {
    const last = joined.at(-1);
    if (last === undefined || isGap(last.high, next.low)) joined.push(next);
    else joined[joined.length - 1] = { low: last.low, high: laterHigh(last.high, next.high) };
  }
  // Sorted and joined above.
  return joined as readonly Interval[] as Intervals;
}

function isEmpty({ low, high }: Interval): boolean {
  return low !== undefined && high !== undefined && compareCuts(low, high) >= 0;
}

function compareLows(a: Interval, b: Interval): number {
  if (a.low === undefined || b.low === undefined) {
    return Number(a.low !== undefined) - Number(b.low !== undefined);
  }
  return compareCuts(a.low, b.low);
}

function isGap(high: Cut | undefined, low: Cut | undefined): boolean {
  return high !== undefined && low !== undefined && compareCuts(high, low) < 0;
}

function laterHigh(a: Cut | undefined, b: Cut | undefined): Cut | undefined {
  if (a === undefined || b === undefined) return undefined;
  return compareCuts(a, b) < 0 ? b : a;
}

/** Whichever ends first; `undefined` ends nowhere. */
export function earlierHigh(a: Cut | undefined, b: Cut | undefined): Cut | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareCuts(a, b) < 0 ? a : b;
}

/** In the logarithm of their number. */
export function isIn(intervals: Intervals, version: Version): boolean {
  let [first, end] = [0, intervals.length];
  while (first < end) {
    const middle = (first + end) >> 1;
    const interval = intervals[middle];
    if (interval === undefined) break;
    if (interval.high !== undefined && isBefore(interval.high, version)) first = middle + 1;
    else if (interval.low === undefined || isBefore(interval.low, version)) return true;
    else end = middle;
  }
  return false;
}

function isBefore(cut: Cut, version: Version): boolean {
  return compareCuts(cut, { version, side: 'before' }) <= 0;
}

/** npm's range of them, prereleases included, as all its clients read a range of an advisory; `<0.0.0-0` for none. */
export function rangeTextOf(intervals: Intervals): string {
  return intervals.length === 0 ? '<0.0.0-0' : intervals.map(intervalText).join(' || ');
}

function intervalText({ low, high }: Interval): string {
  if (low !== undefined && low.version === high?.version) return low.version;
  const from = low && `${low.side === 'before' ? '>=' : '>'}${low.version}`;
  const to = high && `${high.side === 'before' ? '<' : '<='}${high.version}`;
  return [from, to].filter(Boolean).join(' ') || '*';
}

/** Versions above an affected one that are not affected themselves; npm's clients know `<0.0.0` as "none". */
export function patchedTextOf(intervals: Intervals): string {
  const gaps = intervals.map(({ high }, index) => ({ low: high, high: intervals[index + 1]?.low }));
  const patched = gaps.filter(({ low }) => low !== undefined).map(intervalText);
  return patched.length === 0 ? '<0.0.0' : patched.join(' || ');
}

/** The versions in npm's range, prereleases included; `undefined` for what is none. */
export function intervalsIn(range: string): Intervals | undefined {
  let sets: Range['set'];
  try {
    sets = new Range(range, { includePrerelease: true, loose: true }).set;
  } catch {
    return undefined;
  }
  return joinedIntervals(
    sets.map((comparators) => comparators.map(intervalOf).reduce(overlapOf, everything)),
  );
}

const everything: Interval = { low: undefined, high: undefined };

function intervalOf({ operator, semver }: Range['set'][number][number]): Interval {
  // `*` has no version.
  const version = versionOf((semver as { readonly version?: string }).version);
  if (version === undefined) return everything;
  const before: Cut = { version, side: 'before' };
  const after: Cut = { version, side: 'after' };
  switch (operator) {
    case '<':
      return { low: undefined, high: before };
    case '<=':
      return { low: undefined, high: after };
    case '>':
      return { low: after, high: undefined };
    case '>=':
      return { low: before, high: undefined };
    default:
      return { low: before, high: after };
  }
}

function overlapOf(a: Interval, b: Interval): Interval {
  return { low: compareLows(a, b) < 0 ? b.low : a.low, high: earlierHigh(a.high, b.high) };
}
