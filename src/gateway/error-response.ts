// What a client is told when it is refused: npm prints the text of `error` (npm 6–11, yarn 1, bun).
import { type ErrorCode, StillpackError } from '../errors.ts';

/**
 * HTTP statuses of refusals; what is not here is 400. From 500 on, npm 11 sends the request again after 10 and 60 seconds:
 * that is for what may be over by then.
 */
const statuses: Partial<Record<ErrorCode, number>> = {
  ACCOUNTS_BUSY: 503,
  ACCOUNTS_DAMAGED: 503,
  ACCOUNTS_FULL: 507,
  ACCOUNTS_MISSING: 503,
  ACCOUNTS_UNUSABLE: 503,
  ACCOUNT_EXISTS: 409,
  ACCOUNT_UNKNOWN: 404,
  ADD_REFUSED: 400,
  BODY_TIMEOUT: 408,
  BODY_TOO_LARGE: 413,
  DISK_FULL: 507,
  FORBIDDEN: 403,
  FORGE_REFUSED: 502,
  FORGE_UNREACHABLE: 503,
  GATEWAY_CLOSING: 503,
  GATEWAY_STARTING: 503,
  GIT_FAILED: 500,
  ISSUER_UNREACHABLE: 503,
  LOGIN_THROTTLED: 429,
  LOGIN_UNKNOWN: 404,
  NOT_FOUND: 404,
  NOT_SUPPORTED: 422,
  ORG_UNKNOWN: 404,
  OUTPUT_NOT_WRITABLE: 500,
  OWNER_LAST: 409,
  PACKAGE_UNKNOWN: 404,
  PUBLISHER_UNTRUSTED: 403,
  PUSH_REFUSED: 502,
  REMOTE_UNREACHABLE: 503,
  REVISION_CONFLICT: 409,
  TAG_UNKNOWN: 404,
  TEAM_UNKNOWN: 404,
  TOKEN_FORBIDDEN: 403,
  TOKEN_UNKNOWN: 404,
  UNAUTHENTICATED: 401,
  USER_UNKNOWN: 404,
  VERSION_EXISTS: 409,
  VERSION_UNKNOWN: 404,
  VERSION_UNPUBLISHED: 409,
  WRITE_CONFLICT: 503,
};

/** Seconds after which a refusal may be over. */
const retryAfter: Partial<Record<ErrorCode, number>> = {
  GATEWAY_CLOSING: 5,
  GATEWAY_STARTING: 5,
  REMOTE_UNREACHABLE: 10,
  WRITE_CONFLICT: 2,
};

/** What names files and hosts of the operator's, who alone can mend it: the log gets it, the client only the code. */
const operatorsOwn: ReadonlySet<ErrorCode> = new Set([
  'ACCOUNTS_BUSY',
  'ACCOUNTS_DAMAGED',
  'ACCOUNTS_MISSING',
  'ACCOUNTS_UNUSABLE',
  'GIT_FAILED',
  'OUTPUT_NOT_WRITABLE',
  'REMOTE_UNREACHABLE',
]);

export function isOperatorsOwn({ code }: StillpackError): boolean {
  return operatorsOwn.has(code);
}

/** A refusal as JSON: what is wrong, and what to do; `id` is the request's. */
export function refusalResponse(error: StillpackError, id: string): Response {
  const status = statuses[error.code] ?? 400;
  const seconds = error.retryAfterSeconds ?? retryAfter[error.code];
  const text = isOperatorsOwn(error) ? seeLog(id) : textOf(error);
  return jsonResponse(
    { error: text, code: error.code },
    {
      status,
      headers: {
        ...(status === 401 && { 'www-authenticate': 'Bearer realm="stillpack"' }),
        ...(seconds !== undefined && { 'retry-after': String(seconds) }),
      },
    },
  );
}

function textOf({ message, hint, problems }: StillpackError): string {
  const reasons = problems.length > 1 ? problems.map((problem) => problem.message) : [];
  return [message, ...reasons, hint].filter((part) => part !== undefined).join(' ');
}

/** While the first build runs. */
export function startingResponse(): Response {
  const error = new StillpackError(
    'GATEWAY_STARTING',
    'The gateway is starting, and builds the registry.',
    { hint: 'Nothing was changed; try again in a moment.' },
  );
  return refusalResponse(error, '');
}

/** What went wrong inside: the client learns nothing of it but its number in the log. */
export function failureResponse(id: string): Response {
  return jsonResponse({ error: seeLog(id) }, { status: 500 });
}

function seeLog(id: string): string {
  return `The gateway failed; its log says why (request ${id}).`;
}

export function jsonResponse(
  value: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  });
}
