import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.ts';
import { cutText } from '../../../src/model/cut-text.ts';
import { type PackageSummary, summaryOf } from '../../../src/model/summary.ts';
import { packageWith } from '../../support/model.ts';

function summary(manifest: JsonObject): PackageSummary {
  return summaryOf(packageWith({ versions: [{ version: '1.0.0', manifest }] }));
}

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc'],
  ['\u{1F600}\u{1F600}\u{1F600}', 2, '\u{1F600}\u{1F600}'],
  ['a\u{1F600}\u{1F600}', 2, 'a\u{1F600}'],
])('%s is cut to %i code points', (text, maximum, expected) => {
  expect(cutText(text, maximum)).toBe(expected);
});

test('a description is cut, and no half of a surrogate pair is left', () => {
  const { description } = summary({ description: '\u{1F600}'.repeat(100_000) });
  expect(description).toBe('\u{1F600}'.repeat(512));
});

test('keywords are cut, each and together', () => {
  const keywords = ['x'.repeat(100_000), ...Array.from({ length: 10_000 }, () => 'word')];
  const { keywords: kept } = summary({ keywords });
  expect(kept[0]).toBe('x'.repeat(64));
  expect(kept.join(' ').length).toBeLessThanOrEqual(4096);
  expect(kept.length).toBeGreaterThan(500);
});

test('an address that no browser would open is not given', () => {
  const homepage = `https://acme.example/${'x'.repeat(100_000)}`;
  expect(summary({ homepage }).links).toEqual({});
});
