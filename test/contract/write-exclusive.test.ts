// One build at a time, and none that gives a published version other bytes.
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openOutput } from '../../src/write/open-output.ts';
import { packageName } from '../support/model.ts';
import { planned } from '../support/output-files.ts';
import { readTree, someRecord, writeRegistry } from '../support/output-tree.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

const lock = '-/stillpack/build.lock';
const foo = packageName('foo');
const version = { path: '-/t/foo/foo-1.0.0.tgz', kind: 'tarball' } as const;

async function builtFolder(): Promise<string> {
  const dir = join(await temporaryDirectory(), 'out');
  await writeRegistry(dir, { foo: [version, { path: 'foo', kind: 'packument' }] });
  return dir;
}

describe('while a build writes', () => {
  test('another one is told so and changes nothing', async () => {
    const dir = await builtFolder();
    const first = await openOutput(dir);
    const second = await openOutput(dir);
    await first.writePackage(foo, [planned({ path: 'foo', text: 'new' })]);
    const during = await readTree(dir);
    await expect(
      second.writePackage(foo, [planned({ path: 'foo', text: 'other' })]),
    ).rejects.toMatchObject({ code: 'OUTPUT_BUSY' });
    await second.close();
    expect(await readTree(dir)).toEqual(during);
    await first.finish(someRecord);
    expect([...(await readTree(dir)).keys()]).not.toContain(lock);
  });

  test('the next one may write once it was closed, though it did not finish', async () => {
    const dir = await builtFolder();
    const first = await openOutput(dir);
    await first.writePackage(foo, [planned({ path: 'foo', text: 'new' })]);
    await first.close();
    expect(await writeRegistry(dir, { foo: [{ path: 'foo' }] })).toMatchObject({ written: 1 });
  });

  test('what it was copying to the folder’s disk goes when it is closed, though it did not finish', async () => {
    const dir = await builtFolder();
    const folder = await openOutput(dir);
    await writeFile((await folder.spool()) ?? '', 'half a tarball');
    await folder.close();
    expect((await readdir(join(dir, '-/stillpack'))).toSorted()).toEqual(['build.json', 'state']);
  });

  test('one that began before it ended does not trust what it read', async () => {
    const dir = await builtFolder();
    const late = await openOutput(dir);
    await writeRegistry(dir, { bar: [{ path: 'bar' }] }, { ...someRecord, commit: 'b'.repeat(40) });
    await expect(
      late.writePackage(foo, [planned({ path: 'foo', text: 'late' })]),
    ).rejects.toMatchObject({ code: 'OUTPUT_BUSY' });
  });
});

describe('a lock that was left behind', () => {
  const locked = async (holder: string): Promise<string> => {
    const dir = await builtFolder();
    await mkdir(join(dir, '-/stillpack'), { recursive: true });
    await writeFile(join(dir, lock), holder);
    return dir;
  };

  test('by a process that is gone is taken over', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const dir = await locked(JSON.stringify({ pid, host: hostname() }));
    expect(await writeRegistry(dir, { foo: [{ path: 'foo' }] })).toMatchObject({ removed: 1 });
  });

  test('by a process before this one that had its number is taken over', async () => {
    const dir = await locked(JSON.stringify({ pid: process.pid, host: hostname(), id: 'another' }));
    expect(await writeRegistry(dir, { foo: [{ path: 'foo' }] })).toMatchObject({ removed: 1 });
  });

  test.each([
    ['nothing', ''],
    ['half a word', '{"pid":12'],
    ['no process', JSON.stringify({ host: hostname() })],
  ])('that says %s is taken over when it is older than ten seconds', async (_, holder) => {
    const dir = await locked(holder);
    const then = new Date(Date.now() - 11_000);
    await utimes(join(dir, lock), then, then);
    expect(await writeRegistry(dir, { foo: [{ path: 'foo' }] })).toMatchObject({ removed: 1 });
  });

  test.each([
    ['by another machine', JSON.stringify({ pid: 1, host: `not-${hostname()}` })],
    ['by a process that runs', JSON.stringify({ pid: process.ppid, host: hostname() })],
    ['without a word', ''],
  ])('%s is not', async (_, holder) => {
    const dir = await locked(holder);
    await expect(writeRegistry(dir, { foo: [{ path: 'foo' }] })).rejects.toMatchObject({
      code: 'OUTPUT_BUSY',
    });
    expect(await readFile(join(dir, lock), 'utf8')).toBe(holder);
  });
});

describe('what was published', () => {
  const published = new Map([['1.0.0', 'sha512-first']]);
  const files = [planned(version)];

  test('is remembered when the package, its files or their places are gone', async () => {
    const dir = join(await temporaryDirectory(), 'out');
    const first = await openOutput(dir);
    await first.writePackage(foo, files, published);
    await first.finish(someRecord);
    const second = await openOutput(dir);
    await second.removeOthers();
    await second.finish(someRecord);
    expect([...(await readTree(dir)).keys()]).not.toContain(version.path);
    expect(await (await openOutput(dir)).published(foo)).toEqual(published);
  });

  test('stays what it was, and more is added to it', async () => {
    const dir = await builtFolder();
    const folder = await openOutput(dir);
    await folder.writePackage(foo, files, published);
    await folder.writePackage(
      foo,
      files,
      new Map([
        ['1.0.0', 'sha512-other'],
        ['2.0.0', 'x'],
      ]),
    );
    expect(await folder.published(foo)).toEqual(new Map([...published, ['2.0.0', 'x']]));
    await folder.close();
  });
});

test('a rehearsal changes nothing', async () => {
  const dir = await builtFolder();
  const before = await readTree(dir);
  const folder = (await openOutput(dir)).rehearsal();
  await folder.writePackage(foo, [planned({ path: 'foo', text: 'other' })]);
  await folder.writePackage(packageName('new'), [planned({ path: 'new' })]);
  await folder.removeOthers();
  await folder.finish({ ...someRecord, commit: 'c'.repeat(40) });
  expect(await readTree(dir)).toEqual(before);
});
