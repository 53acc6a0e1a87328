import { compareText } from '../compare.ts';
import { StillpackError } from '../errors.ts';
import { isEmail } from '../model/email.ts';
import { type UserName, userNameOf } from '../model/user-name.ts';
import type { AccountsFile } from './accounts-file.ts';
import { checkNewPassword } from './password-hash.ts';
import type { Passwords } from './passwords.ts';
import { publisherLogin } from './publisher-login.ts';
import type { StoredAccounts, StoredUser } from './stored-accounts.ts';

/** A user, without what is secret. */
export interface Account {
  readonly login: UserName;
  readonly email: string | undefined;
  /** ISO 8601, in UTC. */
  readonly created: string;
}

export interface NewUser {
  readonly login: string;
  readonly password: string;
  readonly email?: string | undefined;
}

export interface AccountUsers {
  /**
   * Throws OPTION_INVALID, PASSWORD_INVALID, and ACCOUNT_EXISTS also for another spelling in capitals, and for the
   * login of workflows.
   */
  addUser(user: NewUser): Promise<Account>;
  /**
   * The user whose password it is, else `undefined`; it takes as long for a login that is nobody's. `admit` is awaited
   * before the costly part, which a password that was right some minutes ago is spared. Throws LOGIN_THROTTLED.
   */
  checkPassword(
    login: string,
    password: string,
    admit?: () => Promise<void>,
  ): Promise<Account | undefined>;
  /** Tokens stay. Throws ACCOUNT_UNKNOWN, PASSWORD_INVALID. */
  changePassword(login: string, password: string): Promise<Account>;
  /** With all tokens. Throws ACCOUNT_UNKNOWN. */
  removeUser(login: string): Promise<Account>;
  /** `undefined` removes it. Throws ACCOUNT_UNKNOWN, OPTION_INVALID. */
  setEmail(login: string, email: string | undefined): Promise<Account>;
  findUser(login: string): Promise<Account | undefined>;
  /** Sorted by login. */
  listUsers(): Promise<readonly Account[]>;
}

export function createAccountUsers({
  file,
  passwords,
  now,
}: {
  readonly file: AccountsFile;
  readonly passwords: Passwords;
  readonly now: () => Date;
}): AccountUsers {
  const edit = (login: string, change: (user: StoredUser) => StoredUser): Promise<Account> =>
    file.update((held) => {
      const user = change(userIn(held, login));
      const users = new Map(held.users).set(user.login, user);
      return { next: { ...held, users }, result: accountOf(user) };
    });

  return {
    addUser: (user) => addUser({ file, passwords, now }, user),
    async checkPassword(login, password, admit = () => Promise.resolve()) {
      const user = storedUser(await file.read(), login);
      const stored = user?.password;
      const isRight = await passwords.check({ login, stored, password, admit });
      return isRight && user !== undefined ? accountOf(user) : undefined;
    },
    async changePassword(login, password) {
      checkNewPassword(password);
      userIn(await file.read(), login);
      const stored = await passwords.hash(password);
      return edit(login, (user) => ({ ...user, password: stored }));
    },
    removeUser: (login) => file.update((held) => without(held, userIn(held, login))),
    async setEmail(login, email) {
      checkEmail(email);
      return edit(login, (user) => ({ ...user, email }));
    },
    async findUser(login) {
      const user = storedUser(await file.read(), login);
      return user && accountOf(user);
    },
    async listUsers() {
      const users = [...(await file.read()).users.values()];
      return users.map(accountOf).sort((a, b) => compareText(a.login, b.login));
    },
  };
}

async function addUser(
  { file, passwords, now }: Parameters<typeof createAccountUsers>[0],
  { login: text, password, email }: NewUser,
): Promise<Account> {
  const login = userNameOf(text);
  if (login === undefined) {
    throw new StillpackError('OPTION_INVALID', `"${text}" is no user name.`, {
      hint: 'Letters, digits, `.`, `_` and `-`, first a letter or digit.',
    });
  }
  if (login.toLowerCase() === publisherLogin) throw reserved(login);
  checkEmail(email);
  checkNewPassword(password);
  // A hash costs much; another process may still be faster.
  refuseTaken(await file.read(), login);
  const stored = await passwords.hash(password);
  return file.update((held) => {
    refuseTaken(held, login);
    const user = { login, password: stored, email, created: now().toISOString() };
    const users = new Map(held.users).set(login, user);
    return { next: { ...held, users }, result: accountOf(user) };
  });
}

/** Logins are names of files in users/, and some disks take two spellings for one. */
function refuseTaken({ users }: StoredAccounts, login: UserName): void {
  const lower = login.toLowerCase();
  const taken = [...users.keys()].find((other) => other.toLowerCase() === lower);
  if (taken === undefined) return;
  throw new StillpackError('ACCOUNT_EXISTS', `There is a user "${taken}".`, {
    hint: 'Choose another name, or log in as that user.',
  });
}

function reserved(login: UserName): StillpackError {
  return new StillpackError('ACCOUNT_EXISTS', `"${login}" stands for the workflows of packages.`, {
    hint: 'Choose another name.',
  });
}

function checkEmail(email: string | undefined): void {
  if (email === undefined || isEmail(email)) return;
  throw new StillpackError('OPTION_INVALID', `"${email}" is no email address.`, {
    hint: 'Write it like jo@acme.example.',
  });
}

function without(
  held: StoredAccounts,
  user: StoredUser,
): { readonly next: StoredAccounts; readonly result: Account } {
  const users = new Map([...held.users].filter(([login]) => login !== user.login));
  const tokens = new Map([...held.tokens].filter(([, { login }]) => login !== user.login));
  return { next: { users, tokens }, result: accountOf(user) };
}

function storedUser({ users }: StoredAccounts, login: string): StoredUser | undefined {
  const name = userNameOf(login);
  return name && users.get(name);
}

/** Throws ACCOUNT_UNKNOWN. */
export function userIn(held: StoredAccounts, login: string): StoredUser {
  const user = storedUser(held, login);
  if (user !== undefined) return user;
  throw new StillpackError('ACCOUNT_UNKNOWN', `There is no user "${login}".`, {
    hint: '`stillpack user ls` lists them.',
  });
}

function accountOf({ login, email, created }: StoredUser): Account {
  return { login, email, created };
}
