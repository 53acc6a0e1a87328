// A build that is killed at any moment leaves old or new files, never half of one, and the next build heals the rest.
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { openOutput } from '../../src/write/open-output.ts';
import { planned } from '../support/output-files.ts';
import {
  readDocuments,
  readTree,
  type RegistryParts,
  someRecord,
  writeRegistry,
} from '../support/output-tree.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

const writer = fileURLToPath(new URL('../support/dying-writer.mjs', import.meta.url));
const long = 'x'.repeat(5000);

const before: RegistryParts = {
  foo: [
    { path: '-/t/foo/foo-1.0.0.tgz', kind: 'tarball', text: `one ${long}` },
    { path: 'foo', kind: 'packument', text: `old ${long}` },
    { path: 'becomes/a/folder' },
  ],
  gone: [{ path: '-/t/gone/gone-1.0.0.tgz' }, { path: 'gone' }],
  kept: [{ path: 'kept' }],
  '': [{ path: '-/v1/search', text: 'old' }],
};
const after: RegistryParts = {
  foo: [
    { path: '-/t/foo/foo-1.0.0.tgz', kind: 'tarball', text: `one ${long}` },
    { path: '-/t/foo/foo-2.0.0.tgz', kind: 'tarball', text: `two ${long}` },
    { path: 'foo', kind: 'packument', text: `new ${long}` },
    { path: 'becomes/a' },
  ],
  kept: [{ path: 'kept' }],
  '@acme/ui': [{ path: '@acme/ui', kind: 'packument', text: long }],
  '': [{ path: '-/v1/search', text: 'new' }],
};
const nextRecord = { ...someRecord, commit: 'd'.repeat(40) };

/** Runs a build of `after` in a process of its own; resolves to its operations, or `undefined` when it died. */
async function buildUntil(operation: number, dir: string): Promise<number | undefined> {
  const plain = (files: RegistryParts[string] = []): object[] =>
    files
      .map(planned)
      .map((file) => ({ ...file, body: Buffer.from(textOf(file.body)).toString() }));
  const { '': registry, ...packages } = after;
  const json = JSON.stringify({
    record: nextRecord,
    packages: Object.entries(packages).map(([name, files]) => [name, plain(files)]),
    registry: plain(registry),
  });
  try {
    const args = [writer, dir, json, String(operation)];
    return Number((await promisify(execFile)(process.execPath, args)).stdout);
  } catch (error) {
    expect(error).toMatchObject({ signal: 'SIGKILL' });
    return undefined;
  }
}

function textOf(body: ReturnType<typeof planned>['body']): Uint8Array {
  if (typeof body === 'function') throw new TypeError('the test plans bytes');
  return body;
}

/** A dozen moments, spread over the whole build, the first and the last included. */
async function moments(start: RegistryParts | undefined): Promise<readonly number[]> {
  const dir = join(await temporaryDirectory(), 'out');
  if (start !== undefined) await writeRegistry(dir, start);
  const total = (await buildUntil(0, dir)) ?? 0;
  expect(total).toBeGreaterThan(20);
  const step = (total - 1) / 11;
  return [...new Set(Array.from({ length: 12 }, (_, index) => Math.round(1 + index * step)))];
}

const textsOf = (registry: RegistryParts): ReadonlyMap<string, string> =>
  new Map(
    Object.values(registry)
      .flat()
      .map(({ path, text }) => [path, text ?? path]),
  );

async function freshTree(): Promise<ReadonlyMap<string, string>> {
  const dir = await temporaryDirectory();
  await writeRegistry(dir, after, nextRecord);
  return readTree(dir);
}

describe.each([
  ['over an older one', before],
  ['into a new folder', undefined],
])('a build %s that is killed', (_where, start) => {
  test('leaves old or new files, and the next build makes all of them new', async () => {
    const fresh = await freshTree();
    const [old, wanted] = [textsOf(start ?? {}), textsOf(after)];
    let deaths = 0;
    for (const moment of await moments(start)) {
      const dir = join(await temporaryDirectory(), 'out');
      if (start !== undefined) await writeRegistry(dir, start);
      // Files are written side by side, so the number of operations differs by a few and the last may be too late.
      if ((await buildUntil(moment, dir)) === undefined) deaths += 1;

      const left = await readDocuments(dir).catch(() => new Map<string, string>());
      for (const [path, text] of left) {
        expect([old.get(path), wanted.get(path)], `${path} at ${moment}`).toContain(text);
      }
      for (const [path, text] of old) {
        if (wanted.get(path) === text) expect(left.get(path)).toBe(text);
      }
      const { lastBuild } = await openOutput(dir);
      if (lastBuild?.commit === nextRecord.commit) expect(left).toEqual(wanted);

      await writeRegistry(dir, after, nextRecord);
      expect(await readTree(dir), `healed at ${moment}`).toEqual(fresh);
      expect(await readdir(join(dir, '-/stillpack'))).toEqual([
        'build.json',
        'registry.json',
        'state',
      ]);
    }
    expect(deaths).toBeGreaterThan(8);
  });
});
