import { expect, it } from 'vitest';
import { roundedCount, roundedText } from '../../../../src/site/listings/rounded-count.ts';

it.each([
  [0, 0, '0'],
  [1, 1, '1'],
  [99, 99, '99'],
  [100, 100, '100+'],
  [1299, 1200, '1200+'],
  [123_456, 120_000, '120000+'],
])('%d is %d, and reads %s', (count, rounded, text) => {
  expect(roundedCount(count)).toBe(rounded);
  expect(roundedText(rounded)).toBe(text);
});
