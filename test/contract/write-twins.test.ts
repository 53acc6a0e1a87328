// Compressed twins in the output folder: a server answers with one rather than with its document.
import { execFile } from 'node:child_process';
import { lstat, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { twinAt } from '../../src/host/precompressed.ts';
import { openOutput } from '../../src/write/open-output.ts';
import { packageName } from '../support/model.ts';
import { planned, type PlannedParts, someDate } from '../support/output-files.ts';
import {
  readDocuments,
  readTree,
  type RegistryParts,
  someRecord,
  stampsOf,
  writeRegistry,
} from '../support/output-tree.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { readTwins } from '../support/twins.ts';

const writer = fileURLToPath(new URL('../support/dying-writer.mjs', import.meta.url));
const encodings = ['br', 'gzip'] as const;
const long = (word: string): string => `${word} `.repeat(1000);
const foo = (text: string): PlannedParts => ({ path: 'foo', kind: 'packument', text, encodings });
const version = (text: string): PlannedParts => ({
  ...{ path: '-/v/foo/1.0.0', kind: 'version', text, encodings },
});
const tarball: PlannedParts = { path: '-/t/foo/foo-1.0.0.tgz', kind: 'tarball' };

const before: RegistryParts = {
  foo: [tarball, version(long('first')), foo(long('old'))],
  gone: [{ path: 'gone', text: long('gone'), encodings }],
  '': [{ path: '-/v1/search', text: long('old'), encodings }],
};
const after: RegistryParts = {
  foo: [tarball, version('short'), foo(long('new'))],
  '': [{ path: '-/v1/search', text: long('new'), encodings }],
};

async function built(registry: RegistryParts): Promise<string> {
  const dir = join(await temporaryDirectory(), 'out');
  await writeRegistry(dir, registry);
  return dir;
}

/** Every twin holds its document, and there are these. */
async function expectTwins(dir: string, paths: readonly string[]): Promise<void> {
  const [twins, documents] = [await readTwins(dir), await readDocuments(dir)];
  expect([...twins.keys()]).toEqual(
    paths.flatMap((path) => encodings.map((each) => `-/z/${each}/${path}`)).toSorted(),
  );
  for (const [path, text] of twins) expect(text).toBe(documents.get(twinAt(path)?.of ?? ''));
}

test('documents have twins, tarballs and small ones have none; the record counts them', async () => {
  const dir = join(await temporaryDirectory(), 'out');
  const totals = await writeRegistry(dir, before);
  await expectTwins(dir, ['-/v/foo/1.0.0', 'foo', 'gone', '-/v1/search']);
  expect(totals.written).toBe(5 + 8);
  expect(await writeRegistry(dir, before)).toMatchObject({ written: 0, kept: 13, removed: 0 });
});

describe('the next build', () => {
  test('touches nothing when nothing changed', async () => {
    const dir = await built(before);
    const stamps = await stampsOf(dir);
    await writeRegistry(dir, before);
    expect(await stampsOf(dir)).toEqual(stamps);
  });

  test('gives the bytes of a first one, records included', async () => {
    const dir = await built(before);
    await writeRegistry(dir, after);
    await expectTwins(dir, ['foo', '-/v1/search']);
    expect(await readTree(dir)).toEqual(await readTree(await built(after)));
  });

  test('makes the twins of a document that changed later than those before, though their dates are equal', async () => {
    const dir = await built({ foo: [foo(long('old'))] });
    const timesOf = (): Promise<readonly number[]> =>
      Promise.all(
        ['foo', '-/z/br/foo', '-/z/gzip/foo'].map(
          async (path) => (await lstat(join(dir, path))).mtimeMs - someDate.getTime(),
        ),
      );
    expect(await timesOf()).toEqual([0, 0, 0]);
    const changed = { foo: [foo(long('new'))] };
    await writeRegistry(dir, changed);
    expect(await timesOf()).toEqual([1000, 1000, 1000]);
    expect(await writeRegistry(dir, changed)).toMatchObject({ written: 0, kept: 3 });
  });

  test('makes twins of documents that it keeps, and removes them again', async () => {
    const without = Object.fromEntries(
      Object.entries(before).map(([name, files]) => [
        name,
        files.map((file) => ({ ...file, encodings: [] })),
      ]),
    );
    const dir = await built(without);
    expect(await writeRegistry(dir, before)).toMatchObject({ written: 8, kept: 5 });
    expect(await readTree(dir)).toEqual(await readTree(await built(before)));
    expect(await writeRegistry(dir, without)).toMatchObject({ written: 0, removed: 8 });
    expect(await readTree(dir)).toEqual(await readTree(await built(without)));
  });

  test('makes a twin again that somebody removed or cut off', async () => {
    const dir = await built(before);
    await rm(join(dir, '-/z/br/foo'));
    await writeFile(join(dir, '-/z/gzip/foo'), '');
    expect(await writeRegistry(dir, before)).toMatchObject({ written: 2 });
    await expectTwins(dir, ['-/v/foo/1.0.0', 'foo', 'gone', '-/v1/search']);
  });

  test('leaves no twin of before where the record was damaged', async () => {
    const dir = await built(before);
    await writeFile(join(dir, '-/stillpack/state/foo.json'), 'x');
    await writeRegistry(dir, after);
    await expectTwins(dir, ['foo', '-/v1/search']);
  });

  test('that writes a part of what spans packages keeps the twins of the rest, and no others', async () => {
    const dir = await temporaryDirectory();
    const spanning = ['a', 'b'].map((path) => ({ path, text: long(path), encodings }));
    await writeRegistry(dir, { '': spanning });
    const folder = await openOutput(dir);
    const some = [planned({ path: 'a', text: 'short', encodings })];
    await folder.writeRegistry(some, { others: 'kept' });
    await folder.finish(someRecord);
    await expectTwins(dir, ['b']);
    const whole = await built({
      '': [{ path: 'a', text: 'short', encodings }, ...spanning.slice(1)],
    });
    expect(await readTree(dir)).toEqual(await readTree(whole));
  });
});

test('a rehearsal makes none', async () => {
  const dir = await built({});
  const folder = await openOutput(dir);
  const files = [planned(foo(long('new')))];
  const { after: size } = await folder.rehearsal().writePackage(packageName('foo'), files);
  expect(size.documents).toBe(1);
});

describe('a build that is killed at any moment', () => {
  const record = { ...someRecord, commit: 'd'.repeat(40) };
  const json = JSON.stringify({
    record,
    packages: [['foo', (after['foo'] ?? []).map(revivable)]],
    registry: (after[''] ?? []).map(revivable),
  });
  const dieAt = (operation: number, dir: string): Promise<number | undefined> =>
    promisify(execFile)(process.execPath, [writer, dir, json, String(operation)]).then(
      ({ stdout }) => Number(stdout),
      () => undefined,
    );

  test('leaves no twin of before beside a document of after', async () => {
    const total = (await dieAt(0, await built(before))) ?? 0;
    expect(total).toBeGreaterThan(20);
    const fresh = join(await temporaryDirectory(), 'out');
    await writeRegistry(fresh, after, record);
    const wanted = await readDocuments(fresh);
    for (let operation = 1; operation <= total; operation += 2) {
      const dir = await built(before);
      await dieAt(operation, dir);
      const documents = await readDocuments(dir);
      for (const [path, text] of await readTwins(dir)) {
        const of = twinAt(path)?.of ?? '';
        const document = documents.get(of);
        expect(document, `${path} without ${of}, after ${operation}`).toBeDefined();
        if (document === wanted.get(of)) expect(text, `${path}, ${operation}`).toBe(document);
      }
      // One that was cut off keeps other builds out for ten seconds.
      await rm(join(dir, '-/stillpack/build.lock'), { force: true });
      await writeRegistry(dir, after, record);
      expect(await readTree(dir), `healed after ${operation}`).toEqual(await readTree(fresh));
    }
  });
});

/** As the writer's process takes it. */
function revivable(parts: PlannedParts): object {
  return { ...planned(parts), body: parts.text ?? parts.path };
}
