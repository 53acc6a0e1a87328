import { describe, expect, test } from 'vitest';
import { minifiedCode } from '../../../../src/review/checks/minified.ts';
import { type AddedParts, addedVersion } from '../../../support/review.ts';

async function findingsOf(parts: AddedParts) {
  return minifiedCode(await addedVersion(parts));
}

const readable = 'export const answer = 42;\n'.repeat(1000);
const minified = 'a=b(c);'.repeat(3000);

describe('a file that could be read before', () => {
  test.each([
    ['is minified', minified],
    ['holds one line that nobody wrote', `${readable}${'x=1;'.repeat(1500)}\n`],
    [
      'holds one behind a comment',
      `${readable}//# sourceMappingURL=\u{2028}${'x=1;'.repeat(1500)}\n`,
    ],
  ])('%s: a person looks', async (_, text) => {
    const found = await findingsOf({
      files: { 'a.js': text },
      previous: { files: { 'a.js': readable } },
    });
    expect(found).toMatchObject([
      { level: 'person', file: 'a.js', message: 'a.js could be read in 1.0.0, and cannot be now.' },
    ]);
  });

  test('may change otherwise', async () => {
    const files = { 'a.js': `${readable}let b;` };
    expect(await findingsOf({ files, previous: { files: { 'a.js': readable } } })).toEqual([]);
  });
});

describe('a new file', () => {
  test('is a warning, one for all', async () => {
    const files = { 'a.js': minified, 'b.cjs': minified, 'c.mjs': readable };
    const found = await findingsOf({ files, previous: { files: { 'old.js': readable } } });
    expect(found).toMatchObject([{ check: 'minified-code', level: 'warning', file: 'a.js' }]);
    expect(found[0]?.message).toContain('1 more like it');
  });

  test.each([
    ['says so', { 'a.min.js': minified, 'dist/umd/a.js': minified, 'b.production.js': minified }],
    ['is short', { 'a.js': 'a=b(c);'.repeat(500) }],
    ['is no JavaScript', { 'a.json': minified }],
    [
      'has its source map within',
      { 'a.js': `${readable}//# sourceMappingURL=data:${'A'.repeat(1e5)}\n` },
    ],
  ])('is none where it %s', async (_, files) => {
    expect(await findingsOf({ files })).toEqual([]);
  });

  test('is none where the version before had such code', async () => {
    const previous = { files: { 'chunk-1.js': minified } };
    expect(await findingsOf({ files: { 'chunk-2.js': minified }, previous })).toEqual([]);
  });
});
