import type { HistoryState } from '../../../src/source/landing.ts';
import { expect, test } from 'vitest';
import { checkLayout } from '../../../src/source/check-layout.ts';
import { oidOf, type TreeEntry } from '../../../src/source/git-engine.ts';
import { createHistoryFold } from '../../../src/source/history-fold.ts';

const tarball = 'packages/ui/ui-1.0.0.tgz';

function entry(path: string, mode = '100644'): TreeEntry {
  const oid = oidOf('1'.repeat(40));
  if (oid === undefined) throw new Error('no object id');
  return { path, mode, oid };
}

/** Of one commit that added these files. */
function historyOf(...paths: readonly string[]): HistoryState {
  const fold = createHistoryFold();
  const { oid } = entry('');
  const changes = paths.map((path) => ({ path, oid, wasFile: false }));
  fold.add({ oid, parent: undefined, date: 0, author: { name: '', email: '' }, changes });
  return fold.history().state;
}

test.each([
  ['a linked folder', 'packages', '120000'],
  ['a submodule', 'packages', '160000'],
  ['a file', 'packages', '100644'],
  ['another spelling', 'Packages/ui/ui-1.0.0.tgz', '100644'],
  ['linked users', 'users', '120000'],
  ['other orgs', 'Orgs/acme.json', '100644'],
  ['a linked configuration', 'stillpack.json', '120000'],
  ['a folder as configuration', 'stillpack.json/x', '100644'],
])('%s in the place of what is read is refused', (_, path, mode) => {
  const [top = ''] = path.split('/');
  expect(() => {
    checkLayout([entry(path, mode)], historyOf());
  }).toThrow(expect.objectContaining({ code: 'REPOSITORY_LAYOUT', path: top }) as Error);
});

test('packages that are gone are refused, unless the folder is there', () => {
  const history = historyOf(tarball);
  expect(() => {
    checkLayout([entry('README.md')], history);
  }).toThrow(expect.objectContaining({ code: 'REPOSITORY_LAYOUT' }) as Error);
  for (const files of [[entry('packages/.gitkeep')], [entry(tarball)]]) {
    expect(() => {
      checkLayout(files, history);
    }).not.toThrow();
  }
});

test('a repository that never had a package, or other files beside, is fine', () => {
  const files = ['README.md', 'stillpack.json', 'orgs/acme.json', 'users/mira.json', 'src/Users'];
  expect(() => {
    checkLayout(
      files.map((path) => entry(path)),
      historyOf('README.md'),
    );
  }).not.toThrow();
});
