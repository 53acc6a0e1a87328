import { describe, expect, test } from 'vitest';
import { createTokenText } from '../../../src/accounts/token-text.ts';
import { createWebLogins, type WebLogins } from '../../../src/accounts/web-logins.ts';

const client = '192.0.2.7';
const unknown = { code: 'LOGIN_UNKNOWN' };

function createDesk(): { readonly logins: WebLogins; readonly pass: (seconds: number) => void } {
  let time = Date.UTC(2026, 0, 1);
  return {
    logins: createWebLogins(() => new Date(time)),
    pass: (seconds) => void (time += seconds * 1000),
  };
}

function refusal(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

test('the client gets the token once, after the person was there', () => {
  const { logins } = createDesk();
  const { loginId, doneId } = logins.begin(client);
  expect(logins.find(loginId)).toEqual({ address: client, begun: new Date(Date.UTC(2026, 0, 1)) });
  expect(logins.collect(doneId)).toBeUndefined();
  const token = createTokenText();
  logins.complete(loginId, token);
  expect(logins.collect(doneId)).toBe(token);
  expect(refusal(() => logins.collect(doneId))).toMatchObject(unknown);
});

test('each id opens one door only', () => {
  const { logins } = createDesk();
  const { loginId, doneId } = logins.begin(client);
  const other = logins.begin(client);
  expect(new Set([loginId, doneId, other.loginId, other.doneId]).size).toBe(4);
  for (const id of [loginId, doneId]) expect(id).toMatch(/^[\w-]{43}$/);
  const token = createTokenText();
  expect(refusal(() => logins.find(doneId))).toMatchObject(unknown);
  expect(refusal(() => logins.complete(doneId, token))).toMatchObject(unknown);
  expect(refusal(() => logins.collect(loginId))).toMatchObject(unknown);
  logins.complete(loginId, token);
  expect(logins.collect(other.doneId)).toBeUndefined();
});

test('a page is used once: nobody puts another token in its place', () => {
  const { logins } = createDesk();
  const { loginId, doneId } = logins.begin(client);
  const token = createTokenText();
  logins.complete(loginId, token);
  expect(refusal(() => logins.complete(loginId, createTokenText()))).toMatchObject(unknown);
  expect(refusal(() => logins.find(loginId))).toMatchObject(unknown);
  expect(logins.collect(doneId)).toBe(token);
});

test('after ten minutes it is over, whether or not the person was there', () => {
  const { logins, pass } = createDesk();
  const [pending, done] = [logins.begin(client), logins.begin(client)];
  logins.complete(done.loginId, createTokenText());
  pass(599);
  expect(logins.collect(pending.doneId)).toBeUndefined();
  pass(1);
  for (const work of [
    () => logins.find(pending.loginId),
    () => logins.complete(pending.loginId, createTokenText()),
    () => logins.collect(pending.doneId),
    () => logins.collect(done.doneId),
  ]) {
    expect(refusal(work)).toMatchObject(unknown);
  }
});

describe('too many are refused, with when to try again:', () => {
  test('of one client, who does not keep out others', () => {
    const { logins, pass } = createDesk();
    logins.begin('2001:db8::1');
    pass(60);
    for (let begun = 1; begun < 20; begun++) logins.begin(`2001:db8::${begun}`);
    const refused = { code: 'LOGIN_THROTTLED', retryAfterSeconds: 540 };
    expect(refusal(() => logins.begin('2001:db8::ffff'))).toMatchObject(refused);
    logins.begin(client);
    pass(540);
    logins.begin('2001:db8::1');
  });

  test('of all, until the first ones have ended', () => {
    const { logins, pass } = createDesk();
    const begun = Array.from({ length: 1000 }, (_, number) =>
      logins.begin(`10.0.${number >> 8}.${number & 255}`),
    );
    const refused = { code: 'LOGIN_THROTTLED', retryAfterSeconds: 600 };
    expect(refusal(() => logins.begin(client))).toMatchObject(refused);
    for (const { loginId, doneId } of begun.slice(0, 1)) {
      logins.complete(loginId, createTokenText());
      logins.collect(doneId);
    }
    logins.begin(client);
    expect(refusal(() => logins.begin(client))).toMatchObject(refused);
    pass(600);
    logins.begin(client);
  });
});
