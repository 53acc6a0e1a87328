/** Whether the operating system refused a call (a full disk, a missing permission), as Node reports it. */
export function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'errno' in error && 'syscall' in error;
}
