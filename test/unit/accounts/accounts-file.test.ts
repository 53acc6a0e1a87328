import { execFile } from 'node:child_process';
import {
  appendFile,
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { accountsSchema } from '../../../src/accounts/accounts-schema.ts';
import { openAccounts } from '../../../src/accounts/accounts.ts';
import { cheap, createAccountsDesk, password } from '../../support/accounts-desk.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';

const now = (): Date => new Date();
const run = promisify(execFile);

/** Never rejects. */
function outcomeOf(args: readonly string[]): Promise<{
  readonly stdout: string;
  readonly signal: NodeJS.Signals | null;
}> {
  return new Promise((done) => {
    const child = execFile(process.execPath, args, (_error, stdout) =>
      done({ stdout, signal: child.signalCode }),
    );
  });
}

const writer = resolve(import.meta.dirname, '../../support/accounts-writer.mjs');

test('the schema is valid JSON Schema', () => {
  expect(new Ajv().validateSchema(accountsSchema)).toBe(true);
});

describe('a file that is not there', () => {
  test('is refused, and not made', async () => {
    const dir = await temporaryDirectory();
    const opened = openAccounts({ file: join(dir, 'accounts.json'), now });
    await expect(opened).rejects.toMatchObject({ code: 'ACCOUNTS_MISSING' });
    expect(await readdir(dir)).toEqual([]);
  });

  test('is made when asked for, with its folder, and only for its owner to read', async () => {
    const file = join(await temporaryDirectory(), 'data', 'accounts.json');
    const accounts = await openAccounts({ file, now, create: true });
    expect(await accounts.listUsers()).toEqual([]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700);
  });

  test('is never taken for an empty one when it was there before', async () => {
    const { accounts, file } = await createAccountsDesk();
    await rm(file);
    const code = { code: 'ACCOUNTS_MISSING' };
    await expect(accounts.findUser('jo')).rejects.toMatchObject(code);
    const user = { login: 'mira', password };
    await expect(accounts.addUser(user)).rejects.toMatchObject(code);
    await expect(stat(file)).rejects.toThrow();
  });
});

describe('a file that cannot be read is refused, and never overwritten', () => {
  const user = {
    login: 'jo',
    password: { salt: '00'.repeat(16), hash: '00'.repeat(32), ...cheap },
    created: '2026-01-01T00:00:00.000Z',
  };
  const token = {
    key: '00'.repeat(16),
    sha256: '00'.repeat(32),
    login: 'jo',
    kind: 'login',
    readonly: false,
    cidr: [],
    created: '2026-01-01T00:00:00.000Z',
  };
  const fileOf = (users: unknown[], tokens: unknown[] = []): string =>
    JSON.stringify({ format: 1, users, tokens });

  test('but what these are made from is good', async () => {
    const file = join(await temporaryDirectory(), 'accounts.json');
    await writeFile(file, fileOf([user], [token]));
    const accounts = await openAccounts({ file, now });
    expect(await accounts.listTokens('jo')).toHaveLength(1);
  });

  test.each([
    ['nothing', ''],
    ['half of it', fileOf([user]).slice(0, -40)],
    ['no accounts', '{}'],
    ['null', 'null'],
    ['another format', fileOf([user]).replace('"format":1', '"format":2')],
    ['a hash of another length', fileOf([user]).replace('00', '')],
    [
      'a hash that takes all memory',
      fileOf([{ ...user, password: { ...user.password, N: 2 ** 30 } }]),
    ],
    ['an unknown key', fileOf([{ ...user, admin: true }])],
    ['a login that is none', fileOf([{ ...user, login: '../jo' }])],
    ['a user twice', fileOf([user, user])],
    ['a user twice for some disks', fileOf([user, { ...user, login: 'JO' }])],
    ['a token twice', fileOf([user], [token, token])],
    ['a token of nobody', fileOf([user], [{ ...token, login: 'mira' }])],
    ['a network that is none', fileOf([user], [{ ...token, cidr: ['all'] }])],
    ['a package that is none', fileOf([user], [{ ...token, packages: ['../x'] }])],
  ])('%s', async (_, text) => {
    const { accounts, file } = await createAccountsDesk();
    const code = { code: 'ACCOUNTS_DAMAGED' };
    await writeFile(file, text);
    await expect(accounts.findUser('jo')).rejects.toMatchObject(code);
    await expect(accounts.addUser({ login: 'mira', password })).rejects.toMatchObject(code);
    await expect(openAccounts({ file, now, create: true })).rejects.toMatchObject(code);
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  test('and the refusal quotes no secret', async () => {
    const { accounts, file } = await createAccountsDesk();
    const text = await readFile(file, 'utf8');
    const [hash = ''] = /[0-9a-f]{64}/.exec(text) ?? [];
    for (const broken of [
      text.replace(`"${hash}`, `x${hash}`),
      text.replace(`${hash}"`, hash),
      text.replace(hash, 'secret'),
    ]) {
      await writeFile(file, broken);
      const error: unknown = await accounts.findUser('jo').catch((reason: unknown) => reason);
      const told = JSON.stringify(error, Object.getOwnPropertyNames(error));
      expect(told).toContain('ACCOUNTS_DAMAGED');
      expect(told).not.toMatch(new RegExp(`${hash.slice(0, 4)}|secret`));
    }
  });

  test('a folder, or a path through a file', async () => {
    const { dir, file } = await createAccountsDesk();
    for (const place of [dir, join(file, 'accounts.json')]) {
      const opened = openAccounts({ file: place, now, create: true });
      await expect(opened).rejects.toMatchObject({ code: 'ACCOUNTS_UNUSABLE' });
    }
  });
});

test('what another process or a person wrote is seen at once', async () => {
  const { accounts, openAgain, file } = await createAccountsDesk();
  const other = await openAgain();
  expect(await accounts.findUser('mira')).toBeUndefined();
  await other.addUser({ login: 'mira', password });
  expect(await accounts.findUser('mira')).toBeDefined();
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('"mira"', '"moritz"'));
  expect(await accounts.findUser('mira')).toBeUndefined();
  expect(await accounts.findUser('moritz')).toBeDefined();
});

test('a dry run checks everything and writes nothing', async () => {
  const { file, dir } = await createAccountsDesk();
  const before = await readFile(file);
  const dry = await openAccounts({ file, now, cost: cheap, dryRun: true });
  expect(await dry.addUser({ login: 'mira', password })).toMatchObject({ login: 'mira' });
  await expect(dry.addUser({ login: 'jo', password })).rejects.toMatchObject({
    code: 'ACCOUNT_EXISTS',
  });
  await expect(dry.revokeToken('jo', 'x')).rejects.toMatchObject({ code: 'TOKEN_UNKNOWN' });
  expect(await readFile(file)).toEqual(before);
  const nothing = join(dir, 'none', 'accounts.json');
  const made = await openAccounts({ file: nothing, now, cost: cheap, create: true, dryRun: true });
  await made.addUser({ login: 'jo', password });
  expect(await readdir(dir)).toEqual(['accounts.json']);
});

test('a write keeps the owner, closes the file to others, and follows a link', async () => {
  const { accounts, dir, file } = await createAccountsDesk();
  await chmod(file, 0o644);
  if (process.getuid?.() === 0) await chown(file, 4711, 4712);
  const { uid, gid } = await stat(file);
  const link = join(dir, 'link.json');
  await symlink(file, link);
  const through = await openAccounts({ file: link, now, cost: cheap });
  await through.addUser({ login: 'mira', password });
  expect(await stat(file)).toMatchObject({ uid, gid });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await accounts.findUser('mira')).toBeDefined();
});

test('a change that somebody makes during a write, without the lock, is not overwritten', async () => {
  const { accounts, file } = await createAccountsDesk();
  const other = await openAccounts({
    file,
    cost: cheap,
    // Asked for under the lock, while the new file is made.
    now: () => {
      edited = appendFile(file, '\n');
      return new Date();
    },
  });
  let edited: Promise<void> | undefined;
  await expect(other.addUser({ login: 'mira', password })).rejects.toMatchObject({
    code: 'ACCOUNTS_BUSY',
  });
  await edited;
  expect(await accounts.findUser('mira')).toBeUndefined();
  expect(await readFile(file, 'utf8')).toMatch(/\n\n$/);
});

test('the lock of a process that was killed is taken over when it is old', async () => {
  const { accounts, file } = await createAccountsDesk();
  await mkdir(`${file}.lock`);
  await utimes(`${file}.lock`, 1, 1);
  await accounts.addUser({ login: 'mira', password });
  expect(await accounts.findUser('mira')).toBeDefined();
});

test('many writes at once, in one process and in two, lose none', async () => {
  const { accounts, openAgain, file } = await createAccountsDesk();
  const processes = ['a', 'b'].map((prefix) =>
    run(process.execPath, [writer, file, prefix, '20', '0']),
  );
  const here = [accounts, await openAgain()].flatMap((each) =>
    ['x', 'y', 'z'].map((name) => each.createToken({ login: 'jo', kind: 'login', name })),
  );
  const tokens = await Promise.all(here);
  await Promise.all(processes);
  const logins = ['a', 'b'].flatMap((prefix) =>
    Array.from({ length: 20 }, (_, n) => `${prefix}${n}`),
  );
  expect((await accounts.listUsers()).map(({ login }) => login)).toEqual([...logins, 'jo'].sort());
  expect(await accounts.listTokens('jo')).toHaveLength(tokens.length);
});

test('a process that dies at any moment of a write leaves the old file or the new one', async () => {
  const { accounts, dir, file } = await createAccountsDesk();
  let killed = 0;
  for (let deadline = 1; ; deadline++) {
    const args = [writer, file, `n${deadline}-`, '1', `${deadline}`];
    const { stdout, signal } = await outcomeOf(args);
    const login = `n${deadline}-0`;
    expect(await accounts.findUser('jo')).toBeDefined();
    const isThere = (await accounts.findUser(login)) !== undefined;
    if (stdout !== '') expect(isThere).toBe(true);
    // Whatever it left behind is in nobody's way, once the lock is old.
    await utimes(`${file}.lock`, 1, 1).catch(() => undefined);
    await accounts.setEmail('jo', `${deadline}@acme.example`);
    if (signal === null) break;
    killed += 1;
  }
  // The lock, the new file, half of its bytes, its rights, its owner, the rename, the lock again.
  expect(killed).toBeGreaterThanOrEqual(6);
  const left = (await readdir(dir)).filter((name) => name !== 'accounts.json');
  expect(left.filter((name) => !/^\.stillpack-.*\.tmp$/.test(name))).toEqual([]);
  for (const name of left) expect((await stat(join(dir, name))).mode & 0o077).toBe(0);
});
