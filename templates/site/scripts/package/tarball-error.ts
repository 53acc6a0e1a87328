// Why a tarball cannot be shown.

export type TarballErrorCode =
  | 'BROWSER_TOO_OLD'
  | 'TARBALL_DAMAGED'
  | 'TARBALL_MISSING'
  | 'TARBALL_TOO_LARGE'
  | 'TARBALL_UNREACHABLE';

export class TarballError extends Error {
  readonly code: TarballErrorCode;
  /** What the reader can do. */
  readonly hint: string;

  constructor(code: TarballErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TarballError';
    this.code = code;
    this.hint = hint;
  }
}
