// Edits JSON files that people also edit: what the edit does not touch stays, indentation and line ends included.
import { isJsonObject, type JsonObject } from '../json.ts';

/**
 * The file with `edit` applied; a missing file begins as `{}`. Unknown keys keep their place.
 * `undefined` when the text holds no JSON object.
 */
export function editJson(
  bytes: Uint8Array | undefined,
  edit: (object: JsonObject) => JsonObject,
): Uint8Array | undefined {
  const text = bytes === undefined ? '{}\n' : new TextDecoder().decode(bytes);
  const object = parseObject(text);
  if (object === undefined) return undefined;
  const indent = /^\{\r?\n([\t ]+)"/.exec(text.trimStart())?.[1] ?? '  ';
  const edited = `${JSON.stringify(edit(object), undefined, indent)}\n`;
  return new TextEncoder().encode(text.includes('\r\n') ? edited.replaceAll('\n', '\r\n') : edited);
}

/** `object` with `key` set; an existing key keeps its place, and `__proto__` is a key like any other. */
export function withKey(object: JsonObject, key: string, value: unknown): JsonObject {
  return Object.fromEntries([
    ...Object.entries(object).map(([name, old]) => [name, name === key ? value : old] as const),
    ...(Object.hasOwn(object, key) ? [] : [[key, value] as const]),
  ]);
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
