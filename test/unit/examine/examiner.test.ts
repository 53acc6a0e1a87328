import { describe, expect, test } from 'vitest';
import { examineTarball } from '../../../src/examine/examine-tarball.ts';
import { createExaminer } from '../../../src/examine/examiner.ts';
import { gzip, packageTarball, tarOf } from '../../support/tarball.ts';

const MiB = 2 ** 20;

const tarballs = Array.from({ length: 40 }, (_, index) => ({
  path: `packages/x/x-1.0.${index}.tgz`,
  bytes: packageTarball({
    manifest: { name: 'x', version: `1.0.${index}` },
    files: { 'README.md': `# ${index}`, 'index.js': 'x'.repeat(index * 1000) },
  }),
}));

// Under the test runner there is no compiled worker beside the source, so no thread can start.
test('threads that cannot start leave the work to this one, and nothing waits for ever', async () => {
  const examiner = createExaminer({ threads: 2, inlineBytes: 0 });
  const examined = await Promise.all(tarballs.map(examiner.examine));
  expect(examined).toEqual(await Promise.all(tarballs.map(examineTarball)));
  await examiner.close();
});

describe('with threads or without', () => {
  test.each([0, 1])('%i threads: what is no tarball is a problem', async (threads) => {
    const examiner = createExaminer({ threads, inlineBytes: 0 });
    const bytes = Buffer.from('no tarball');
    const { fragment, readme, problems } = await examiner.examine({ bytes, path: 'x.tgz' });
    expect([fragment, readme]).toEqual([undefined, undefined]);
    expect(problems.map(({ code, path }) => [code, path])).toEqual([['GZIP_CORRUPT', 'x.tgz']]);
    await examiner.close();
  });
});

test('the bytes stay with the one that gave them', async () => {
  const examiner = createExaminer({ threads: 1, inlineBytes: 0 });
  const bytes = Buffer.from(gzip(tarOf([])));
  const before = Buffer.from(bytes);
  await examiner.examine({ bytes, path: 'x.tgz' });
  await examiner.close();
  expect(bytes.equals(before)).toBe(true);
});

test('large tarballs are examined one after the other, and one that is no tarball stops none', async () => {
  const examiner = createExaminer({ threads: 0 });
  const large = [Buffer.alloc(17 * MiB), Buffer.alloc(17 * MiB), Buffer.alloc(17 * MiB)];
  const examined = await Promise.all(
    large.map((bytes, index) => examiner.examine({ bytes, path: `${index}.tgz` })),
  );
  expect(examined.map(({ problems }) => problems.map(({ path }) => path))).toEqual([
    ['0.tgz'],
    ['1.tgz'],
    ['2.tgz'],
  ]);
  await examiner.close();
});
