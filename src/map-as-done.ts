import type { Ahead } from './map-in-order.ts';

/**
 * Applies `work` to items while others are still worked on, and gives each result as soon as it is there, in whichever
 * order; what is not taken yet counts as worked on. However it ends, no work that it began is still going on then.
 */
export async function* mapAsDone<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  { ahead, weigh = () => 1 }: Ahead<Item>,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running = new Set<Promise<unknown>>();
  const done: Done<Result>[] = [];
  let weight = 0;
  let wake = (): void => undefined;
  const begin = (item: Item): void => {
    const weighs = weigh(item);
    const task = settled(work(item)).then((result) => {
      running.delete(task);
      done.push({ ...result, weighs });
      wake();
    });
    running.add(task);
    weight += weighs;
  };
  const next = async (): Promise<Result> => {
    if (done.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    const one = done.shift();
    if (one === undefined) throw new TypeError('nothing is worked on');
    weight -= one.weighs;
    if ('error' in one) throw one.error;
    return one.value;
  };
  try {
    for await (const item of items) {
      begin(item);
      while (weight >= ahead || done.length > 0) yield await next();
    }
    while (running.size > 0 || done.length > 0) yield await next();
  } finally {
    await Promise.allSettled(running);
  }
}

type Settled<Result> = { readonly value: Result } | { readonly error: unknown };
type Done<Result> = Settled<Result> & { readonly weighs: number };

async function settled<Result>(task: Promise<Result>): Promise<Settled<Result>> {
  try {
    return { value: await task };
  } catch (error) {
    return { error };
  }
}
