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
