// JSON enters as `unknown` and is narrowed here.

/** A JSON object as `JSON.parse` makes it: `__proto__` is an own key, never read through the prototype. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own property `key`, so that `constructor` or `__proto__` as a key means only itself. */
export function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
