import { randomBytes } from 'node:crypto';
import { sha256Hex } from '../digest.ts';
import { StillpackError } from '../errors.ts';
import { type UserName, userNameOf } from '../model/user-name.ts';
import type { PackageName } from '../package-name.ts';
import { userIn } from './account-users.ts';
import type { AccountsFile } from './accounts-file.ts';
import { parseCidr } from './cidr.ts';
import { byCreation, isExpired } from './stored-accounts.ts';
import type { StoredAccounts, StoredToken, TokenKind } from './stored-accounts.ts';
import { createTokenText, type TokenText, tokenTextOf } from './token-text.ts';

/** A token, without what is secret. */
export type TokenInfo = Omit<StoredToken, 'sha256'>;

export interface NewToken {
  readonly login: string;
  readonly kind: TokenKind;
  /** For the user to tell it from others; 100 characters at most. */
  readonly name?: string | undefined;
  /** @default false */
  readonly readonly?: boolean | undefined;
  /** Networks that it may be used from, such as `10.0.0.0/8`. @default everywhere */
  readonly cidr?: readonly string[] | undefined;
  /** It may publish these and do nothing else. @default all that its user may do */
  readonly packages?: readonly PackageName[] | undefined;
  /** @default never */
  readonly expires?: Date | undefined;
}

export interface CreatedToken {
  readonly info: TokenInfo;
  /** The secret, which nobody can ask for again. */
  readonly token: TokenText;
}

export interface AccountTokens {
  /**
   * Throws ACCOUNT_UNKNOWN, OPTION_INVALID, and ACCOUNTS_FULL where the user, or the package of workflows, has 1000 of
   * which none is of a login: the oldest login ends instead.
   */
  createToken(token: NewToken): Promise<CreatedToken>;
  /** `undefined` for a token that is none, was revoked or has expired. */
  findToken(text: string): Promise<TokenInfo | undefined>;
  /** Of one user, or of all; oldest first, without those that have expired. */
  listTokens(login?: string): Promise<readonly TokenInfo[]>;
  /** By its key or its text; only the user's own. Throws TOKEN_UNKNOWN. */
  revokeToken(login: string, keyOrToken: string): Promise<TokenInfo>;
}

const mostTokens = 1000;
/** Of networks and of packages, for one token. */
const mostEntries = 100;

export function createAccountTokens(file: AccountsFile, now: () => Date): AccountTokens {
  return {
    async createToken(wanted) {
      const cidr = (wanted.cidr ?? []).map(parseCidr);
      checkLimits(wanted, now());
      const token = createTokenText();
      return file.update((held) => {
        const stored: StoredToken = {
          key: randomBytes(16).toString('hex'),
          // 256 random bits: nobody can try them all, so no slow hash is needed.
          sha256: sha256Hex(token),
          login: ownerIn(held, wanted),
          kind: wanted.kind,
          name: wanted.name,
          readonly: wanted.readonly ?? false,
          cidr,
          packages: wanted.packages,
          created: now().toISOString(),
          expires: wanted.expires?.toISOString(),
        };
        const tokens = roomFor(stored, current(held, now()));
        tokens.set(stored.sha256, stored);
        return { next: { ...held, tokens }, result: { info: infoOf(stored), token } };
      });
    },
    async findToken(text) {
      const token = tokenTextOf(text);
      if (token === undefined) return undefined;
      // What the time of this look-up tells of a hash helps nobody to find a token that has it.
      const stored = (await file.read()).tokens.get(sha256Hex(token));
      return stored === undefined || isExpired(stored, now()) ? undefined : infoOf(stored);
    },
    async listTokens(login) {
      const tokens = [...current(await file.read(), now()).values()].sort(byCreation);
      return tokens.filter((token) => login === undefined || token.login === login).map(infoOf);
    },
    revokeToken: (login, keyOrToken) =>
      file.update((held) => {
        const tokens = current(held, now());
        const revoked = ownToken([...tokens.values()], login, keyOrToken);
        tokens.delete(revoked.sha256);
        return { next: { ...held, tokens }, result: infoOf(revoked) };
      }),
  };
}

/** A copy of those that have not expired: every write to the tokens drops the others. */
function current({ tokens }: StoredAccounts, now: Date): Map<string, StoredToken> {
  return new Map([...tokens].filter(([, token]) => !isExpired(token, now)));
}

function ownToken(tokens: readonly StoredToken[], login: string, keyOrToken: string): StoredToken {
  const sha256 = sha256Hex(keyOrToken);
  const found = tokens.find(
    (token) => token.login === login && (token.key === keyOrToken || token.sha256 === sha256),
  );
  if (found !== undefined) return found;
  throw new StillpackError('TOKEN_UNKNOWN', `"${login}" has no such token.`, {
    hint: '`stillpack token ls` lists the keys; one that has expired is gone already.',
  });
}

function ownerIn(held: StoredAccounts, { login, kind }: NewToken): UserName {
  const name = kind === 'oidc' ? userNameOf(login) : undefined;
  return name ?? userIn(held, login).login;
}

/**
 * Those that stay beside a new one. The oldest login of the same user makes room, since nobody ends those of a machine
 * that logs in again and again. All workflows have one login, so theirs are counted by package.
 */
function roomFor(wanted: StoredToken, tokens: Map<string, StoredToken>): Map<string, StoredToken> {
  const beside = [...tokens.values()].filter((token) => isCountedWith(token, wanted));
  if (beside.length < mostTokens) return tokens;
  const [oldest] = beside.filter(({ kind }) => kind === 'login').sort(byCreation);
  if (oldest === undefined) throw full(wanted);
  tokens.delete(oldest.sha256);
  return tokens;
}

function full({ kind, login, packages = [] }: StoredToken): StillpackError {
  const whose = kind === 'oidc' ? packages.join(', ') : login;
  return new StillpackError('ACCOUNTS_FULL', `"${whose}" has ${mostTokens} tokens.`, {
    hint: 'Revoke those that are not needed; `stillpack token ls` lists them.',
  });
}

function isCountedWith(token: StoredToken, wanted: StoredToken): boolean {
  if (wanted.kind !== 'oidc') return token.kind !== 'oidc' && token.login === wanted.login;
  return token.kind === 'oidc' && token.packages?.some((name) => isFor(wanted, name)) === true;
}

function isFor({ packages }: StoredToken, name: PackageName): boolean {
  return packages?.includes(name) === true;
}

function checkLimits({ name, cidr = [], packages = [], expires }: NewToken, now: Date): void {
  const refuse = (message: string, hint: string): never => {
    throw new StillpackError('OPTION_INVALID', message, { hint });
  };
  if (name !== undefined && (name === '' || name.length > 100)) {
    refuse('The name of a token has 1 to 100 characters.', 'Choose another name.');
  }
  if (Math.max(cidr.length, packages.length) > mostEntries) {
    refuse(`A token has at most ${mostEntries} networks and packages.`, 'Make several tokens.');
  }
  if (expires !== undefined && !(expires > now && expires.getTime() < Date.UTC(10_000, 0))) {
    refuse('The token would have expired already, or after the year 9999.', 'Choose another time.');
  }
}

function infoOf(token: StoredToken): TokenInfo {
  const { key, login, kind, name, readonly, cidr, packages, created, expires } = token;
  return { key, login, kind, name, readonly, cidr, packages, created, expires };
}
