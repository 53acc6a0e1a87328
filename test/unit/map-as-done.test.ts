import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mapAsDone } from '../../src/map-as-done.ts';

test('results come as they are done', async () => {
  const finish = new Map<number, () => void>();
  const work = (item: number): Promise<number> =>
    new Promise((resolve) => finish.set(item, () => resolve(item * 10)));
  const results = mapAsDone([1, 2, 3], { ahead: 4 }, work);
  const first = results.next();
  while (finish.size < 3) await Promise.resolve();
  finish.get(3)?.();
  expect((await first).value).toBe(30);
  for (const item of [1, 2]) finish.get(item)?.();
  expect(await collect(results)).toEqual([10, 20]);
});

test('what is worked on and what nobody took yet weighs less than `ahead`, but for one item', async () => {
  const begun: number[] = [];
  const taken: number[] = [];
  const work = (item: number): Promise<number> => {
    begun.push(item);
    const open = begun.reduce((sum, each) => sum + each, 0) - taken.reduce((a, b) => a + b, 0);
    expect(open - item).toBeLessThan(4);
    return Promise.resolve(item);
  };
  const items = [1, 2, 9, 1, 1, 3, 2];
  for await (const result of mapAsDone(items, { ahead: 4, weigh: (item) => item }, work)) {
    taken.push(result);
    await setImmediate();
  }
  expect(taken.toSorted()).toEqual(items.toSorted());
});

test('a failure is thrown, and only once all that began has ended', async () => {
  let ended = 0;
  const work = async (item: number): Promise<number> => {
    if (item === 2) throw new Error('two');
    await setImmediate();
    return (ended += 1);
  };
  await expect(collect(mapAsDone([1, 2, 3], { ahead: 9 }, work))).rejects.toThrow('two');
  expect(ended).toBe(2);
});

test('whoever stops taking results waits for what began', async () => {
  let ended = 0;
  const work = async (item: number): Promise<number> => {
    for (let turn = 0; turn < item; turn += 1) await setImmediate();
    return (ended += 1);
  };
  for await (const result of mapAsDone([1, 3, 3], { ahead: 9 }, work)) {
    expect(result).toBe(1);
    break;
  }
  expect(ended).toBe(3);
});

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
