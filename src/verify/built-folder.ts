// A built folder as a stranger sees it: files that may say anything.
import { archiveLimits } from '../inspect/archive-limits.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { outputPathOf } from '../host/output-path.ts';
import { parseJson } from '../parse-json.ts';
import type { OutputDisk } from '../write/output-disk.ts';

export interface BuiltFolder {
  /** The bytes of a regular file, none of one that is too large; `undefined` when there is none at `path`. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The size in bytes of a regular file; `undefined` when there is none at `path`. */
  size(path: string): Promise<number | undefined>;
  /** Names, sorted, those of folders with a `/` at the end. */
  list(folder: string): Promise<readonly string[]>;
  /** Files that `read` found too large, in the order it did. */
  tooLarge(): readonly string[];
}

/** Node 20 reads no larger file at once. */
const maxFileBytes = 2 ** 31 - 1;

/** A packument holds a manifest below `versions` and the version. */
const maxDepth = archiveLimits.manifestDepth + 8;

export function createBuiltFolder(
  disk: OutputDisk,
  { maxBytes = maxFileBytes }: { readonly maxBytes?: number } = {},
): BuiltFolder {
  const tooLarge = new Set<string>();
  const size: BuiltFolder['size'] = async (path) => {
    const parsed = outputPathOf(path);
    return parsed === undefined ? undefined : (await disk.stat(parsed))?.size;
  };
  return {
    size,
    async read(path) {
      const parsed = outputPathOf(path);
      if (parsed === undefined) return undefined;
      if (((await size(path)) ?? 0) <= maxBytes) return disk.read(parsed);
      tooLarge.add(path);
      return new Uint8Array();
    },
    tooLarge: () => [...tooLarge],
    async list(folder) {
      const parsed = folder === '' ? '' : outputPathOf(folder);
      return parsed === undefined ? [] : disk.list(parsed);
    },
  };
}

/**
 * Every file below a folder, as paths from the root: links and special files too, and folders, with a `/` at the
 * end, that no build makes and nothing is read in.
 */
export async function* filesBelow(folder: BuiltFolder, path: string): AsyncGenerator<string> {
  for (const name of await folder.list(path)) {
    const full = path === '' ? name : `${path}/${name}`;
    const inside = name.endsWith('/') ? outputPathOf(full.slice(0, -1)) : undefined;
    if (inside === undefined) yield full;
    else yield* filesBelow(folder, inside);
  }
}

/** The value, or `undefined` when the bytes are not JSON in UTF-8, or nested deeper than any that a build writes. */
export function parseDocument(bytes: Uint8Array): unknown {
  return parseJson(bytes, { maxDepth }).value;
}

export function parseObject(bytes: Uint8Array | undefined): JsonObject | undefined {
  const value = bytes === undefined ? undefined : parseDocument(bytes);
  return isJsonObject(value) ? value : undefined;
}
