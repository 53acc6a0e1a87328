// `stillpack user` and `stillpack token`, as a user types them.
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Outcome, stillpack, stillpackProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

const password = 'correct horse';

/** Runs the program in a folder of its own, on accounts.json, with a password in the environment. */
async function createDesk(): Promise<{
  readonly dir: string;
  readonly run: (...args: string[]) => Promise<Outcome>;
}> {
  const dir = await temporaryDirectory();
  const env = { STILLPACK_USERS: 'accounts.json', STILLPACK_PASSWORD: password };
  return { dir, run: (...args) => stillpack(args, { cwd: dir, env }) };
}

function withStdin(input: string, args: readonly string[], cwd: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [stillpackProgram, ...args], { cwd });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
    child.stdin.end(input);
  });
}

test('users are added, listed and removed', async () => {
  const { dir, run } = await createDesk();
  expect(await run('user', 'add', 'jo', '--email', 'jo@acme.example')).toMatchObject({
    code: 0,
    stdout: '',
    stderr: 'added jo\n',
  });
  expect(await run('user', 'add', 'mira', '--json')).toMatchObject({ code: 0, stderr: '' });
  const { stdout } = await run('user', 'ls');
  expect(stdout).toMatch(/^jo {2}jo@acme\.example {2}20\S+Z\nmira {2}- {2}20\S+Z\n$/);
  expect(await run('user', 'rm', 'jo')).toMatchObject({ code: 0 });
  const listed = await run('user', 'ls', '--json');
  expect(JSON.parse(listed.stdout)).toMatchObject({ ok: true, users: [{ login: 'mira' }] });
  expect(await readdir(dir)).toEqual(['accounts.json']);
  const refused = await run('user', 'rm', 'jo', '--json');
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'ACCOUNT_UNKNOWN' } });
});

test('a password comes from stdin, its last line break apart, and changes the hash', async () => {
  const { dir, run } = await createDesk();
  const users = ['--users', 'accounts.json'];
  expect(await withStdin(`${password}\r\n`, ['user', 'add', 'jo', ...users], dir)).toMatchObject({
    code: 0,
  });
  const before = await readFile(join(dir, 'accounts.json'), 'utf8');
  for (const [input, code] of [
    ['', 2],
    ['short\n', 2],
    ['two lines\nof text\n', 2],
    ['x'.repeat(20_000), 2],
  ] as const) {
    const refused = await withStdin(input, ['user', 'passwd', 'jo', ...users], dir);
    expect(refused).toMatchObject({ code });
    expect(refused.stderr).toContain('PASSWORD_INVALID');
  }
  expect(await readFile(join(dir, 'accounts.json'), 'utf8')).toBe(before);
  expect(await run('user', 'passwd', 'jo')).toMatchObject({ code: 0, stderr: 'changed jo\n' });
  expect(await readFile(join(dir, 'accounts.json'), 'utf8')).not.toBe(before);
});

test('a token is printed alone on stdout, once, and is listed and revoked by its key', async () => {
  const { run } = await createDesk();
  await run('user', 'add', 'jo');
  const limits = ['--read-only', '--cidr', '10.0.0.0/8,2001:db8::/32', '--expires-in', '90'];
  const created = await run('token', 'create', '--user', 'jo', '--name', 'ci', ...limits);
  expect(created.stdout).toMatch(/^stp_\w{49}\n$/);
  const { stdout } = await run('token', 'ls', '--user', 'jo');
  expect(stdout).toMatch(
    /^[0-9a-f]{32} {2}personal {2}ci {2}\S+Z {2}read-only {2}from 10\.0\.0\.0\/8,2001:db8::\/32 {2}until \S+Z\n$/,
  );
  const listed = await run('token', 'ls', '--user', 'jo', '--json');
  expect(listed.stdout).not.toContain(created.stdout.slice(4, 20));
  const { tokens } = JSON.parse(listed.stdout) as {
    readonly tokens: readonly {
      readonly key: string;
      readonly created: string;
      readonly expires: string;
    }[];
  };
  const [token] = tokens;
  if (token === undefined) throw new Error('no token');
  const days = (Date.parse(token.expires) - Date.parse(token.created)) / 86_400_000;
  expect(days).toBeCloseTo(90, 3);
  expect(await run('token', 'revoke', token.key, '--user', 'jo')).toMatchObject({ code: 0 });
  expect((await run('token', 'ls', '--user', 'jo')).stdout).toBe('');
  expect((await run('token', 'revoke', token.key, '--user', 'jo')).stderr).toContain(
    'TOKEN_UNKNOWN',
  );
});

test('--dry-run says what would happen, shows no token and writes nothing', async () => {
  const { dir, run } = await createDesk();
  expect(await run('user', 'add', 'jo', '--dry-run')).toMatchObject({ stderr: 'would add jo\n' });
  expect(await readdir(dir)).toEqual([]);
  await run('user', 'add', 'jo');
  const before = await readFile(join(dir, 'accounts.json'), 'utf8');
  for (const args of [
    ['user', 'rm', 'jo'],
    ['user', 'passwd', 'jo'],
    ['token', 'create', '--user', 'jo'],
  ]) {
    const { code, stdout, stderr } = await run(...args, '--dry-run');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^would /);
  }
  const asked = await run('token', 'create', '--user', 'jo', '--dry-run', '--json');
  expect(JSON.parse(asked.stdout)).toEqual({ ok: true, dryRun: true });
  expect(await readFile(join(dir, 'accounts.json'), 'utf8')).toBe(before);
});

test('nothing but `user add` makes a file', async () => {
  const { dir, run } = await createDesk();
  for (const args of [
    ['user', 'ls'],
    ['user', 'rm', 'jo'],
    ['token', 'create', '--user', 'jo'],
  ]) {
    const { code, stderr } = await run(...args);
    expect(code).toBe(1);
    expect(stderr).toContain('ACCOUNTS_MISSING');
  }
  expect(await readdir(dir)).toEqual([]);
});
