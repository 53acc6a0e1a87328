// What a commit says of people and dates, read alike by both engines.

/** 9999-12-31T23:59:59Z: a commit may claim any number, and a Date cannot hold every one. */
const lastSecond = 253_402_300_799;

/** Seconds since the epoch from a commit's digits; 0 when there are none, never beyond the year 9999. */
export function commitSeconds(digits: string): number {
  return Math.min(Number(digits), lastSecond);
}

/**
 * The text of bytes in a commit: UTF-8 unless its `encoding` header names another encoding that we know
 * (git-commit, "Discussion").
 */
export function commitText(bytes: Uint8Array, encoding: string): string {
  const utf8 = Buffer.from(bytes).toString('utf8');
  if (encoding === '' || /^utf-?8$/i.test(encoding)) return utf8;
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return utf8;
  }
}
