import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPoller } from '../../../src/gateway/poller.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }),
  );

it('never does it twice at once, and ends what is under way when it is closed', async () => {
  const task = vi.fn(untilAborted);
  const onError = vi.fn();
  const poller = createPoller({ every: 1000, task, onError });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(task).toHaveBeenCalledTimes(1);
  await poller.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(task).toHaveBeenCalledTimes(1);
  expect(onError).not.toHaveBeenCalled();
});

it('tells of an outage once, and of the next one again', async () => {
  const outcomes = [false, false, true, false, true];
  const onError = vi.fn();
  const task = (): Promise<void> =>
    outcomes.shift() === true ? Promise.resolve() : Promise.reject(new Error('away'));
  const poller = createPoller({ every: 1000, task, onError });
  await vi.advanceTimersByTimeAsync(2000);
  expect(onError).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(3000);
  expect(onError).toHaveBeenCalledTimes(2);
  await poller.close();
});
