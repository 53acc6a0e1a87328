/** Of a profile in users/ and of an account: what JSON Schema calls `pattern`. */
export const emailPattern = '^[^\\s@<>]+@[^\\s@<>]+$';

/** RFC 5321, 4.5.3.1; every version of a package repeats its maintainers' addresses. */
export const longestEmail = 254;

export function isEmail(text: string): boolean {
  return text.length <= longestEmail && new RegExp(emailPattern, 'u').test(text);
}
