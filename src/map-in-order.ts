export interface Ahead<Item> {
  /** What the items that are worked on may weigh; a single one may weigh more. */
  readonly ahead: number;
  /** @default each weighs 1 */
  readonly weigh?: (item: Item) => number;
}

/**
 * Applies `work` to items while others are still worked on, and gives the results in the items' order. However it ends, no
 * work that it began is still going on then.
 */
export async function* mapInOrder<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  { ahead, weigh = () => 1 }: Ahead<Item>,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: { readonly result: Promise<Result>; readonly weight: number }[] = [];
  let weight = 0;
  try {
    for await (const item of items) {
      const result = work(item);
      // A failure is thrown when its turn comes; until then it is not unhandled.
      result.catch(() => undefined);
      running.push({ result, weight: weigh(item) });
      weight += weigh(item);
      while (weight >= ahead) {
        const next = running.shift();
        if (next === undefined) break;
        weight -= next.weight;
        yield await next.result;
      }
    }
    for (const { result } of running) yield await result;
  } finally {
    await Promise.allSettled(running.map(({ result }) => result));
  }
}
