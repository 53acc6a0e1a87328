// A configuration file of the repository: bytes become a checked JSON object, or a sentence that says why not.
import { isJsonObject, type JsonObject } from '../json.ts';
import type { FileBytes } from '../source/snapshot.ts';
import { repeatedKeyOf } from '../repeated-key.ts';
import { describeFault, type SchemaFault } from '../schema.ts';

export type CheckedJson =
  | { readonly object: JsonObject; readonly fault?: undefined }
  | { readonly fault: string; readonly object?: undefined };

/** Parses UTF-8 JSON, with or without a BOM, no key twice, and holds it to `check`; the first fault is told. */
export function parseCheckedJson(
  path: string,
  bytes: FileBytes,
  check: (value: unknown) => readonly SchemaFault[],
): CheckedJson {
  if (bytes === 'too-large') return { fault: `${path} is larger than any file of its kind.` };
  if (bytes === 'not-a-blob') return { fault: `What git holds as ${path} is no file.` };
  const text = textOf(bytes);
  const value = text === undefined ? undefined : parseJson(text);
  if (text === undefined || !isJsonObject(value)) {
    return { fault: `${path} is not a JSON object in UTF-8.` };
  }
  const repeated = repeatedKeyOf(text);
  if (repeated !== undefined) return { fault: `${path} has the key "${repeated}" twice.` };
  const [fault] = check(value);
  if (fault === undefined) return { object: value };
  const nearest = fault.nearest === undefined ? '' : `; did you mean "${fault.nearest}"?`;
  return { fault: `${describeFault(path, fault)}${nearest === '' ? '.' : nearest}` };
}

/** `undefined` for bytes that are not UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** `undefined` for text that is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
