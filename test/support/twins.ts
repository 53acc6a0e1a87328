import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { twinAt } from '../../src/host/precompressed.ts';
import { readTree } from './output-tree.ts';

/** Every compressed twin below `dir`: path → the text that it holds. */
export async function readTwins(dir: string): Promise<ReadonlyMap<string, string>> {
  const twins = new Map<string, string>();
  for (const path of (await readTree(dir)).keys()) {
    const twin = twinAt(path);
    if (twin === undefined) continue;
    const decompress = twin.encoding === 'br' ? brotliDecompressSync : gunzipSync;
    twins.set(path, decompress(await readFile(join(dir, path))).toString());
  }
  return twins;
}
