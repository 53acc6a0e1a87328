// The range that clients are given affects what OSV's own evaluation of the events says, version by version.
import fc from 'fast-check';
import compare from 'semver/functions/compare.js';
import satisfies from 'semver/functions/satisfies.js';
import { expect, test } from 'vitest';
import { affectedVersions, type OsvEvent, type OsvRange } from '../../src/advisories/osv-ranges.ts';
import {
  intervalsIn,
  isIn,
  joinedIntervals,
  patchedTextOf,
  rangeTextOf,
} from '../../src/advisories/version-intervals.ts';
import { version } from '../support/model.ts';

const numbers = ['0', '1', '2'].flatMap((major) =>
  ['0', '1'].flatMap((minor) => [`${major}.${minor}.0`, `${major}.${minor}.3`]),
);
const known = numbers.flatMap((each) => [`${each}-0`, `${each}-rc.1`, `${each}-rc.2`, each]);
const anyVersion = fc.constantFrom(...known);

const event: fc.Arbitrary<OsvEvent> = fc.oneof(
  fc.constant({ introduced: '0' }),
  anyVersion.map((introduced) => ({ introduced })),
  anyVersion.map((fixed) => ({ fixed })),
  anyVersion.map((lastAffected) => ({ last_affected: lastAffected })),
);
const limit = fc.oneof(
  { weight: 1, arbitrary: fc.constant('*') },
  { weight: 3, arbitrary: anyVersion },
);
const range: fc.Arbitrary<OsvRange> = fc
  .tuple(
    fc.oneof(fc.constant('0'), anyVersion),
    fc.array(event, { maxLength: 6 }),
    fc.oneof(fc.constant([]), fc.array(limit, { maxLength: 2 })),
    fc.nat(),
  )
  .map(([introduced, more, limits, place]) => {
    const events: OsvEvent[] = [...more, ...limits.map((each) => ({ limit: each }))];
    events.splice(place % (events.length + 1), 0, { introduced });
    return { type: 'SEMVER' as const, events };
  });

/** OSV's algorithm, with "0" before every version; events of one version in the order of the file. */
function isAffectedByOsv(given: string, { events }: OsvRange): boolean {
  const order = (text: string): number => (text === '0' ? -1 : compare(given, text));
  const reaches = (text: string): boolean => text === '0' || order(text) >= 0;
  const limits = events.flatMap((each) => each.limit ?? []);
  if (limits.length > 0 && !limits.some((each) => each === '*' || order(each) < 0)) return false;
  const placeOf = (each: OsvEvent): string =>
    each.introduced ?? each.fixed ?? each.last_affected ?? '0';
  const sorted = events
    .filter((each) => each.limit === undefined)
    .toSorted((a, b) => {
      const [one, other] = [placeOf(a), placeOf(b)];
      if (one === '0' || other === '0') return Number(one !== '0') - Number(other !== '0');
      return compare(one, other);
    });
  let isAffected = false;
  for (const each of sorted) {
    if (each.introduced !== undefined && reaches(each.introduced)) isAffected = true;
    else if (each.fixed !== undefined && reaches(each.fixed)) isAffected = false;
    else if (each.last_affected !== undefined && order(each.last_affected) > 0) isAffected = false;
  }
  return isAffected;
}

const options = { includePrerelease: true, loose: true };

test('the range affects the versions that the events or the list affect, and no other', () => {
  fc.assert(
    fc.property(
      fc.array(range, { maxLength: 3 }),
      fc.array(anyVersion, { maxLength: 3 }),
      (ranges, versions) => {
        const { intervals = [] } = affectedVersions(ranges, versions);
        const joined = joinedIntervals(intervals);
        const text = rangeTextOf(joined);
        for (const each of known) {
          const expected =
            versions.includes(each) || ranges.some((one) => isAffectedByOsv(each, one));
          expect(satisfies(each, text, options), `${each} in ${text}`).toBe(expected);
          expect(isIn(joined, version(each)), `${each} in ${text}`).toBe(expected);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('patched is what lies above an affected version and is not affected', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 2 }), (ranges) => {
      const joined = joinedIntervals(affectedVersions(ranges, []).intervals ?? []);
      const patched = patchedTextOf(joined);
      for (const [index, each] of known.entries()) {
        const isAffected = isIn(joined, version(each));
        const isAbove = known.slice(0, index).some((below) => isIn(joined, version(below)));
        const isPatched = patched !== '<0.0.0' && satisfies(each, patched, options);
        if (isAffected || isAbove) expect(isPatched, `${each} in ${patched}`).toBe(!isAffected);
      }
    }),
  );
});

test("a range of npm's is read as npm reads it", () => {
  const comparator = fc
    .tuple(fc.constantFrom('', '=', '<', '<=', '>', '>=', '^', '~'), anyVersion)
    .map((parts) => parts.join(''));
  const text = fc
    .array(
      fc.oneof(
        fc.array(comparator, { minLength: 1, maxLength: 3 }).map((set) => set.join(' ')),
        fc.constantFrom('*', '1.x', ''),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((sets) => sets.join(' || '));
  fc.assert(
    fc.property(text, (written) => {
      const read = intervalsIn(written);
      expect(read).toBeDefined();
      if (read === undefined) return;
      for (const each of known) {
        const expected = satisfies(each, written, options);
        expect(isIn(read, version(each)), `${each} in ${written}`).toBe(expected);
        expect(satisfies(each, rangeTextOf(read), options), rangeTextOf(read)).toBe(expected);
      }
    }),
    { numRuns: 500 },
  );
});
