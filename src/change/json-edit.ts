// Edits JSON files that people also edit: what the edit does not touch stays as they wrote it.
import { isJsonObject, type JsonObject, own } from '../json.ts';
import { layOutLike } from './json-layout.ts';

/**
 * The file with `edit` applied; a missing file begins as `{}`. Unknown keys keep their place, and what is not changed
 * keeps its text. `undefined` when the text holds no JSON object.
 */
export function editJson(
  bytes: Uint8Array | undefined,
  edit: (object: JsonObject) => JsonObject,
): Uint8Array | undefined {
  const text = bytes === undefined ? '{}\n' : decoder.decode(bytes);
  const [bom = ''] = /^\uFEFF/.exec(text) ?? [];
  const json = text.slice(bom.length);
  const object = parseObject(json);
  if (object === undefined) return undefined;
  return new TextEncoder().encode(bom + layOutLike(json, edit(object)));
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** `object` with `key` set; an existing key keeps its place, and `__proto__` is a key like any other. */
export function withKey(object: JsonObject, key: string, value: unknown): JsonObject {
  return Object.fromEntries([
    ...Object.entries(object).map(([name, old]) => [name, name === key ? value : old] as const),
    ...(Object.hasOwn(object, key) ? [] : [[key, value] as const]),
  ]);
}

/** `object` without those keys. */
export function withoutKeys(object: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** `object` with the object at `key` edited, which begins as `{}` where there is none. */
export function withObject(
  object: JsonObject,
  key: string,
  edit: (inner: JsonObject) => JsonObject,
): JsonObject {
  const inner = own(object, key);
  return withKey(object, key, edit(isJsonObject(inner) ? inner : {}));
}

/** `object` with those of the object at `key` that are to stay; where none does, the key goes too. */
export function keepingOnly(
  object: JsonObject,
  key: string,
  stays: (name: string, value: unknown) => boolean,
): JsonObject {
  const inner = own(object, key);
  if (!isJsonObject(inner)) return object;
  const kept = Object.entries(inner).filter(([name, value]) => stays(name, value));
  if (kept.length === Object.keys(inner).length) return object;
  return kept.length === 0
    ? withoutKeys(object, key)
    : withKey(object, key, Object.fromEntries(kept));
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
