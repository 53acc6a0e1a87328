// The output folder, on a real disk.
import { lstat, mkdir, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StillpackError } from '../../src/errors.ts';
import { openOutput } from '../../src/write/open-output.ts';
import { packageName } from '../support/model.ts';
import type { PlannedFile } from '../../src/write/write-plan.ts';
import { planned, someDate } from '../support/output-files.ts';
import {
  readDocuments,
  readTree,
  someRecord,
  stampsOf,
  writeRegistry,
} from '../support/output-tree.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

const registry = {
  foo: [
    { path: '-/t/foo/foo-1.0.0.tgz', kind: 'tarball' },
    { path: '-/v/foo/1.0.0', kind: 'version' },
    { path: 'foo', kind: 'packument' },
  ],
  '@acme/ui': [{ path: '@acme/ui', kind: 'packument' }],
  '': [{ path: '-/ping' }, { path: '404.html', kind: 'config' }],
} as const;

async function builtFolder(): Promise<string> {
  const dir = join(await temporaryDirectory(), 'out');
  await writeRegistry(dir, registry);
  return dir;
}

describe('a first build', () => {
  test('writes every file, and records what it wrote in small pieces', async () => {
    const dir = join(await temporaryDirectory(), 'deep/out');
    const totals = await writeRegistry(dir, registry);
    expect(totals).toMatchObject({ written: 6, kept: 0, removed: 0, problems: [] });
    const documents = await readDocuments(dir);
    expect([...documents.keys()]).toEqual(
      [
        '-/ping',
        '-/t/foo/foo-1.0.0.tgz',
        '-/v/foo/1.0.0',
        '404.html',
        '@acme/ui',
        'foo',
      ].toSorted(),
    );
    expect(documents.get('foo')).toBe('foo');
    const records = [...(await readTree(dir)).keys()].filter((path) => !documents.has(path));
    expect(records).toEqual([
      '-/stillpack/build.json',
      '-/stillpack/registry.json',
      '-/stillpack/state/@acme/ui.json',
      '-/stillpack/state/foo.json',
    ]);
  });

  test('counts what lies there, records included', async () => {
    const dir = join(await temporaryDirectory(), 'out');
    const folder = await openOutput(dir);
    const { before, after } = await folder.writePackage(
      packageName('foo'),
      registry.foo.map(planned),
    );
    const sizes = [...(await readTree(dir))]
      .filter(([path]) => path !== '-/stillpack/build.json' && path !== '-/stillpack/build.lock')
      .map(([, text]) => Buffer.byteLength(text));
    expect(after).toEqual({
      files: sizes.length,
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      largestFileBytes: Math.max(...sizes),
      documents: registry.foo.length,
    });
    expect(before.files).toBe(0);
    expect((await folder.writePackage(packageName('foo'), [])).before).toEqual(after);
    await folder.close();
  });

  test('reads many bytes when it writes them, and those that changed from wherever they still are', async () => {
    const dir = join(await temporaryDirectory(), 'out');
    const folder = await openOutput(dir);
    const late = (path: string, pieces: readonly string[]): PlannedFile => ({
      ...planned({ path, text: 'content', kind: 'tarball' }),
      body: () =>
        Promise.resolve({
          pieces: () => inPieces(pieces),
          whole: () => Promise.resolve(Buffer.from('content')),
        }),
    });
    await folder.writePackage(packageName('foo'), [
      late('foo-1.tgz', ['con', 'tent']),
      late('foo-2.tgz', ['other']),
    ]);
    const documents = await readDocuments(dir);
    expect([documents.get('foo-1.tgz'), documents.get('foo-2.tgz')]).toEqual([
      'content',
      'content',
    ]);
    expect((await stat(join(dir, 'foo-1.tgz'))).mode & 0o777).toBe(0o644);
    await folder.close();
  });

  test('takes what was copied to its disk before, if it is all there', async () => {
    const dir = join(await temporaryDirectory(), 'out');
    const folder = await openOutput(dir);
    const copied = async (path: string, copy: string): Promise<PlannedFile> => {
      const spooled = (await folder.spool()) ?? '';
      await writeFile(spooled, copy, { mode: 0o600 });
      const body = {
        spooled,
        pieces: () => inPieces(['cont', 'ent']),
        whole: () => Promise.reject(new Error('not asked for')),
      };
      return { ...planned({ path, text: 'content' }), body: () => Promise.resolve(body) };
    };
    await folder.writePackage(packageName('foo'), [
      await copied('a', 'CONTENT'),
      await copied('b', 'CONT'),
    ]);
    await folder.spool();
    await folder.finish(someRecord);
    const documents = await readDocuments(dir);
    expect([documents.get('a'), documents.get('b')]).toEqual(['CONTENT', 'content']);
    const { mode, mtime } = await stat(join(dir, 'a'));
    expect([mode & 0o777, mtime]).toEqual([0o644, someDate]);
    expect((await readdir(join(dir, '-/stillpack'))).toSorted()).toEqual(['build.json', 'state']);
  });

  test('gives a rehearsal no place for copies, and does not change the folder for it', async () => {
    const dir = join(await temporaryDirectory(), 'out');
    expect(await (await openOutput(dir)).rehearsal().spool()).toBeUndefined();
    await expect(stat(dir)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('remembers the build', async () => {
    const dir = await builtFolder();
    expect((await openOutput(dir)).lastBuild).toEqual(someRecord);
  });

  test('into an empty folder is fine', async () => {
    const dir = await temporaryDirectory();
    await writeRegistry(dir, registry);
    expect((await readDocuments(dir)).size).toBe(6);
  });
});

test.skipIf(process.platform === 'win32').each([0o077, 0o000])(
  'under umask %o files are 644 and folders 755',
  async (umask) => {
    const before = process.umask(umask);
    try {
      const dir = await builtFolder();
      const modeOf = async (path: string): Promise<number> =>
        (await stat(join(dir, path))).mode & 0o777;
      for (const path of ['foo', '-/t/foo/foo-1.0.0.tgz', '-/stillpack/build.json']) {
        expect(await modeOf(path)).toBe(0o644);
      }
      for (const path of ['-', '-/t', '-/t/foo', '@acme', '-/stillpack/state/@acme']) {
        expect(await modeOf(path)).toBe(0o755);
      }
    } finally {
      process.umask(before);
    }
  },
);

test('a file’s time is the date of what it was made from', async () => {
  const dir = await temporaryDirectory();
  const date = new Date('2020-02-03T04:05:06Z');
  await writeRegistry(dir, { foo: [{ path: 'foo', date }] });
  expect((await lstat(join(dir, 'foo'))).mtime).toEqual(date);
});

test('a document that changed is later than the one before, by whole seconds, though their dates are equal', async () => {
  const dir = await temporaryDirectory();
  const secondsAfter = async (text: string): Promise<number> => {
    await writeRegistry(dir, { foo: [{ path: 'foo', text }] });
    return ((await lstat(join(dir, 'foo'))).mtimeMs - someDate.getTime()) / 1000;
  };
  // Caches know a document by its time and size: those of the third must not be those of the first.
  expect(await secondsAfter('one')).toBe(0);
  expect(await secondsAfter('other')).toBe(1);
  expect(await secondsAfter('two')).toBe(2);
  const stamps = await stampsOf(dir);
  expect(await secondsAfter('two')).toBe(2);
  expect(await stampsOf(dir)).toEqual(stamps);
  await utimes(join(dir, 'foo'), new Date(), new Date());
  expect(await secondsAfter('two')).toBe(0);
});

describe('the next build', () => {
  test('touches nothing when nothing changed', async () => {
    const dir = await builtFolder();
    const before = await stampsOf(dir);
    const totals = await writeRegistry(dir, registry);
    expect(totals).toMatchObject({ written: 0, kept: 6, removed: 0, bytes: 0 });
    expect(await stampsOf(dir)).toEqual(before);
  });

  test('writes only what changed, removes what is gone, keeps the rest', async () => {
    const dir = await builtFolder();
    const before = await stampsOf(dir);
    const foo = [{ path: '-/t/foo/foo-2.0.0.tgz' }, { path: 'foo', text: 'two' }];
    const totals = await writeRegistry(dir, { ...registry, foo });
    expect(totals).toMatchObject({ written: 2, kept: 3, removed: 2 });
    const documents = await readDocuments(dir);
    expect(documents.get('foo')).toBe('two');
    expect(documents.has('-/t/foo/foo-1.0.0.tgz')).toBe(false);
    const after = await stampsOf(dir);
    for (const path of ['@acme/ui', '-/ping', '-/stillpack/state/@acme/ui.json']) {
      expect(after.get(path)).toBe(before.get(path));
    }
  });

  test('removes a package that is gone, its record and the folders it leaves empty', async () => {
    const dir = await builtFolder();
    const { foo, '': spanning } = registry;
    const totals = await writeRegistry(dir, { foo, '': spanning });
    expect(totals.removed).toBe(1);
    expect(await readdir(dir)).not.toContain('@acme');
    expect(await readdir(join(dir, '-/stillpack/state'))).toEqual(['foo.json']);
  });

  test('gives the bytes of a first build, records included', async () => {
    const dir = await builtFolder();
    await writeRegistry(dir, { bar: [{ path: 'bar' }], '': [{ path: '-/ping', text: 'x' }] });
    await writeRegistry(dir, registry);
    expect(await readTree(dir)).toEqual(await readTree(await builtFolder()));
  });

  test.each([
    ['removed', (path: string) => rm(path)],
    ['cut off', (path: string) => writeFile(path, 'f')],
    ['touched', (path: string) => writeFile(path, 'foo')],
  ])('heals a file that somebody %s', async (_what, damage) => {
    const dir = await builtFolder();
    await damage(join(dir, 'foo'));
    expect(await writeRegistry(dir, registry)).toMatchObject({ written: 1, kept: 5 });
    expect((await readDocuments(dir)).get('foo')).toBe('foo');
  });

  test('replaces a file by a folder and a folder by a file', async () => {
    const dir = await temporaryDirectory();
    const flat = { foo: [{ path: 'foo' }, { path: '-/t/foo/a.tgz' }] };
    const nested = { foo: [{ path: 'foo/-/a.tgz' }, { path: 'foo/index.html' }, { path: '-/t' }] };
    await writeRegistry(dir, flat);
    await writeRegistry(dir, nested);
    expect([...(await readDocuments(dir)).keys()]).toEqual([
      '-/t',
      'foo/-/a.tgz',
      'foo/index.html',
    ]);
    await writeRegistry(dir, flat);
    expect([...(await readDocuments(dir)).keys()]).toEqual(['-/t/foo/a.tgz', 'foo']);
  });

  test('does so too when the file was another package’s', async () => {
    const dir = await temporaryDirectory();
    await writeRegistry(dir, { foo: [{ path: 'foo.html' }], bar: [{ path: 'bar/x/y' }] });
    const next = { 'foo.html': [{ path: 'foo.html/index.html' }], baz: [{ path: 'bar' }] };
    await writeRegistry(dir, next);
    expect([...(await readDocuments(dir)).keys()]).toEqual(['bar', 'foo.html/index.html']);
  });
});

describe('what we did not write', () => {
  test('a folder with other files is OUTPUT_NOT_OURS and stays as it is', async () => {
    const dir = await temporaryDirectory();
    await writeFile(join(dir, 'thesis.txt'), 'mine');
    await expect(openOutput(dir)).rejects.toMatchObject({ code: 'OUTPUT_NOT_OURS' });
    expect(await readTree(dir)).toEqual(new Map([['thesis.txt', 'mine']]));
  });

  test('a file added to our folder stays', async () => {
    const dir = await builtFolder();
    await mkdir(join(dir, '-/t/mine'));
    await writeFile(join(dir, '-/t/mine/a.txt'), 'mine');
    await writeFile(join(dir, 'CNAME'), 'npm.acme.example');
    await writeRegistry(dir, {});
    expect([...(await readDocuments(dir)).keys()]).toEqual(['-/t/mine/a.txt', 'CNAME']);
  });

  test('a foreign file in the way of a folder, or a foreign folder in that of a file, is refused', async () => {
    const dir = await builtFolder();
    await writeFile(join(dir, 'bar'), 'mine');
    const below = { ...registry, bar: [{ path: 'bar/index.html' }] };
    await expect(writeRegistry(dir, below)).rejects.toMatchObject({ code: 'OUTPUT_NOT_OURS' });
    await mkdir(join(dir, 'baz'));
    await writeFile(join(dir, 'baz/a'), 'mine');
    const above = { ...registry, baz: [{ path: 'baz' }] };
    await expect(writeRegistry(dir, above)).rejects.toMatchObject({ code: 'OUTPUT_NOT_OURS' });
    expect((await readDocuments(dir)).get('baz/a')).toBe('mine');
    expect((await readDocuments(dir)).get('bar')).toBe('mine');
  });

  test('a file given for the folder is OUTPUT_NOT_WRITABLE', async () => {
    const file = join(await temporaryDirectory(), 'out');
    await writeFile(file, '');
    await expect(openOutput(file)).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' });
  });

  test('opening changes nothing', async () => {
    const dir = join(await temporaryDirectory(), 'out');
    await openOutput(dir);
    await expect(lstat(dir)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe.skipIf(process.platform === 'win32')('symbolic links', () => {
  test('a planted folder link is refused, and nothing outside changes', async () => {
    const dir = await builtFolder();
    const outside = await temporaryDirectory();
    await rm(join(dir, '-/t'), { recursive: true });
    await symlink(outside, join(dir, '-/t'));
    await expect(writeRegistry(dir, registry)).rejects.toMatchObject({ code: 'OUTPUT_NOT_OURS' });
    await expect(writeRegistry(dir, {})).rejects.toMatchObject({ code: 'OUTPUT_NOT_OURS' });
    expect(await readdir(outside)).toEqual([]);
  });

  test('so is one at our own folder', async () => {
    const dir = await builtFolder();
    const outside = await temporaryDirectory();
    await writeFile(join(outside, 'build.json'), '{}');
    await rm(join(dir, '-/stillpack'), { recursive: true });
    await symlink(outside, join(dir, '-/stillpack'));
    await expect(openOutput(dir)).rejects.toMatchObject({ code: 'OUTPUT_NOT_OURS' });
  });

  test('a planted file link is replaced, its target untouched', async () => {
    const dir = await builtFolder();
    const target = join(await temporaryDirectory(), 'target');
    await writeFile(target, 'foo');
    await rm(join(dir, 'foo'));
    await symlink(target, join(dir, 'foo'));
    await writeRegistry(dir, { ...registry, foo: [{ path: 'foo', text: 'new' }] });
    expect((await lstat(join(dir, 'foo'))).isFile()).toBe(true);
    expect((await readTree(join(target, '..'))).get('target')).toBe('foo');
  });

  test('the folder itself may be one', async () => {
    const real = await temporaryDirectory();
    const link = join(await temporaryDirectory(), 'out');
    await symlink(real, link);
    await writeRegistry(link, registry);
    expect((await readDocuments(real)).size).toBe(6);
  });
});

describe('a damaged record', () => {
  test.each(['', '{"format":1,"files":[["foo","', 'null'])(
    'of a package (%j) is noticed, and the package written anew',
    async (text) => {
      const dir = await builtFolder();
      await writeFile(join(dir, '-/stillpack/state/foo.json'), text);
      const totals = await writeRegistry(dir, registry);
      expect(totals).toMatchObject({ written: 3, kept: 3, removed: 0 });
      expect(totals.problems).toMatchObject([
        { code: 'RECORD_DAMAGED', path: '-/stillpack/state/foo.json', severity: 'warning' },
      ]);
      expect(await readTree(dir)).toEqual(await readTree(await builtFolder()));
    },
  );

  test('of a package that is gone removes nothing that is not known', async () => {
    const dir = await builtFolder();
    await writeFile(join(dir, '-/stillpack/state/foo.json'), 'x');
    const totals = await writeRegistry(dir, {});
    expect(totals.problems).toMatchObject([{ code: 'RECORD_DAMAGED' }]);
    expect((await readDocuments(dir)).has('foo')).toBe(true);
  });

  test('of the build still marks the folder as ours', async () => {
    const dir = await builtFolder();
    await writeFile(join(dir, '-/stillpack/build.json'), '{"form');
    expect((await openOutput(dir)).lastBuild).toBeUndefined();
    expect(await writeRegistry(dir, registry)).toMatchObject({ written: 0, kept: 6 });
  });
});

test('a build that stops half-way is not taken for a finished one', async () => {
  const dir = await builtFolder();
  const folder = await openOutput(dir);
  await folder.writePackage(packageName('foo'), [planned({ path: 'foo', text: 'new' })]);
  expect((await openOutput(dir)).lastBuild).toBeUndefined();
});

test('a body of another size than it says is a bug that stops the build', async () => {
  const folder = await openOutput(await temporaryDirectory());
  const file = { ...planned({ path: 'foo' }), size: 7 };
  await expect(folder.writePackage(packageName('foo'), [file])).rejects.toThrow(RangeError);
});

/** As a reader of many bytes gives them: other bytes than it should are found out in the end. */
async function* inPieces(pieces: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
  if (pieces.join('') !== 'content') throw new StillpackError('BYTES_LOST', 'Other bytes.');
}
