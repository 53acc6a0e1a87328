/** Whether the operating system refused a call (a full disk, a missing permission), as Node reports it. */
export function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'errno' in error && 'syscall' in error;
}

/** Whether an error has one of these codes, Node's or a library's. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}
