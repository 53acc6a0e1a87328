export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Those values that are text, by key: a map, since `__proto__` is a key like any other. */
export function textEntries(value: unknown): ReadonlyMap<string, string> {
  return new Map(
    isRecord(value)
      ? Object.entries(value).filter(
          (entry): entry is [string, string] => typeof entry[1] === 'string',
        )
      : [],
  );
}

/** A number of bytes, files or packages; `undefined` for what is none. */
export function countOf(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined;
}
