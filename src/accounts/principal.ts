// The one place where a request becomes somebody. Whatever is not understood is refused, never taken for nobody.
import { StillpackError } from '../errors.ts';
import type { UserName } from '../model/user-name.ts';
import type { PackageName } from '../package-name.ts';
import type { TokenInfo } from './account-tokens.ts';
import type { Accounts } from './accounts.ts';
import { isWithin } from './cidr.ts';
import { type Credentials, parseCredentials } from './credentials.ts';
import { createPasswordLogin, unauthenticated } from './password-login.ts';
import type { LoginThrottle } from './login-throttle.ts';

/** What a token may do less than its user. */
export type TokenRights = Pick<TokenInfo, 'key' | 'kind' | 'name' | 'readonly' | 'packages'>;

export type Principal =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'user';
      readonly login: UserName;
      /** Absent when the user gave the password. */
      readonly token?: TokenRights;
    };

/**
 * Who makes a request: `authorization` is the header, `undefined` only when there is none; `address` is the client's.
 * Throws UNAUTHENTICATED for what is not understood, wrong, revoked or expired, all alike; TOKEN_FORBIDDEN for a token
 * used from elsewhere; LOGIN_THROTTLED after too many wrong passwords.
 */
export type Authenticate = (request: {
  readonly authorization: string | undefined;
  readonly address: string;
}) => Promise<Principal>;

export function createAuthenticate(
  accounts: Accounts,
  { throttle }: { readonly throttle: LoginThrottle },
): Authenticate {
  const logIn = createPasswordLogin(accounts, { throttle });
  return async ({ authorization, address }) => {
    if (authorization === undefined) return { kind: 'anonymous' };
    const credentials = parseCredentials(authorization);
    if (credentials === undefined) throw unauthenticated();
    if (credentials.token !== undefined) {
      const token = await findToken(accounts, credentials);
      if (token.cidr.length > 0 && !isWithin(address, token.cidr)) throw usedElsewhere(address);
      const { login, key, kind, name, readonly, packages } = token;
      return { kind: 'user', login, token: { key, kind, name, readonly, packages } };
    }
    const { login, password } = credentials;
    return { kind: 'user', login: (await logIn({ login, password, address })).login };
  };
}

async function findToken(
  accounts: Accounts,
  { token, login }: Extract<Credentials, { readonly token: string }>,
): Promise<TokenInfo> {
  const found = await accounts.findToken(token);
  if (found === undefined || (login !== undefined && login !== found.login)) {
    throw unauthenticated();
  }
  return found;
}

/**
 * The login of who may write: `publish` is the package of an upload, absent for any other write. Whether the user may
 * do it is another question. Throws UNAUTHENTICATED, and TOKEN_FORBIDDEN for a token that may not.
 */
export function writerOf(
  principal: Principal,
  { publish }: { readonly publish?: PackageName } = {},
): UserName {
  if (principal.kind === 'anonymous') throw unauthenticated();
  const { login, token } = principal;
  if (token?.readonly === true) {
    throw new StillpackError('TOKEN_FORBIDDEN', 'The token may only read.', {
      hint: 'Use a token that was not made read-only.',
    });
  }
  if (token?.packages !== undefined && !(publish && token.packages.includes(publish))) {
    throw publishesOnly(token.packages);
  }
  return login;
}

/**
 * The login of who may see what is the user's own, such as the list of tokens. Throws UNAUTHENTICATED, and
 * TOKEN_FORBIDDEN for a token that stands for a workflow rather than for its user.
 */
export function userOf(principal: Principal): UserName {
  if (principal.kind === 'anonymous') throw unauthenticated();
  const { login, token } = principal;
  if (token?.packages !== undefined) throw publishesOnly(token.packages);
  return login;
}

function publishesOnly(packages: readonly PackageName[]): StillpackError {
  const message = `The token may only publish ${packages.join(', ')}.`;
  return new StillpackError('TOKEN_FORBIDDEN', message, {
    hint: 'Use a token without that limit.',
  });
}

function usedElsewhere(address: string): StillpackError {
  return new StillpackError('TOKEN_FORBIDDEN', `The token may not be used from ${address}.`, {
    hint: '`stillpack token ls` lists the networks that it may be used from.',
  });
}
