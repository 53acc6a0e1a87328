import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokenText, tokenTextOf } from '../../../src/accounts/token-text.ts';

test('a token is one, has a prefix, and no other is the same', () => {
  const tokens = Array.from({ length: 200 }, createTokenText);
  for (const token of tokens) {
    expect(token).toMatch(/^stp_[0-9A-Za-z]{49}$/);
    expect(tokenTextOf(token)).toBe(token);
  }
  expect(new Set(tokens).size).toBe(200);
});

test('a token with another character anywhere is none', () => {
  const token = createTokenText();
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, char) => {
      const other = `${token.slice(0, at)}${char}${token.slice(at + 1)}`;
      fc.pre(other !== token);
      expect(tokenTextOf(other)).toBeUndefined();
    }),
  );
});

test.each(['', 'stp_', 'npm_abc', `${createTokenText()} `, `\n${createTokenText()}`])(
  '%j is no token',
  (text) => {
    expect(tokenTextOf(text)).toBeUndefined();
  },
);
