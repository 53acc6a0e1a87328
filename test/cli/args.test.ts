import { readdir } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { stillpack } from '../support/program.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

const groups = ['tag', 'owner', 'access', 'org', 'team', 'trust', 'user', 'token'];
const commands = [
  ...['init', 'add', 'upload', 'build', 'fetch', 'serve', 'gateway', 'verify', 'diff'],
  ...['deprecate', 'undeprecate', 'unpublish', ...groups],
];
const verbs = [
  ...['tag add', 'tag rm', 'tag ls', 'owner add', 'owner rm', 'owner ls', 'access get'],
  ...['access set', 'access grant', 'access revoke', 'access list', 'org set', 'org rm', 'org ls'],
  ...['team create', 'team destroy', 'team add', 'team rm', 'team ls'],
  ...['user add', 'user rm', 'user passwd', 'user ls'],
  ...['token create', 'token ls', 'token revoke'],
  ...['trust add', 'trust rm', 'trust ls'],
];

describe('help', () => {
  test('names every command, examples first, on stdout, exit code 0', async () => {
    const { code, stdout } = await stillpack(['--help']);
    expect(code).toBe(0);
    for (const command of commands) expect(stdout).toContain(`stillpack ${command}`);
    expect(stdout.indexOf('Examples:')).toBeLessThan(stdout.indexOf('Commands:'));
  });

  test.each([...commands, ...verbs])('of %s begins with examples', async (command) => {
    const { code, stdout } = await stillpack([...command.split(' '), '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Examples:\n$ stillpack ${command}`);
    expect(stdout.indexOf('Examples:')).toBeLessThan(stdout.indexOf('Options:'));
  });

  test('version is a version', async () => {
    const { code, stdout } = await stillpack(['--version']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('a wrong command line is exit code 2, on stderr, and does nothing', () => {
  test.each([
    ['no command', [], /command/],
    ['a command that is nearly one', ['biuld'], /build/],
    ['an unknown option', ['build', '--ouptut', 'x'], /ouptut/],
    ['a choice that is none', ['build', '--engine', 'svn'], /svn/],
    ['a host preset of our own', ['build', '--host', 'serve'], /HOST_UNKNOWN/],
    ['jobs that are no number, quoted as written', ['build', '--jobs', 'abc'], /"abc"/],
    ['verify without a folder', ['verify'], /dir|positional|argument/i],
    ['tag without a command', ['tag'], /Name a command of tag/],
    ['a command of tag that is none', ['tag', 'ad', 'x'], /add/],
    ['a tag on nothing', ['tag', 'rm', 'x'], /argument/],
    ['a token of nobody', ['token', 'create'], /user/],
    ['accounts in no file', ['user', 'ls'], /--users FILE/],
    ['a role that is none', ['org', 'set', 'acme', 'jo', 'king'], /king/],
    ['trust in no workflow', ['trust', 'add', 'ui', '--repository', 'acme/ui'], /workflow/],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await stillpack(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });
});

describe('a text that is missing, empty or negated is exit code 2, and never a default', () => {
  test.each([
    ['build', '--out'],
    ['build', '--out', '--strict'],
    ['build', '--out', ''],
    ['build', '--no-out'],
    ['build', '--out.x=1'],
    ['build', '--no-ref'],
    ['build', '--no-host'],
    ['build', '--repo='],
    ['build', '--no-repo'],
    ['build', '--engine'],
    ['build', '--no-engine'],
    ['add', ''],
    ['add', 'a.tgz', ''],
    ['add', '--no-message'],
    ['add', '-m'],
    ['tag', 'add', ''],
    ['deprecate', 'ui', ''],
    ['unpublish', 'ui', '--reason='],
    ['fetch', '--ref='],
    ['init', ''],
    ['init', '--no-scope'],
    ['init', '--url='],
    ['init', '--url'],
    ['init', '--nothing'],
    ['serve', '--port='],
    ['verify', ''],
    ['user', 'add', 'jo', '--users='],
    ['token', 'ls', '--user', ''],
    ['token', 'create', '--user', 'jo', '--no-cidr'],
  ])('%s', async (...args) => {
    const cwd = await temporaryDirectory();
    const { code, stdout, stderr } = await stillpack(args, { cwd });
    expect(stderr).not.toMatch(/bug|^\s+at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(await readdir(cwd)).toEqual([]);
    const asked = await stillpack([...args.slice(0, 1), '--json', ...args.slice(1)], { cwd });
    expect(asked.code).toBe(2);
    expect(JSON.parse(asked.stdout)).toMatchObject({ ok: false, error: { code: 'USAGE' } });
  });

  test('while what can be switched off still can', async () => {
    const elsewhere = ['--repo', await temporaryDirectory()];
    for (const args of [
      ['build', '--no-site', '--no-strict'],
      ['add', 'a.tgz', '--no-commit', '--no-dry-run'],
      ['serve', '--no-dirty'],
    ]) {
      const { stderr } = await stillpack([...args, ...elsewhere]);
      expect(stderr).toContain('NOT_A_REPOSITORY');
    }
  });
});

describe('a wrong command line with --json is a document too', () => {
  test.each([
    ['an unknown command', ['biuld', '--json']],
    ['an unknown option', ['build', '--json=true', '--ouptut', 'x']],
    ['no command', ['--json']],
  ])('%s', async (_, args) => {
    const { code, stdout } = await stillpack(args);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      error: { code: 'USAGE', message: expect.any(String) as string },
    });
  });

  test('but not with --no-json', async () => {
    const { code, stdout } = await stillpack(['build', '--no-json', '--ouptut', 'x']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe('a refusal with --json is a document', () => {
  test.each(['--json', '--json=true'])(
    '%s: only that of build speaks of deploying',
    async (json) => {
      const elsewhere = ['--repo', '/', json];
      const ofBuild = await stillpack(['build', ...elsewhere]);
      expect(JSON.parse(ofBuild.stdout)).toMatchObject({ ok: false, deployable: false });
      for (const command of [['fetch'], ['serve'], ['add', 'a.tgz']]) {
        const { code, stdout } = await stillpack([...command, ...elsewhere]);
        expect(code).not.toBe(0);
        expect(JSON.parse(stdout)).toEqual({ ok: false, error: expect.anything() as unknown });
      }
    },
  );
});
