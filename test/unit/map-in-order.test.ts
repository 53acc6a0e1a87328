import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mapInOrder } from '../../src/map-in-order.ts';

test('results come in the order of the items, whichever is done first', async () => {
  const finish = new Map<number, () => void>();
  const work = (item: number): Promise<number> =>
    new Promise((resolve) => finish.set(item, () => resolve(item * 10)));
  const results = collect(mapInOrder([1, 2, 3], { ahead: 3 }, work));
  while (finish.size < 3) await Promise.resolve();
  for (const item of [3, 1, 2]) finish.get(item)?.();
  expect(await results).toEqual([10, 20, 30]);
});

test('no more than `ahead` items are worked on at once', async () => {
  let running = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    running += 1;
    most = Math.max(most, running);
    await setImmediate();
    running -= 1;
  };
  await collect(mapInOrder(Array.from({ length: 20 }), { ahead: 3 }, work));
  expect(most).toBe(3);
});

test('items are counted by what they weigh, and one that weighs too much is worked on as well', async () => {
  const begun: number[] = [];
  const work = (item: number): Promise<number> => Promise.resolve(begun.push(item));
  const results = mapInOrder([1, 2, 9, 1], { ahead: 4, weigh: (item) => item }, work);
  await results.next();
  expect(begun).toEqual([1, 2, 9]);
  expect(await collect(results)).toHaveLength(3);
});

test('a failure is thrown when its turn comes', async () => {
  const work = (item: number): Promise<number> =>
    item === 2 ? Promise.reject(new Error('two')) : Promise.resolve(item);
  const seen: number[] = [];
  const run = async (): Promise<void> => {
    for await (const result of mapInOrder([1, 2, 3], { ahead: 3 }, work)) seen.push(result);
  };
  await expect(run()).rejects.toThrow('two');
  expect(seen).toEqual([1]);
});

test('items may arrive one by one, and no more are asked for than are worked on', async () => {
  let asked = 0;
  async function* items(): AsyncGenerator<number> {
    for (;;) {
      await setImmediate();
      yield (asked += 1);
    }
  }
  for await (const result of mapInOrder(items(), { ahead: 3 }, (item) => Promise.resolve(item))) {
    expect(result).toBe(1);
    break;
  }
  expect(asked).toBe(3);
});

async function collect<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
}
