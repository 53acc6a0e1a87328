// `stillpack review` as a user types it: what it prints, and what it exits with.
import { expect, test } from 'vitest';
import { packageTarball } from '../support/tarball.ts';
import { createVerbDesk, type VerbDesk } from '../support/verb-desk.ts';

/** `main`, and the branch `change` that is checked out; ada, who writes the commits, owns the package. */
async function deskWithBranch(): Promise<VerbDesk> {
  const desk = await createVerbDesk({
    '.gitattributes': '*.tgz -text -diff\n',
    'users/ada.json': '{"forge": "ada-gh"}',
    'packages/@acme/ui/meta.json': '{"maintainers": ["ada"]}',
  });
  await desk.git('checkout', '-q', '-b', 'change');
  return desk;
}

const range = ['review', 'main..change', '--author', 'ada-gh'];

test('exits with 0 where nothing stands in the way, and shows what else changes', async () => {
  const desk = await deskWithBranch();
  const nothing = await desk.run(range);
  expect(nothing).toMatchObject({ code: 0 });
  expect(nothing.stdout + nothing.stderr).toContain('Nothing changes');
  await desk.run(['tag', 'add', '@acme/ui@1.0.0', 'stable']);
  const passed = await desk.run(range);
  expect(passed).toMatchObject({ code: 0 });
  expect(passed.stdout + passed.stderr).toMatch(
    /@acme\/ui has another meta\.json\n.*"stable":"1\.0\.0"/,
  );
});

test('exits with 42 for a person, with 1 where it is blocked, whatever the format', async () => {
  const desk = await deskWithBranch();
  await desk.write('README.md', 'x');
  await desk.commit('Notes');
  for (const format of ['text', 'markdown', 'json', 'sarif', 'github']) {
    expect(await desk.run([...range, '--format', format])).toMatchObject({ code: 42 });
  }
  await desk.write(
    'packages/@acme/ui/ui-1.0.0.tgz',
    packageTarball({ manifest: { name: '@acme/ui', version: '1.0.0', main: 'other.js' } }),
  );
  await desk.commit('Change a published version');
  expect(await desk.run(range)).toMatchObject({ code: 1 });
});

test.each([
  ['a range that is none', 'main'],
  ['three dots', 'main...change'],
  ['a commit that is not there', 'main..none'],
  ['no remote to compare with, and no range', undefined],
])('%s is not taken for a change that is blocked', async (_, given) => {
  const desk = await deskWithBranch();
  const { code, stderr } = await desk.run(['review', ...(given === undefined ? [] : [given])]);
  expect(code).toBe(2);
  expect(stderr).not.toBe('');
});

const people = {
  'users/mira.json': '{"email": "mira@acme.example", "forge": "mira-acme"}',
  'packages/@acme/ui/meta.json': '{"maintainers": ["mira"]}',
};

/** `change` has what `files` says, on top of `main`. */
async function deskWith(files: Readonly<Record<string, Uint8Array | string>>): Promise<VerbDesk> {
  const desk = await createVerbDesk(people);
  await desk.git('checkout', '-q', '-b', 'change');
  for (const [path, content] of Object.entries(files)) await desk.write(path, content);
  await desk.commit('Change');
  return desk;
}

const path = 'packages/@acme/ui/ui-1.2.0.tgz';
const manifest = { name: '@acme/ui', version: '1.2.0', license: 'MIT' };
const sound = { [path]: packageTarball({ manifest }) };
const scripted = {
  [path]: packageTarball({ manifest: { ...manifest, scripts: { postinstall: 'node x.js' } } }),
};

test('takes the account that a forge vouches for', async () => {
  const desk = await deskWith(sound);
  const { code, findings, isByOwner } = await desk.runJson([
    ...['review', 'main..change', '--author', 'jo'],
  ]);
  expect(code).toBe(42);
  expect(findings).toMatchObject([{ check: 'not-owner' }, { level: 'info' }]);
  expect(isByOwner).toBe(false);
});

test.each([
  ['markdown', /^<!-- stillpack-review -->\n\n### 🟡 /],
  ['json', /^\{\n {2}"ok": false,\n {2}"base"/],
  ['sarif', /"version": "2\.1\.0"/],
  ['github', /^::warning file=packages\/@acme\/ui\/ui-1\.2\.0\.tgz,title=/m],
])('prints %s on stdout', async (format, expected) => {
  const desk = await deskWith(scripted);
  const { code, stdout } = await desk.run(['review', 'main..change', '--format', format]);
  expect(code).toBe(42);
  expect(stdout).toMatch(expected);
});
