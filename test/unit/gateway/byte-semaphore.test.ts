import { expect, it } from 'vitest';
import { createByteSemaphore } from '../../../src/gateway/byte-semaphore.ts';

interface Held {
  readonly inside: readonly string[];
  enter(name: string, bytes: number): Promise<void>;
  leave(name: string): void;
}

function holding(capacity: number): Held {
  const semaphore = createByteSemaphore(capacity);
  const inside: string[] = [];
  const leaving = new Map<string, () => void>();
  return {
    inside,
    enter: (name, bytes) =>
      semaphore.hold(bytes, async () => {
        inside.push(name);
        await new Promise<void>((leave) => leaving.set(name, leave));
        inside.splice(inside.indexOf(name), 1);
      }),
    leave: (name) => leaving.get(name)?.(),
  };
}

/** Everything that follows at once has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('lets in what there is room for, in the order in which it came', async () => {
  const held = holding(10);
  const all = [held.enter('a', 6), held.enter('b', 6), held.enter('c', 1)];
  await settled();
  // There would be room for c, but it came after b.
  expect(held.inside).toEqual(['a']);
  held.leave('a');
  await settled();
  expect(held.inside).toEqual(['b', 'c']);
  held.leave('b');
  held.leave('c');
  await Promise.all(all);
});

it('lets in alone what is larger than all the room', async () => {
  const held = holding(10);
  const all = [held.enter('a', 1), held.enter('large', 50), held.enter('b', 1)];
  await settled();
  expect(held.inside).toEqual(['a']);
  held.leave('a');
  await settled();
  expect(held.inside).toEqual(['large']);
  held.leave('large');
  await settled();
  expect(held.inside).toEqual(['b']);
  held.leave('b');
  await Promise.all(all);
});

it('gives the room back when the work fails, and passes its error on', async () => {
  const semaphore = createByteSemaphore(10);
  const failing = semaphore.hold(10, () => Promise.reject(new Error('cut off')));
  const next = semaphore.hold(10, () => Promise.resolve('next'));
  await expect(failing).rejects.toThrow('cut off');
  expect(await next).toBe('next');
});
