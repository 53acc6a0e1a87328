// `stillpack diff`, as a user types it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageTarball } from '../support/tarball.ts';
import { createVerbDesk, type VerbDesk } from '../support/verb-desk.ts';

const ui = (version: string, files: Readonly<Record<string, string>>): Uint8Array =>
  packageTarball({ manifest: { name: '@acme/ui', version }, files });

/** Beside the packages of every desk: 1.2.0 and 1.3.0, which have files. */
async function createDesk(): Promise<VerbDesk> {
  const desk = await createVerbDesk();
  const add = (version: string, files: Readonly<Record<string, string>>): Promise<void> =>
    desk.write(`packages/@acme/ui/ui-${version}.tgz`, ui(version, files));
  await add('1.2.0', { 'index.js': 'one\ntwo\n', 'gone.js': 'x\n', 'x.png': 'a\0b' });
  await add('1.3.0', { 'index.js': 'one\n2\n', 'new.js': 'y\n', 'x.png': 'a\0c' });
  await desk.commit('Add files');
  return desk;
}

const packageJson = (from: string, to: string): string[] => [
  'diff --git a/package.json b/package.json',
  `index v${from}..v${to} 100644`,
  '--- a/package.json',
  '+++ b/package.json',
  '@@ -1,4 +1,4 @@',
  ' {',
  '   "name": "@acme/ui",',
  `-  "version": "${from}"`,
  `+  "version": "${to}"`,
  ' }',
];

test('two versions, in the form of npm diff', async () => {
  const desk = await createDesk();
  const { code, stdout, stderr } = await desk.run(['diff', '@acme/ui@1.2.0', '@acme/ui@1.3.0']);
  expect(stdout.split('\n')).toEqual([
    'diff --git a/gone.js b/gone.js',
    'deleted file mode 100644',
    'index v1.2.0..v1.3.0',
    '--- a/gone.js',
    '+++ b/gone.js',
    '@@ -1,1 +0,0 @@',
    '-x',
    'diff --git a/index.js b/index.js',
    'index v1.2.0..v1.3.0 100644',
    '--- a/index.js',
    '+++ b/index.js',
    '@@ -1,2 +1,2 @@',
    ' one',
    '-two',
    '+2',
    'diff --git a/new.js b/new.js',
    'new file mode 100644',
    'index v1.2.0..v1.3.0',
    '--- a/new.js',
    '+++ b/new.js',
    '@@ -0,0 +1,1 @@',
    '+y',
    ...packageJson('1.2.0', '1.3.0'),
    'diff --git a/x.png b/x.png',
    'index v1.2.0..v1.3.0 100644',
    '--- a/x.png',
    '+++ b/x.png',
    '',
  ]);
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: '1 file named without a patch: not text, or too large\n',
  });
});

describe('what is compared with what:', () => {
  test.each([
    [['@acme/ui'], '1.2.0', '1.3.0'],
    [['@acme/ui@1.1.0'], '1.0.0', '1.1.0'],
    [['@acme/ui@1.0.0'], undefined, '1.0.0'],
    [['@acme/ui@latest', '@acme/ui@1.0.0'], '1.3.0', '1.0.0'],
    [['./new.tgz'], '1.1.0', '1.1.5'],
    [['./old.tgz'], '1.0.0', '0.9.0'],
    [['./same.tgz'], '1.1.0', '1.1.0'],
    [['./strange.tgz'], undefined, '1.0.0'],
    [['@acme/ui@1.0.0', './strange.tgz'], '1.0.0', '1.0.0'],
  ])('%j', async (args, from, to) => {
    const desk = await createDesk();
    const save = (file: string, bytes: Uint8Array): Promise<void> =>
      writeFile(join(desk.dir, file), bytes);
    await save('new.tgz', ui('1.1.5', {}));
    await save('old.tgz', ui('0.9.0', {}));
    await save('same.tgz', ui('1.1.0', {}));
    await save('strange.tgz', packageTarball({ manifest: { name: 'strange', version: '1.0.0' } }));
    const { code, ...report } = await desk.runJson(['diff', ...args]);
    expect(code).toBe(0);
    expect(report).toMatchObject({ ok: true, to: { version: to }, difference: { to } });
    expect(report['from']).toEqual(
      from === undefined ? undefined : { name: '@acme/ui', version: from },
    );
  });
});

describe('options:', () => {
  const versions = ['@acme/ui@1.2.0', '@acme/ui@1.3.0'];

  test('--name-only', async () => {
    const { stdout } = await (await createDesk()).run(['diff', ...versions, '--name-only']);
    expect(stdout).toBe('gone.js\nindex.js\nnew.js\npackage.json\nx.png\n');
  });

  test('--unified', async () => {
    const { stdout } = await (await createDesk()).run(['diff', ...versions, '--unified', '0']);
    expect(stdout).toContain('\n@@ -2,1 +2,1 @@\n-two\n+2\n');
    expect(stdout).not.toContain(' one');
  });
});

describe('refuses', () => {
  test.each([
    ['PACKAGE_UNKNOWN', ['left-pad']],
    ['VERSION_UNKNOWN', ['@acme/ui@9.0.0']],
    ['TAG_UNKNOWN', ['@acme/ui@next']],
    ['OPTION_INVALID', ['@acme/ui@^1']],
    ['OPTION_INVALID', ['@acme/ui', '--unified', 'x']],
    ['NOT_A_TARBALL', ['./none.tgz']],
    ['NOT_A_TARBALL', ['./packages']],
    ['NOT_A_TARBALL', ['./damaged.tgz']],
  ])('%s: %j', async (code, args) => {
    const desk = await createDesk();
    await writeFile(join(desk.dir, 'damaged.tgz'), 'no gzip');
    expect(await desk.runJson(['diff', ...args])).toMatchObject({ ok: false, error: { code } });
  });
});

test('what a package holds is shown, not obeyed', async () => {
  const desk = await createDesk();
  const file = { 'x.js': '\u001b[2J\r\n\tb\u202e\n::error::c\n' };
  await writeFile(join(desk.dir, 'new.tgz'), ui('1.4.0', file));
  const { stdout } = await desk.run(['diff', './new.tgz']);
  expect(stdout).toContain('\n+\\u{1b}[2J\r\n+\tb\\u{202e}\n+::error::c\n');
});
