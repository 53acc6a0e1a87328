// A configuration file of the repository: bytes become a checked JSON object, or a sentence that says why not.
import { isJsonObject, type JsonObject } from '../json.ts';
import { describeFault, type SchemaFault } from '../schema.ts';

export type CheckedJson =
  | { readonly object: JsonObject; readonly fault?: undefined }
  | { readonly fault: string; readonly object?: undefined };

/** Parses UTF-8 JSON, with or without a BOM, and holds it to `check`; the first fault is told. */
export function parseCheckedJson(
  path: string,
  bytes: Uint8Array,
  check: (value: unknown) => readonly SchemaFault[],
): CheckedJson {
  const value = parseJson(bytes);
  if (!isJsonObject(value)) return { fault: `${path} is not a JSON object in UTF-8.` };
  const [fault] = check(value);
  if (fault === undefined) return { object: value };
  const nearest = fault.nearest === undefined ? '' : `; did you mean "${fault.nearest}"?`;
  return { fault: `${describeFault(path, fault)}${nearest === '' ? '.' : nearest}` };
}

/** `undefined` for bytes that are not UTF-8 or not JSON. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
