import { StillpackError } from '../errors.ts';
import type { Account } from './account-users.ts';
import type { Accounts } from './accounts.ts';
import type { LoginThrottle } from './login-throttle.ts';

export interface LoginAttempt {
  readonly login: string;
  readonly password: string;
  /** The client's. */
  readonly address: string;
}

/** The user whose password it is. Throws UNAUTHENTICATED, LOGIN_THROTTLED. */
export type PasswordLogin = (attempt: LoginAttempt) => Promise<Account>;

export function createPasswordLogin(
  accounts: Accounts,
  { throttle }: { readonly throttle: LoginThrottle },
): PasswordLogin {
  return async (attempt) => {
    const { login, password } = attempt;
    // As a boolean: the compiler does not see that the callback sets it.
    let isCounted = false as boolean;
    const account = await accounts.checkPassword(login, password, async () => {
      await throttle.count(attempt);
      isCounted = true;
    });
    if (account === undefined) throw unauthenticated();
    if (isCounted) await throttle.giveBack(attempt);
    return account;
  };
}

/** The same for everything: what exactly is wrong helps only who guesses. */
export function unauthenticated(): StillpackError {
  return new StillpackError('UNAUTHENTICATED', 'You are not logged in.', {
    hint: 'Log in with `npm login --registry URL`, or check the token in .npmrc: it may have expired.',
  });
}
