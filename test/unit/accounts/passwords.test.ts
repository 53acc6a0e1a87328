import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openAccounts } from '../../../src/accounts/accounts.ts';
import { createTurns } from '../../../src/accounts/turns.ts';
import { createAccountsDesk, password } from '../../support/accounts-desk.ts';

/** How often a throttle was asked. */
function counter(): { readonly admit: () => Promise<void>; readonly count: () => number } {
  let count = 0;
  return { admit: () => Promise.resolve(void (count += 1)), count: () => count };
}

test('a password that was right is not hashed again for ten minutes', async () => {
  const { accounts, pass } = await createAccountsDesk();
  const { admit, count } = counter();
  for (let request = 0; request < 3; request++) {
    expect(await accounts.checkPassword('jo', password, admit)).toBeDefined();
  }
  expect(count()).toBe(1);
  pass(600);
  expect(await accounts.checkPassword('jo', password, admit)).toBeDefined();
  expect(count()).toBe(2);
});

test('requests at the same time with one password are one attempt', async () => {
  const { accounts } = await createAccountsDesk();
  const { admit, count } = counter();
  const requests = Array.from({ length: 50 }, () => accounts.checkPassword('jo', password, admit));
  expect(await Promise.all(requests)).not.toContain(undefined);
  expect(count()).toBe(1);
});

test('a wrong one is an attempt each time, and so is one for nobody', async () => {
  const { accounts } = await createAccountsDesk();
  for (const login of ['jo', 'mira']) {
    const { admit, count } = counter();
    for (let request = 0; request < 3; request++) {
      expect(await accounts.checkPassword(login, 'wrong horse', admit)).toBeUndefined();
    }
    expect(count()).toBe(3);
  }
});

test('what the throttle throws, the caller gets, and nothing is hashed', async () => {
  const { accounts } = await createAccountsDesk();
  const refusal = new Error('too many');
  const checked = accounts.checkPassword('jo', password, () => Promise.reject(refusal));
  await expect(checked).rejects.toBe(refusal);
  expect(await accounts.checkPassword('jo', password)).toBeDefined();
});

test('it takes as long to refuse nobody as to refuse somebody', async () => {
  const { file, now } = await createAccountsDesk();
  const accounts = await openAccounts({ file, now, cost: { N: 2 ** 14, r: 8, p: 1 } });
  await accounts.addUser({ login: 'mira', password });
  const times = { mira: Infinity, nobody: Infinity };
  for (let round = 0; round < 4; round++) {
    for (const login of ['mira', 'nobody'] as const) {
      const start = performance.now();
      await accounts.checkPassword(login, `wrong horse ${round}`);
      times[login] = Math.min(times[login], performance.now() - start);
    }
  }
  // Without the hash it would be a hundredth.
  expect(times.nobody).toBeGreaterThan(times.mira / 3);
  expect(times.nobody).toBeLessThan(times.mira * 3);
});

test('few hashes are made at the same time, in order, and not too many wait', async () => {
  const turns = createTurns({ running: 2, waiting: 3 });
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const works = [0, 1, 2, 3, 4].map((number) =>
    turns.take(async () => {
      begun.push(number);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (number === 1) throw new Error('broken');
    }),
  );
  const outcomes = Promise.allSettled(works);
  await expect(turns.take(() => Promise.resolve())).rejects.toMatchObject({
    code: 'LOGIN_THROTTLED',
    retryAfterSeconds: 5,
  });
  expect(begun).toEqual([0, 1]);
  for (const expected of [
    [0, 1, 2],
    [0, 1, 2, 3],
    [0, 1, 2, 3, 4],
  ]) {
    ends.shift()?.();
    await setImmediate();
    expect(begun).toEqual(expected);
  }
  for (const end of ends) end();
  expect((await outcomes).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    ...Array<string>(3).fill('fulfilled'),
  ]);
  const again = [5, 6, 7].map((number) => turns.take(() => Promise.resolve(begun.push(number))));
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6]);
  await Promise.all(again);
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});
