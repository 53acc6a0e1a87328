import { expect, test } from 'vitest';
import { archiveLimits, unpackedLimit } from '../../../src/inspect/archive-limits.ts';

const MiB = 1024 * 1024;

test('a small file may unpack to the floor, whatever its ratio', () => {
  expect(unpackedLimit(archiveLimits, 100)).toBe(64 * MiB);
});

test('a larger file may unpack to 200 times its size', () => {
  expect(unpackedLimit(archiveLimits, MiB)).toBe(200 * MiB);
});

test('no file may unpack to more than 1 GiB', () => {
  expect(unpackedLimit(archiveLimits, 200 * MiB)).toBe(1024 * MiB);
});
