import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { archiveLimits } from '../../../src/inspect/archive-limits.ts';
import { inspectPieces, inspectTarball } from '../../../src/inspect/inspect-tarball.ts';
import { codesOf, factsOf, inspect, packageJson } from '../../support/inspection.ts';
import { gzip, packageTarball, tarOf } from '../../support/tarball.ts';

const manifest = { name: '@acme/ui', version: '2.1.0' };

describe('the facts of a sound tarball', () => {
  test('name, version and the whole manifest come from package.json', async () => {
    const fields = { ...manifest, dependencies: { a: '^1.0.0' }, constructor: 'x' };
    const tarball = await factsOf(packageTarball({ manifest: fields }));
    expect(tarball).toMatchObject({ name: '@acme/ui', version: '2.1.0', manifest: fields });
  });

  test('integrity and shasum are those of the packed bytes', async () => {
    const bytes = packageTarball({ manifest });
    const tarball = await factsOf(bytes);
    expect(tarball.integrity).toBe(`sha512-${createHash('sha512').update(bytes).digest('base64')}`);
    expect(tarball.shasum).toBe(createHash('sha1').update(bytes).digest('hex'));
    expect(tarball.size).toBe(bytes.length);
  });

  test('entries are the regular files in order, without the root folder; their sizes add up', async () => {
    const bytes = gzip(
      tarOf([
        { path: 'ui/', type: '5' },
        { path: 'ui/lib/', type: '5' },
        { path: 'ui/lib/b.js', body: '12345' },
        { path: 'ui/package.json', body: JSON.stringify(manifest) },
        { path: 'ui/a.js', body: '' },
      ]),
    );
    const tarball = await factsOf(bytes);
    expect(tarball.entries).toEqual([
      { path: 'lib/b.js', size: 5 },
      { path: 'package.json', size: JSON.stringify(manifest).length },
      { path: 'a.js', size: 0 },
    ]);
    expect(tarball.unpackedSize).toBe(5 + JSON.stringify(manifest).length);
    expect(tarball.fileCount).toBe(5);
  });

  test('a `.` segment below the root is tidied up, as every client does', async () => {
    const tarball = await factsOf(
      packageTarball({ manifest, files: { './dist/./index.js': '1', 'dist/a.js': '2' } }),
    );
    expect(tarball.entries.map(({ path }) => path)).toEqual([
      'package.json',
      'dist/index.js',
      'dist/a.js',
    ]);
  });

  test('but it hides neither a second file of that name nor another package.json', async () => {
    const twice = packageTarball({ manifest, files: { 'a.js': '1', './a.js': '2' } });
    expect(await codesOf(twice)).toEqual(['ENTRY_DUPLICATE']);
    const alike = packageTarball({ manifest, files: { 'a.js': '1', './a.js': '1' } });
    expect(await codesOf(alike)).toEqual([]);
    const other = packageTarball({ manifest, files: { './package.json': '{}' } });
    expect(await codesOf(other)).toContain('MANIFEST_AMBIGUOUS');
  });

  test('the root folder may have any name', async () => {
    const tarball = await factsOf(packageTarball({ manifest, root: 'any thing é' }));
    expect(tarball.entries).toEqual([{ path: 'package.json', size: expect.any(Number) as number }]);
  });

  test('README and CHANGELOG at the root are kept as text', async () => {
    const files = { 'README.md': '# é', 'CHANGELOG.md': '- one', 'docs/README.md': 'no' };
    expect(await factsOf(packageTarball({ manifest, files }))).toMatchObject({
      readme: { fileName: 'README.md', text: '# é' },
      changelog: { fileName: 'CHANGELOG.md', text: '- one' },
    });
    expect(await factsOf(packageTarball({ manifest }))).toMatchObject({
      readme: undefined,
      changelog: undefined,
    });
  });

  test('binding.gyp and npm-shrinkwrap.json count at the root only', async () => {
    const atRoot = { 'binding.gyp': '{}', 'npm-shrinkwrap.json': '{}' };
    const below = { 'a/binding.gyp': '{}', 'a/npm-shrinkwrap.json': '{}' };
    const yes = { hasBindingGyp: true, hasShrinkwrap: true };
    const no = { hasBindingGyp: false, hasShrinkwrap: false };
    expect(await factsOf(packageTarball({ manifest, files: atRoot }))).toMatchObject(yes);
    expect(await factsOf(packageTarball({ manifest, files: below }))).toMatchObject(no);
  });

  test('a strict problem leaves the facts in place, an unsafe one does not', async () => {
    const link = { path: 'package/l', type: '2', linkpath: 'package.json' };
    const strict = await inspect(gzip(tarOf([packageJson, link])));
    expect(strict.tarball?.name).toBe('plain');
    const unsafe = await inspect(gzip(tarOf([packageJson, { path: 'package/../x' }])));
    expect(unsafe.tarball).toBeUndefined();
  });

  test('a bytes view into a larger buffer is read as what it shows', async () => {
    const bytes = packageTarball({ manifest });
    const larger = new Uint8Array(bytes.length + 20).fill(7);
    larger.set(bytes, 10);
    const view = larger.subarray(10, 10 + bytes.length);
    expect(await factsOf(view)).toEqual(await factsOf(bytes));
  });
});

