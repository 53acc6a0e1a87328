// Whatever is done to the accounts, through two openings of one file, is what a simple model says.
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAccountsDesk } from '../support/accounts-desk.ts';

const login = fc.constantFrom('jo', 'mira', 'Zoe', 'constructor', 'a.b-c_d');
const secret = fc.string({ unit: 'grapheme-ascii', minLength: 10, maxLength: 40 });

type Step =
  | { readonly kind: 'add' | 'password'; readonly login: string; readonly password: string }
  | { readonly kind: 'remove' | 'token' | 'expiring' | 'revoke'; readonly login: string }
  | { readonly kind: 'pass' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('add', 'password'), login, password: secret }),
  fc.record({ kind: fc.constantFrom('remove', 'token', 'expiring', 'revoke'), login }),
  fc.record({ kind: fc.constant('pass') }),
);

interface Model {
  readonly passwords: Map<string, string>;
  /** Login and end of each that is good. */
  readonly tokens: Map<
    string,
    { readonly login: string; readonly key: string; readonly end: number }
  >;
}

test('the store is a map of users and one of tokens, in one file that always opens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const desk = await createAccountsDesk();
      const openings = [desk.accounts, await desk.openAgain()] as const;
      const model: Model = { passwords: new Map([['jo', 'correct horse']]), tokens: new Map() };
      for (const [index, each] of steps.entries()) {
        const accounts = index % 2 === 0 ? openings[0] : openings[1];
        const { passwords, tokens } = model;
        switch (each.kind) {
          case 'pass': {
            desk.pass(10);
            const now = desk.now().getTime();
            for (const [token, { end }] of tokens) if (end <= now) tokens.delete(token);
            break;
          }
          case 'add': {
            const added = await accounts.addUser(each).catch(() => undefined);
            expect(added !== undefined).toBe(!passwords.has(each.login));
            if (added !== undefined) passwords.set(each.login, each.password);
            break;
          }
          case 'password': {
            const { login: name, password } = each;
            const changed = await accounts.changePassword(name, password).catch(() => undefined);
            expect(changed !== undefined).toBe(passwords.has(name));
            if (changed !== undefined) passwords.set(name, password);
            break;
          }
          case 'remove': {
            const removed = await accounts.removeUser(each.login).catch(() => undefined);
            expect(removed !== undefined).toBe(passwords.delete(each.login));
            for (const [token, { login: owner }] of tokens) {
              if (owner === each.login) tokens.delete(token);
            }
            break;
          }
          case 'token':
          case 'expiring': {
            const end = each.kind === 'token' ? Infinity : desk.now().getTime() + 15_000;
            const expires = end === Infinity ? undefined : new Date(end);
            const made = await accounts
              .createToken({ login: each.login, kind: 'personal', expires })
              .catch(() => undefined);
            expect(made !== undefined).toBe(passwords.has(each.login));
            if (made !== undefined) {
              tokens.set(made.token, { login: each.login, key: made.info.key, end });
            }
            break;
          }
          case 'revoke': {
            const own = [...tokens].find(([, { login: owner }]) => owner === each.login);
            if (own !== undefined) {
              await accounts.revokeToken(each.login, index % 3 === 0 ? own[0] : own[1].key);
              tokens.delete(own[0]);
            }
          }
        }
      }
      await desk.openAgain();
      for (const accounts of openings) {
        expect((await accounts.listUsers()).map((user) => user.login)).toEqual(
          [...model.passwords.keys()].sort(),
        );
        for (const [name, password] of model.passwords) {
          expect(await accounts.checkPassword(name, password)).toMatchObject({ login: name });
        }
        const keys = (await accounts.listTokens()).map(({ key }) => key);
        expect(keys.sort()).toEqual([...model.tokens.values()].map(({ key }) => key).sort());
        for (const [token, { login: owner }] of model.tokens) {
          expect(await accounts.findToken(token)).toMatchObject({ login: owner });
        }
      }
      const text = await readFile(desk.file, 'utf8');
      for (const token of model.tokens.keys()) expect(text).not.toContain(token.slice(4, 47));
    }),
    { numRuns: 25 },
  );
});
