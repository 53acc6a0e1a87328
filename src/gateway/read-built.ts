import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isJsonObject, type JsonObject } from '../json.ts';
import { parseJson } from '../parse-json.ts';
import { hasCode } from '../system-error.ts';

/** A document of the built folder; `undefined` when there is none, or it is no JSON object. */
export async function readBuiltObject(
  folder: string,
  path: string,
): Promise<JsonObject | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(folder, path));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  const { value } = parseJson(bytes);
  return isJsonObject(value) ? value : undefined;
}
