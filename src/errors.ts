// Refusals: a request that cannot be met. What is wrong with one *package* is a Problem (problems.ts).
import { printable } from './printable.ts';
import type { Problem } from './problems.ts';

/** Closed and sorted; the README's error reference lists every one. */
export type ErrorCode =
  | 'ACCESS_UNENFORCEABLE'
  | 'ACCOUNTS_BUSY'
  | 'ACCOUNTS_DAMAGED'
  | 'ACCOUNTS_FULL'
  | 'ACCOUNTS_MISSING'
  | 'ACCOUNTS_UNUSABLE'
  | 'ACCOUNT_EXISTS'
  | 'ACCOUNT_UNKNOWN'
  | 'ADD_REFUSED'
  | 'AUDIT_INVALID'
  | 'BODY_INVALID'
  | 'BODY_TIMEOUT'
  | 'BODY_TOO_LARGE'
  | 'BYTES_LOST'
  | 'BYTES_SHARED'
  | 'CONFIG_INVALID'
  | 'DISK_FULL'
  | 'FETCH_FAILED'
  | 'FILE_EXISTS'
  | 'FILE_NOT_FETCHED'
  | 'FILE_TOO_LARGE'
  | 'FORBIDDEN'
  | 'FORGE_REFUSED'
  | 'FORGE_UNREACHABLE'
  | 'GATEWAY_CLOSING'
  | 'GATEWAY_RUNNING'
  | 'GATEWAY_STARTING'
  | 'GIT_FAILED'
  | 'GIT_MISSING'
  | 'HEAD_DETACHED'
  | 'HISTORY_INCOMPLETE'
  | 'HISTORY_REORDERED'
  | 'HOST_UNKNOWN'
  | 'ISSUER_UNREACHABLE'
  | 'LOGIN_THROTTLED'
  | 'LOGIN_UNKNOWN'
  | 'MANIFEST_MISMATCH'
  | 'META_INVALID'
  | 'NOT_A_REPOSITORY'
  | 'NOT_A_TARBALL'
  | 'NOT_FOUND'
  | 'NOT_SUPPORTED'
  | 'NO_COMMITS'
  | 'OPTION_INVALID'
  | 'ORG_INVALID'
  | 'ORG_UNKNOWN'
  | 'OUTPUT_BUSY'
  | 'OUTPUT_NOT_OURS'
  | 'OUTPUT_NOT_WRITABLE'
  | 'OWNER_LAST'
  | 'PACKAGE_UNKNOWN'
  | 'PACK_FAILED'
  | 'PASSWORD_INVALID'
  | 'PATH_INVALID'
  | 'PORT_IN_USE'
  | 'PROVENANCE_INVALID'
  | 'PUBLISHER_UNKNOWN'
  | 'PUBLISHER_UNTRUSTED'
  | 'PUBLISH_INVALID'
  | 'PUBLISH_REFUSED'
  | 'PURGE_UNCONFIRMED'
  | 'PUSH_REFUSED'
  | 'RANGE_INVALID'
  | 'REF_UNKNOWN'
  | 'REMOTE_UNREACHABLE'
  | 'REPOSITORY_LAYOUT'
  | 'REPOSITORY_UNSUPPORTED'
  | 'REVISION_CONFLICT'
  | 'SEARCH_INVALID'
  | 'SHALLOW_CLONE'
  | 'SITE_UNREACHABLE'
  | 'TAG_INVALID'
  | 'TAG_UNKNOWN'
  | 'TEAM_IN_USE'
  | 'TEAM_UNKNOWN'
  | 'TEMPLATE_INVALID'
  | 'TOKEN_FORBIDDEN'
  | 'TOKEN_UNKNOWN'
  | 'UNAUTHENTICATED'
  | 'UNCOMMITTED_CHANGES'
  | 'URL_INVALID'
  | 'URL_MISSING'
  | 'USER_INVALID'
  | 'USER_UNKNOWN'
  | 'VERSION_EXISTS'
  | 'VERSION_UNKNOWN'
  | 'VERSION_UNPUBLISHED'
  | 'WRITE_CONFLICT';

/** 1 failed · 2 usage or configuration · 3 network or authorisation. */
export type ExitCode = 1 | 2 | 3;

const exitCodes: Partial<Record<ErrorCode, ExitCode>> = {
  CONFIG_INVALID: 2,
  FETCH_FAILED: 3,
  FORGE_REFUSED: 3,
  FORGE_UNREACHABLE: 3,
  HOST_UNKNOWN: 2,
  ISSUER_UNREACHABLE: 3,
  LOGIN_THROTTLED: 3,
  OPTION_INVALID: 2,
  PASSWORD_INVALID: 2,
  PUBLISHER_UNTRUSTED: 3,
  PURGE_UNCONFIRMED: 2,
  PUSH_REFUSED: 3,
  RANGE_INVALID: 2,
  REMOTE_UNREACHABLE: 3,
  SITE_UNREACHABLE: 3,
  TAG_INVALID: 2,
  TEMPLATE_INVALID: 2,
  TOKEN_FORBIDDEN: 3,
  UNAUTHENTICATED: 3,
  URL_INVALID: 2,
  URL_MISSING: 2,
};

export interface ErrorDetails {
  /** What to do, one sentence. */
  readonly hint?: string;
  /** The offending path, as the user wrote it or relative to the repository. */
  readonly path?: string;
  /** What is wrong with each offender, when there may be several. */
  readonly problems?: readonly Problem[];
  readonly cause?: unknown;
  /** When the same request may be met: seconds from now, as in HTTP's Retry-After. */
  readonly retryAfterSeconds?: number;
}

/**
 * A refusal. `message` is one sentence that names the offender; never shown with a stack. What it quotes is made
 * printable, against injection into terminals and CI logs.
 */
export class StillpackError extends Error {
  override readonly name = 'StillpackError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly path: string | undefined;
  readonly problems: readonly Problem[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(printable(message), details.cause === undefined ? {} : { cause: details.cause });
    this.code = code;
    this.hint = details.hint === undefined ? undefined : printable(details.hint);
    this.path = details.path === undefined ? undefined : printable(details.path);
    this.problems = details.problems ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  get exitCode(): ExitCode {
    return exitCodes[this.code] ?? 1;
  }
}
