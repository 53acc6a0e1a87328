/**
 * Applies `work` to each item, `ahead` items at a time, and gives the results in the items' order. However it ends, no
 * work that it began is still going on then.
 */
export async function* mapInOrder<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  ahead: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      // A failure is thrown when its turn comes; until then it is not unhandled.
      result.catch(() => undefined);
      running.push(result);
      if (running.length < Math.max(1, ahead)) continue;
      const next = running.shift();
      if (next !== undefined) yield await next;
    }
    for (const result of running) yield await result;
  } finally {
    await Promise.allSettled(running);
  }
}
