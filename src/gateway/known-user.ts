import type { Principal } from '../accounts/principal.ts';
import type { HeldUser } from '../change/held-user.ts';
import { StillpackError } from '../errors.ts';
import type { UserName } from '../model/user-name.ts';
import { readHeldUser } from '../verbs/read-people.ts';
import type { GatewayContext } from './gateway-context.ts';

/**
 * Somebody with a profile or an account. Of accounts without a profile only users learn whether they are there. Throws
 * USER_UNKNOWN.
 */
export async function readKnownUser(
  { registry, accounts }: GatewayContext,
  { login, principal }: { readonly login: UserName; readonly principal: Principal },
): Promise<HeldUser> {
  const held = await readHeldUser(await registry.view(), login);
  if (held.user !== undefined) return held;
  const isKnown = principal.kind === 'user' && (await accounts.findUser(login)) !== undefined;
  if (isKnown) return held;
  throw new StillpackError('USER_UNKNOWN', `There is no user ${login}.`, {
    hint: 'Look at the spelling.',
  });
}
