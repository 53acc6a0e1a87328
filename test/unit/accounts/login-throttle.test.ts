import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLoginThrottle, type LoginThrottle } from '../../../src/accounts/login-throttle.ts';

// The library has its own clock.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Counts `times` attempts; gives the refusals. */
async function attempts(
  throttle: LoginThrottle,
  times: number,
  who: (number: number) => { readonly login: string; readonly address: string },
): Promise<readonly unknown[]> {
  const refusals: unknown[] = [];
  for (let number = 0; number < times; number++) {
    await throttle.count(who(number)).catch((error: unknown) => refusals.push(error));
  }
  return refusals;
}

test('one login is tried ten times in a quarter of an hour, from wherever', async () => {
  const throttle = createLoginThrottle();
  const tried = (number: number) => ({ login: 'jo', address: `192.0.2.${number}` });
  expect(await attempts(throttle, 10, tried)).toEqual([]);
  vi.advanceTimersByTime(300_000);
  expect(await attempts(throttle, 1, tried)).toEqual([
    expect.objectContaining({ code: 'LOGIN_THROTTLED', retryAfterSeconds: 600, exitCode: 3 }),
  ]);
  await expect(throttle.count({ login: 'JO', address: '192.0.2.99' })).rejects.toThrow();
  vi.advanceTimersByTime(600_000);
  expect(await attempts(throttle, 10, tried)).toEqual([]);
});

test('one address tries fifty logins, and an IPv6 client has one', async () => {
  const throttle = createLoginThrottle();
  const tried = (number: number) => ({ login: `u${number}`, address: `2001:db8::${number}` });
  expect(await attempts(throttle, 50, tried)).toEqual([]);
  expect(await attempts(throttle, 2, tried)).toHaveLength(2);
  await throttle.count({ login: 'jo', address: '192.0.2.7' });
});

test('an address that is kept out keeps nobody else out', async () => {
  const throttle = createLoginThrottle({ perLogin: 3, perAddress: 2 });
  const enemy = () => ({ login: 'jo', address: '192.0.2.66' });
  expect(await attempts(throttle, 50, enemy)).toHaveLength(48);
  await throttle.count({ login: 'jo', address: '192.0.2.7' });
});

test('attempts at the same time are all counted', async () => {
  const throttle = createLoginThrottle();
  const all = Array.from({ length: 40 }, () =>
    throttle.count({ login: 'jo', address: '192.0.2.7' }),
  );
  const outcomes = await Promise.allSettled(all);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
});

test('a right password gives back its own attempt, and no other', async () => {
  const throttle = createLoginThrottle({ perLogin: 3 });
  const jo = { login: 'jo', address: '192.0.2.7' };
  expect(await attempts(throttle, 2, () => jo)).toEqual([]);
  for (let login = 0; login < 100; login++) {
    await throttle.count(jo);
    await throttle.giveBack(jo);
  }
  await throttle.count(jo);
  await expect(throttle.count(jo)).rejects.toMatchObject({ code: 'LOGIN_THROTTLED' });
});

test('memory is bounded, whatever is tried', async () => {
  const timers = vi.getTimerCount();
  const throttle = createLoginThrottle({ perAddress: 1_000_000 });
  await attempts(throttle, 60_000, (number) => ({
    login: `u${number}`,
    address: `10.${number % 200}.${Math.floor(number / 200)}.1`,
  }));
  // The library keeps one timer with each of its records.
  expect(vi.getTimerCount() - timers).toBeLessThanOrEqual(2 * 2 ** 14);
});
