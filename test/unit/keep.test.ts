import { expect, test } from 'vitest';
import { keep } from '../../src/keep.ts';

test('what is there is read once, also by two at the same time', async () => {
  const kept = new Map<string, Promise<number | undefined>>();
  let reads = 0;
  const read = () => Promise.resolve((reads += 1));
  expect(await Promise.all([1, 2].map(() => keep(kept, 'ui', { read })))).toEqual([1, 1]);
  expect(await keep(kept, 'ui', { read })).toBe(1);
});

test('what is not there, or could not be read, is read again', async () => {
  const kept = new Map<string, Promise<number | undefined>>();
  await keep(kept, 'ui', { read: () => Promise.resolve(undefined) });
  const failing = keep(kept, 'ui', { read: () => Promise.reject(new Error('busy')) });
  await expect(failing).rejects.toThrow('busy');
  expect(kept.size).toBe(0);
  expect(await keep(kept, 'ui', { read: () => Promise.resolve(1) })).toBe(1);
});

test('the oldest go when there are too many', async () => {
  const kept = new Map<number, Promise<number | undefined>>();
  for (const key of [1, 2, 3]) await keep(kept, key, { read: () => Promise.resolve(key), most: 2 });
  expect([...kept.keys()]).toEqual([2, 3]);
});
