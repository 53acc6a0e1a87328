// A built folder as a stranger sees it: files that may say anything.
import { isJsonObject, type JsonObject } from '../json.ts';
import { outputPathOf } from '../host/output-path.ts';
import type { OutputDisk } from '../write/output-disk.ts';

export interface BuiltFolder {
  /** The bytes of a regular file; `undefined` when there is none at `path`. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Names, sorted, those of folders with a `/` at the end. */
  list(folder: string): Promise<readonly string[]>;
}

export function createBuiltFolder(disk: OutputDisk): BuiltFolder {
  return {
    async read(path) {
      const parsed = outputPathOf(path);
      return parsed === undefined ? undefined : disk.read(parsed);
    },
    async list(folder) {
      const parsed = folder === '' ? '' : outputPathOf(folder);
      return parsed === undefined ? [] : disk.list(parsed);
    },
  };
}

/** Every file below a folder, as paths from the root. */
export async function* filesBelow(folder: BuiltFolder, path: string): AsyncGenerator<string> {
  for (const name of await folder.list(path)) {
    const full = path === '' ? name : `${path}/${name}`;
    if (name.endsWith('/')) yield* filesBelow(folder, full.slice(0, -1));
    else yield full;
  }
}

/** The value, or `undefined` when the bytes are not JSON in UTF-8. */
export function parseDocument(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

export function parseObject(bytes: Uint8Array | undefined): JsonObject | undefined {
  const value = bytes === undefined ? undefined : parseDocument(bytes);
  return isJsonObject(value) ? value : undefined;
}