describe('problems', () => {
  test('name the path that was given, and say what to do', async () => {
    const { problems } = await inspect(new Uint8Array());
    expect(problems).toEqual([
      expect.objectContaining({ path: 'plain-1.0.0.tgz', severity: 'unsafe' }),
    ]);
    expect(problems[0]?.hint).not.toBe('');
  });

  test('of one kind are told once, with their number', async () => {
    const links = ['a', 'b', 'c'].map((name) => ({
      path: `package/${name}`,
      type: '2',
      linkpath: 'x',
    }));
    const { problems } = await inspect(gzip(tarOf([packageJson, ...links])));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain('package/a');
    expect(problems[0]?.message).toContain('2 more');
  });

  test('stay readable when a name is very long', async () => {
    const path = `package/${'x'.repeat(900)}`;
    const { problems } = await inspect(gzip(tarOf([packageJson, { path, type: '3' }])));
    expect(problems[0]?.message).toMatch(/neither a file nor a folder\.$/);
  });
});

test('a file over the packed limit is refused before it is read', async () => {
  const bytes = packageTarball({ manifest });
  expect(await codesOf(bytes, { ...archiveLimits, packed: bytes.length })).toEqual([]);
  const codes = await codesOf(bytes, { ...archiveLimits, packed: bytes.length - 1 });
  expect(codes).toEqual(['ARCHIVE_LIMIT']);
});

describe('a tarball in pieces that unpacks to too much', () => {
  const limits = { ...archiveLimits, unpackedFloor: 1000, ratio: 2 };
  const bytes = packageTarball({ manifest, files: { 'zeros.bin': '0'.repeat(100_000) } });
  const path = 'x.tgz';
  const inPieces = async function* (end: () => void): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += 64) {
      yield await Promise.resolve(bytes.subarray(at, at + 64));
    }
    end();
  };

  test('is that without all of its bytes at once, which are read to their end all the same', async () => {
    let isRead = false;
    const pieces = inPieces(() => (isRead = true));
    const inspected = await inspectPieces(pieces, { path, size: bytes.length, limits });
    expect(inspected).toEqual(await inspectTarball(bytes, { path, limits }));
    expect(inspected?.problems.map(({ code }) => code)).toEqual(['ARCHIVE_LIMIT']);
    expect(isRead).toBe(true);
  });

  test('is nothing when its pieces turn out to be others', async () => {
    const pieces = inPieces(() => {
      throw new Error('others');
    });
    const options = { path, size: bytes.length, limits };
    await expect(inspectPieces(pieces, options)).rejects.toThrow('others');
  });
});
