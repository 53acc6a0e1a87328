// A configuration file of the repository: bytes become a checked JSON object, or a sentence that says why not.
import { isJsonObject, type JsonObject } from '../json.ts';
import { parseJson } from '../parse-json.ts';
import type { FileBytes } from '../source/snapshot.ts';
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
  const json = parseJson(bytes, { uniqueKeys: true });
  if (json.fault !== undefined) return { fault: `${path} ${json.fault}.` };
  if (!isJsonObject(json.value)) return { fault: `${path} is not a JSON object.` };
  const [fault] = check(json.value);
  if (fault === undefined) return { object: json.value };
  const nearest = fault.nearest === undefined ? '' : `; did you mean "${fault.nearest}"?`;
  return { fault: `${describeFault(path, fault)}${nearest === '' ? '.' : nearest}` };
}
