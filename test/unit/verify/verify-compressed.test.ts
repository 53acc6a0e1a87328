// Compressed twins of a built folder, changed in one way at a time.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { builtFor, findingsIn } from '../../support/built-registry.ts';
import { readTwins } from '../../support/twins.ts';

const built = (): Promise<string> => builtFor('nginx', ['br', 'gzip']);

/** As a folder that came without the record of its build. */
async function withoutRecord(dir: string): Promise<string> {
  await rm(join(dir, '-/stillpack'), { recursive: true });
  return dir;
}

test.each(['nginx', 'apache', 'caddy'])(
  'what a build wrote for %s has no findings',
  async (host) => {
    const dir = await builtFor(host, ['br', 'gzip']);
    expect([...(await readTwins(dir)).keys()]).toContain('-/z/gzip/foo');
    expect(await findingsIn(dir)).toEqual([]);
    expect(await findingsIn(await withoutRecord(dir))).toEqual([]);
  },
);

describe.each(['br', 'gzip'] as const)('in %s', (encoding) => {
  const compress = encoding === 'br' ? brotliCompressSync : gzipSync;
  const path = `-/z/${encoding}/foo`;

  test('a twin that another program compressed is one as well', async () => {
    const dir = await withoutRecord(await built());
    const bytes = await readFile(join(dir, 'foo'));
    const stored = gzipSync(bytes, { level: 0 });
    await writeFile(join(dir, path), encoding === 'gzip' ? stored : compress(bytes));
    expect(await findingsIn(dir)).toEqual([]);
  });

  test.each<readonly [string, (bytes: Buffer) => Uint8Array]>([
    ['of other bytes', (bytes) => compress(bytes.toString().replace('1.0.0', '6.6.6'))],
    ['of fewer', (bytes) => compress(bytes.subarray(1))],
    ['of many more', (bytes) => compress(Buffer.concat([bytes, Buffer.alloc(2 ** 22)]))],
    ['that is cut off', (bytes) => compress(bytes).subarray(0, -9)],
    ['that is not compressed', (bytes) => bytes],
    ['that is empty', () => new Uint8Array()],
  ])('a twin %s is found', async (_what, change) => {
    const dir = await built();
    await writeFile(join(dir, path), change(await readFile(join(dir, 'foo'))));
    expect(await findingsIn(dir)).toEqual([`TWIN_DIFFERS ${path}`, `FILE_CHANGED ${path}`]);
    expect(await findingsIn(await withoutRecord(dir))).toEqual([`TWIN_DIFFERS ${path}`]);
  });

  test('a twin of no document is found', async () => {
    const dir = await built();
    const [alone, unknown] = [`-/z/${encoding}/@acme/evil`, '-/z/zstd/foo'];
    for (const each of [alone, unknown]) {
      await mkdir(dirname(join(dir, each)), { recursive: true });
      await writeFile(join(dir, each), compress('{}'));
    }
    await withoutRecord(dir);
    expect((await findingsIn(dir)).toSorted()).toEqual(
      [`TWIN_ORPHANED ${alone}`, `TWIN_ORPHANED ${unknown}`].toSorted(),
    );
  });
});
