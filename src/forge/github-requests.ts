// Requests to GitHub's REST API: pauses it asks for are kept, refusals are explained.
import { Octokit } from '@octokit/core';
import { StillpackError } from '../errors.ts';
import type { Fetch } from '../fetch.ts';
import { isJsonObject, own } from '../json.ts';

export interface GithubOptions {
  readonly apiUrl: string;
  /** Of a person or an app; never part of a message. */
  readonly token: string;
  readonly fetch: Fetch;
  readonly now: () => Date;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** What the token needs, as hints name it. @default '"Pull requests: write" and "Contents: write"' */
  readonly permissions?: string;
}

export interface GithubRequest {
  /** `POST /repos/{owner}/{repo}/pulls`. */
  readonly route: string;
  readonly parameters: Readonly<Record<string, string | number | readonly string[]>>;
  /** What is asked for, as the end of a sentence that begins with "GitHub would not". */
  readonly purpose: string;
  /** That it is not there (404) is an answer: `undefined`. @default false */
  readonly mayBeMissing?: boolean;
}

/** The body of the answer. Rejects with FORGE_REFUSED, FORGE_UNREACHABLE. */
export type RequestGithub = (request: GithubRequest) => Promise<unknown>;

const timeout = 30_000;
const maxRetries = 2;
/** Milliseconds. Somebody waits for the end of `npm publish`. */
const longestPause = 90_000;
/** What GitHub asks for where it names no time. */
const usualPause = 60_000;

export function createGithubRequests(options: GithubOptions): RequestGithub {
  const { apiUrl, token, fetch, now, sleep, permissions = forPullRequests } = options;
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const octokit = new Octokit({
    baseUrl: apiUrl.replace(/\/$/, ''),
    auth: token,
    userAgent: 'stillpack',
    log,
    request: {
      log,
      fetch: (url: string, init: RequestInit) =>
        fetch(url, { ...init, signal: AbortSignal.timeout(timeout) }),
    },
  });
  return async ({ route, parameters, purpose, mayBeMissing = false }) => {
    for (let retries = 0; ; retries += 1) {
      try {
        // octokit knows the answers of routes that are constants only.
        const { data } = (await octokit.request(route, parameters)) as { readonly data: unknown };
        return data;
      } catch (error) {
        const answer = answerIn(error);
        if (answer === undefined) throw unreachable(apiUrl, error);
        const pause = pauseAsked(answer, now());
        if (answer.status === 404 && mayBeMissing) return undefined;
        if (pause === undefined) throw refused(answer, { apiUrl, purpose, permissions });
        if (retries === maxRetries || pause > longestPause) throw busy(pause);
        await sleep(pause);
      }
    }
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** What it said. */
  readonly message: string;
}

/** The answer that octokit rejects with; `undefined` when none came. */
function answerIn(error: unknown): Answer | undefined {
  if (!(error instanceof Error) || !('response' in error)) return undefined;
  const { response } = error;
  if (!isJsonObject(response) || typeof response['status'] !== 'number') return undefined;
  const headers = isJsonObject(response['headers']) ? response['headers'] : {};
  return { status: response['status'], headers, message: error.message };
}

/** Milliseconds that a rate limit asks to wait; `undefined` when it is not about rates. */
function pauseAsked({ status, headers, message }: Answer, now: Date): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const after = headers['retry-after'];
  if (typeof after === 'string' && /^\d+$/.test(after)) return Number(after) * 1000;
  if (headers['x-ratelimit-remaining'] === '0') {
    const reset = Number(headers['x-ratelimit-reset']) * 1000 - now.getTime();
    return Number.isNaN(reset) ? usualPause : Math.max(reset, 0) + 1000;
  }
  return status === 429 || /rate limit/i.test(message) ? usualPause : undefined;
}

/** Of a classic token: `repo`. */
const forPullRequests = '"Pull requests: write" and "Contents: write"';

function hintFor(status: number, permissions: string): string {
  const needs = `it needs ${permissions} on the repository`;
  switch (status) {
    case 401:
      return 'The token is wrong, expired or revoked: give another one.';
    case 403:
      return `The token may not do that: ${needs}.`;
    case 404:
      return `No such repository, or the token cannot see it: ${needs}.`;
    case 422:
      return 'Look whether the base branch exists, and whether the branch has commits that it has not.';
    default:
      return 'Look at what it says; nothing was opened.';
  }
}

function refused(
  { status, message }: Answer,
  { apiUrl, purpose, permissions }: Refused,
): StillpackError {
  if (status >= 500) return unreachable(apiUrl, new Error(`it answered ${status}`));
  const said = `GitHub would not ${purpose}: it answered ${status}, ${message}`;
  return new StillpackError('FORGE_REFUSED', said.endsWith('.') ? said : `${said}.`, {
    hint: hintFor(status, permissions),
  });
}

type Refused = Pick<GithubOptions, 'apiUrl'> &
  Required<Pick<GithubOptions, 'permissions'>> &
  Pick<GithubRequest, 'purpose'>;

function busy(pause: number): StillpackError {
  const seconds = Math.ceil(pause / 1000);
  return new StillpackError('FORGE_UNREACHABLE', 'GitHub’s rate limit is exceeded.', {
    hint: `Try again in ${seconds} seconds; a token of its own has a limit of its own.`,
  });
}

function unreachable(apiUrl: string, error: unknown): StillpackError {
  const why = error instanceof Error ? error.message : String(error);
  return new StillpackError('FORGE_UNREACHABLE', `${apiUrl} could not be reached: ${why}.`, {
    hint: 'Try again; if it stays so, check the address of the API, and the network of this machine.',
  });
}

/** A member of an answer, as deep as the keys say. */
export function memberOf(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => (isJsonObject(at) ? own(at, key) : undefined), value);
}

/** The same of a text; empty where there is none. */
export function textAt(value: unknown, ...keys: readonly string[]): string {
  const found = memberOf(value, ...keys);
  return typeof found === 'string' ? found : '';
}
