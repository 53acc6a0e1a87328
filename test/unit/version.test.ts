import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, test } from 'vitest';
import { compareVersions, isPrerelease, type Version, versionOf } from '../../src/version.ts';

const number = fc.oneof(fc.nat({ max: 20 }), fc.maxSafeNat());
const triple = fc.tuple(number, number, number).map((numbers) => numbers.join('.'));
const suffix = fc.stringMatching(/^(-[0-9a-z]{1,3}(\.[0-9a-z-]{1,3})?)?(\+[0-9a-z]{1,3})?$/);
const written = fc.oneof(
  triple,
  fc.tuple(triple, suffix).map((parts) => parts.join('')),
  fc.stringMatching(/^[v= ]{0,2}\d{1,18}\.\d{1,3}\.\d{0,3}[-+.]?[0-9a-z]{0,2}$/),
  fc.string(),
);

function versionsFrom(texts: readonly string[]): Version[] {
  return texts.flatMap((text) => versionOf(text) ?? []);
}

describe('versionOf', () => {
  test('is what the loose parse of semver makes of any text', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(versionOf(text)).toBe(semver.parse(text, { loose: true })?.version);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([undefined, null, 1, ['1.0.0'], {}])('is undefined for %j', (value) => {
    expect(versionOf(value)).toBeUndefined();
  });
});

describe('compareVersions', () => {
  test('orders any two as semver does', () => {
    fc.assert(
      fc.property(written, written, (...texts) => {
        const [a, b] = versionsFrom(texts);
        fc.pre(a !== undefined && b !== undefined);
        expect(Math.sign(compareVersions(a, b))).toBe(semver.compare(a, b));
        expect(isPrerelease(a)).toBe(semver.prerelease(a) !== null);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['1.9.0', '1.10.0'],
    ['1.2.3', '1.2.30'],
    ['9.9.9', '10.0.0'],
    ['1.0.0-rc.1', '1.0.0'],
    ['0.0.9', '0.1.0'],
  ])('says that %s is before %s', (...texts) => {
    const [a, b] = versionsFrom(texts);
    if (a === undefined || b === undefined) throw new Error('These are versions');
    expect(compareVersions(a, b)).toBeLessThan(0);
    expect(compareVersions(b, a)).toBeGreaterThan(0);
    expect(compareVersions(a, a)).toBe(0);
  });
});
