import { expect, test } from 'vitest';
import { versionClashesOf } from '../../../src/model/version-clashes.ts';
import { packageName, version } from '../../support/model.ts';

const name = packageName('foo');

/** `landed` by version. */
function clashing(versions: Readonly<Record<string, number | undefined>>): readonly string[] {
  const landed = Object.entries(versions).map(([text, order]) => ({
    version: version(text),
    since: order,
  }));
  const forward = versionClashesOf(name, landed);
  expect(versionClashesOf(name, landed.toReversed())).toEqual(forward);
  expect([...forward.values()].every(({ code }) => code === 'OUTPUT_CLASH')).toBe(true);
  return [...forward.keys()];
}

test('of versions that differ in case only, the one that landed first stays', () => {
  expect(clashing({ '1.0.0-rc': 1, '1.0.0': 2, '1.0.0-RC': 3 })).toEqual(['1.0.0-RC']);
  expect(clashing({ '1.0.0-rc': 3, '1.0.0': 2, '1.0.0-RC': 1 })).toEqual(['1.0.0-rc']);
});

test('of versions that landed together, the lower stays', () => {
  expect(clashing({ '1.0.0-rc': 1, '1.0.0-RC': 1 })).toEqual(['1.0.0-rc']);
});

test('a version that has not landed gives way to all that have', () => {
  expect(clashing({ '1.0.0-RC': undefined, '1.0.0-rc': 5 })).toEqual(['1.0.0-RC']);
});

test('versions that are equal are no clash of places', () => {
  const twice = { version: version('1.0.0'), since: 1 };
  expect(versionClashesOf(name, [twice, twice]).size).toBe(0);
});

test('a version whose file name would be too long has no place', () => {
  const long = `1.0.0-${'x'.repeat(242)}`;
  expect(clashing({ '1.0.0': 1, [long]: 2 })).toEqual([long]);
  expect(clashing({ [long.slice(0, -1)]: 1 })).toEqual([]);
});
