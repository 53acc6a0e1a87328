// npm's login in a browser: the client begins one, a person ends it on a page, the client comes for the token.
import { randomBytes } from 'node:crypto';
import { StillpackError } from '../errors.ts';
import { clientKey } from './client-address.ts';
import type { TokenText } from './token-text.ts';

export interface WebLogin {
  /** In the URL of the page: whoever has it can only log in. */
  readonly loginId: string;
  /** In the URL that the client asks for the token; the page never sees it. */
  readonly doneId: string;
}

/** What the page may show, so that nobody lets in a client of somebody else. */
export interface PendingLogin {
  /** Of the client that began. */
  readonly address: string;
  readonly begun: Date;
}

export interface WebLogins {
  /** Throws LOGIN_THROTTLED when too many are pending, from this client or in all. */
  begin(address: string): WebLogin;
  /** Throws LOGIN_UNKNOWN. */
  find(loginId: string): PendingLogin;
  /** The page is done: the client may have the token. Throws LOGIN_UNKNOWN, also the second time. */
  complete(loginId: string, token: TokenText): void;
  /** The token, once; `undefined` while the person is still at it. Throws LOGIN_UNKNOWN. */
  collect(doneId: string): TokenText | undefined;
}

export interface WebLoginLimits {
  /** @default 600 */
  readonly seconds?: number;
  /** @default 1000 */
  readonly pending?: number;
  /** For one client. @default 20 */
  readonly perAddress?: number;
}

interface Session extends WebLogin, PendingLogin {
  readonly client: string;
  token?: TokenText;
}

export function createWebLogins(now: () => Date, limits: WebLoginLimits = {}): WebLogins {
  const { seconds = 600, pending = 1000, perAddress = 20 } = limits;
  // Oldest first, and so those that end soonest.
  const sessions = new Set<Session>();

  const secondsLeft = ({ begun }: Session): number =>
    seconds - (now().getTime() - begun.getTime()) / 1000;
  const current = (): readonly Session[] => {
    for (const session of sessions) if (secondsLeft(session) <= 0) sessions.delete(session);
    return [...sessions];
  };
  const open = (loginId: string): Session => {
    const session = current().find((each) => each.loginId === loginId && each.token === undefined);
    return session ?? refuseUnknown();
  };

  return {
    begin(address) {
      const client = clientKey(address);
      const own = current().filter((session) => session.client === client);
      const full = own.length >= perAddress ? own : sessions.size >= pending ? [...sessions] : [];
      const [oldest] = full;
      if (oldest !== undefined) throw tooMany(Math.max(1, Math.ceil(secondsLeft(oldest))));
      const session = { loginId: randomId(), doneId: randomId(), address, client, begun: now() };
      sessions.add(session);
      return { loginId: session.loginId, doneId: session.doneId };
    },
    find(loginId) {
      const { address, begun } = open(loginId);
      return { address, begun };
    },
    complete: (loginId, token) => void (open(loginId).token = token),
    collect(doneId) {
      const session = current().find((each) => each.doneId === doneId) ?? refuseUnknown();
      if (session.token !== undefined) sessions.delete(session);
      return session.token;
    },
  };
}

/** 256 bits: nobody guesses one, so how long a comparison takes tells nothing. */
function randomId(): string {
  return randomBytes(32).toString('base64url');
}

function refuseUnknown(): never {
  throw new StillpackError('LOGIN_UNKNOWN', 'There is no such login, or no longer.', {
    hint: 'Begin again with `npm login`.',
  });
}

function tooMany(retryAfterSeconds: number): StillpackError {
  return new StillpackError('LOGIN_THROTTLED', 'Too many logins were begun and not ended.', {
    hint: `End one of them, or try again in ${retryAfterSeconds} seconds.`,
    retryAfterSeconds,
  });
}
