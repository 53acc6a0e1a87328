// `stillpack review` as a user or a script runs it.
import { expect, test } from 'vitest';
import { packageTarball } from '../support/tarball.ts';
import { createVerbDesk, type VerbDesk } from '../support/verb-desk.ts';

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

test('exits with 0 where nothing stands against a change', async () => {
  const { code, stdout, stderr } = await (await deskWith(sound)).run(['review', 'main..HEAD']);
  expect(code).toBe(0);
  expect(stdout).toBe('');
  expect(stderr).toContain('@acme/ui@1.2.0 after 1.1.0');
});

test('exits with 42 where a person has to look, and with 1 where it may not be merged', async () => {
  const person = await (await deskWith(scripted)).run(['review', 'main..change']);
  expect([person.code, person.stderr]).toEqual([42, expect.stringContaining('postinstall is new')]);
  const broken = await (await deskWith({ [path]: 'no tarball' })).run(['review', 'main..change']);
  expect([broken.code, broken.stderr]).toEqual([1, expect.stringContaining('tarball-unreadable')]);
});

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

test.each([
  ['no range', 'main'],
  ['three dots', 'main...change'],
  ['one end', 'main..'],
])('exits with 2 for %s', async (_, range) => {
  const desk = await deskWith(sound);
  const { code, stderr } = await desk.run(['review', range]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('BASE..HEAD')]);
});

test('says which commit there is not', async () => {
  const { code, error } = await (await deskWith(sound)).runJson(['review', 'main..nowhere']);
  expect(code).toBe(1);
  expect(error).toMatchObject({ code: 'REF_UNKNOWN' });
});
