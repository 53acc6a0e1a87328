// What a client asks of a new token: `readonly` in npm 10 and pnpm, permissions in npm 11.
import type { NewToken } from '../accounts/account-tokens.ts';
import { StillpackError } from '../errors.ts';
import { type JsonObject, own } from '../json.ts';

type TokenLimits = Required<Pick<NewToken, 'readonly' | 'cidr' | 'expires'>>;

/** Limits that our tokens do not have; of the lists, an empty one limits nothing. */
const unknownLists = ['packages', 'scopes', 'orgs'];
const day = 24 * 60 * 60 * 1000;

/**
 * Throws NOT_SUPPORTED for a limit that the token would not have: it must never do more than what its user was told.
 * BODY_INVALID for a limit that cannot be read.
 */
export function tokenLimitsIn(body: JsonObject, now: Date): TokenLimits {
  for (const key of unknownLists) {
    const value = own(body, key) ?? [];
    if (!Array.isArray(value) || value.length > 0) throw unsupported(key);
  }
  const days = own(body, 'expires') ?? undefined;
  if (days !== undefined && (typeof days !== 'number' || !(days > 0))) {
    throw invalid('expires', 'a number of days');
  }
  return {
    readonly: isReadonly(body),
    cidr: networksIn(body),
    expires: days === undefined ? undefined : new Date(now.getTime() + days * day),
  };
}

function isReadonly(body: JsonObject): boolean {
  const flag = own(body, 'readonly') ?? false;
  if (typeof flag !== 'boolean') throw invalid('readonly', 'true or false');
  const [permission, ofOrgs] = ['packages_and_scopes_permission', 'orgs_permission'].map((key) => {
    const value = own(body, key) ?? undefined;
    if (value === undefined || value === 'read-only' || value === 'read-write') return value;
    throw unsupported(key);
  });
  // There is one permission for all that a token does.
  if (ofOrgs !== undefined && ofOrgs !== permission) throw unsupported('orgs_permission');
  return flag || permission === 'read-only';
}

function networksIn(body: JsonObject): readonly string[] {
  const value = own(body, 'cidr_whitelist') ?? [];
  const networks: readonly unknown[] = Array.isArray(value) ? value : [undefined];
  return networks.map((network) => {
    if (typeof network === 'string') return network;
    throw invalid('cidr_whitelist', 'a list of networks');
  });
}

function unsupported(key: string): StillpackError {
  return new StillpackError(
    'NOT_SUPPORTED',
    `No token here can be limited by "${key}" like that.`,
    {
      hint: 'A token does what its user may, or reads alone; --cidr and --expires limit where and how long.',
    },
  );
}

function invalid(key: string, expected: string): StillpackError {
  return new StillpackError('BODY_INVALID', `"${key}" is not ${expected}.`, {
    hint: 'Run `npm token create`.',
  });
}
