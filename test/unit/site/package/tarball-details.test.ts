import { describe, expect, it } from 'vitest';
import { readTarballDetails } from '../../../../src/site/package/tarball-details.ts';
import { packageTarball } from '../../../support/tarball.ts';

const manifest = { name: 'pkg', version: '1.0.0' };

describe('readTarballDetails', () => {
  it('lists the files by path, with a digest that tells them apart', async () => {
    const bytes = packageTarball({
      manifest,
      files: { 'b.js': 'one', 'a.js': 'two', 'c.js': 'one' },
    });
    const { files, fileCount } = await readTarballDetails(bytes);
    expect(files.map(({ path, size }) => [path, size])).toEqual([
      ['a.js', 3],
      ['b.js', 3],
      ['c.js', 3],
      ['package.json', JSON.stringify(manifest, undefined, 2).length + 1],
    ]);
    expect(fileCount).toBe(4);
    const [a, b, c] = files.map(({ digest }) => digest);
    expect(b).toBe(c);
    expect(a).not.toBe(b);
  });

  it('finds the changelog at the root alone, the best of several', async () => {
    const files = {
      'HISTORY.md': 'h',
      'lib/CHANGELOG.md': 'l',
      'changelog.txt': 't',
      'CHANGELOG.md': 'c',
    };
    const { changelog } = await readTarballDetails(packageTarball({ manifest, files }));
    expect(changelog).toEqual({ fileName: 'CHANGELOG.md', text: 'c' });
    const without = packageTarball({ manifest, files: { 'lib/CHANGELOG.md': 'l' } });
    expect((await readTarballDetails(without)).changelog).toBeUndefined();
  });

  it('cuts a long changelog, and no character in two', async () => {
    const files = { 'CHANGES.md': `x${'é'.repeat(40_000)}` };
    const { changelog } = await readTarballDetails(packageTarball({ manifest, files }));
    expect(Buffer.byteLength(changelog?.text ?? '')).toBe(64 * 1024 - 1);
    expect(changelog?.text).not.toContain('\uFFFD');
  });

  it('keeps the first 5,000 files, and counts all', async () => {
    const many = Object.fromEntries(Array.from({ length: 5100 }, (_, index) => [`f${index}`, '']));
    const { files, fileCount } = await readTarballDetails(
      packageTarball({ manifest, files: many }),
    );
    expect(files).toHaveLength(5000);
    expect(fileCount).toBe(5101);
  });
});
