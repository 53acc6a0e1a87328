// npm token, npm profile
import type { TokenInfo } from '../../accounts/account-tokens.ts';
import { createPasswordLogin } from '../../accounts/password-login.ts';
import { userOf, writerOf } from '../../accounts/principal.ts';
import { planProfile, type ProfileEdit } from '../../change/plan-profile.ts';
import { type JsonObject, isJsonObject, own } from '../../json.ts';
import type { UserName } from '../../model/user-name.ts';
import { readHeldUser } from '../../verbs/read-people.ts';
import { authorOf } from '../authorship.ts';
import { jsonResponse } from '../error-response.ts';
import type { GatewayApp, GatewayContext, GatewayRequest } from '../gateway-context.ts';
import { outcomeResponse } from '../outcome-response.ts';
import { textIn, withObjectBody } from '../request-body.ts';
import { profilesPlace, takenAddresses } from '../taken-addresses.ts';
import { tokenLimitsIn } from '../token-request.ts';

/**
 * GET, POST /-/npm/v1/tokens; DELETE /-/npm/v1/tokens/token/<key>
 * GET, POST /-/npm/v1/user
 */
export function addTokenRoutes(app: GatewayApp, context: GatewayContext): void {
  const { accounts, throttle, limits, registry, now } = context;
  const logIn = createPasswordLogin(accounts, { throttle });

  app.get('/-/npm/v1/tokens', async (c) => {
    const tokens = await accounts.listTokens(userOf(c.get('principal')));
    return jsonResponse({ objects: tokens.map(tokenDocument), total: tokens.length, urls: {} });
  });
  app.post('/-/npm/v1/tokens', (c) => {
    const login = writerOf(c.get('principal'));
    return withObjectBody(c.req.raw, limits, async (body) => {
      const asked = tokenLimitsIn(body, now());
      // npm asks for the password again, so that a stolen token makes no others.
      await logIn({ login, password: textIn(body, 'password'), address: c.env.address });
      const { token, info } = await accounts.createToken({
        login,
        kind: 'personal',
        name: textIn(body, 'name') || undefined,
        ...asked,
      });
      return jsonResponse({ ...tokenDocument(info), token }, { status: 200 });
    });
  });
  app.delete('/-/npm/v1/tokens/token/:key', async (c) => {
    const login = writerOf(c.get('principal'));
    await accounts.revokeToken(login, c.req.param('key'));
    return new Response(null, { status: 204 });
  });

  app.get('/-/npm/v1/user', async (c) =>
    jsonResponse(await profileOf(context, userOf(c.get('principal')))),
  );
  app.post('/-/npm/v1/user', (c) => {
    const login = writerOf(c.get('principal'));
    return withObjectBody(c.req.raw, limits, async (body) => {
      await changePassword(c, body, login);
      const edit = editIn(body);
      const outcome = await registry.change({
        author: await authorOf(await registry.view(), login),
        place: profilesPlace,
        plan: async (view) =>
          planProfile({
            user: await readHeldUser(view, login),
            edit,
            taken: await takenAddresses(view, login),
          }),
      });
      // What waits for review may still be refused.
      if (edit.email !== undefined && outcome.state !== 'pending') {
        await accounts.setEmail(login, edit.email === '' ? undefined : edit.email);
      }
      return outcomeResponse(outcome, await profileOf(context, login));
    });
  });

  async function changePassword(
    c: GatewayRequest,
    body: JsonObject,
    login: UserName,
  ): Promise<void> {
    const change = own(body, 'password');
    if (!isJsonObject(change)) return;
    await logIn({ login, password: textIn(change, 'old'), address: c.env.address });
    await accounts.changePassword(login, textIn(change, 'new'));
  }
}

async function profileOf(
  { registry, accounts }: GatewayContext,
  login: UserName,
): Promise<JsonObject> {
  const { user } = await readHeldUser(await registry.view(), login);
  const account = await accounts.findUser(login);
  const created = account?.created ?? '';
  return {
    name: login,
    email: user?.email ?? account?.email ?? '',
    email_verified: false,
    fullname: user?.name ?? '',
    github: user?.forge ?? '',
    tfa: false,
    created,
    updated: created,
  };
}

/** What npm 11 shows of a token; the text of it is known to nobody any more. */
function tokenDocument({ key, name, readonly, cidr, created, expires }: TokenInfo): JsonObject {
  return {
    key,
    token: key.slice(0, 6),
    name: name ?? '',
    readonly,
    cidr_whitelist: cidr,
    created,
    updated: created,
    ...(expires !== undefined && { expires }),
  };
}

function editIn(body: JsonObject): ProfileEdit {
  const fields = { name: 'fullname', email: 'email', forge: 'github' } as const;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, key]) => {
      const value = own(body, key);
      return typeof value === 'string' ? [[field, value]] : [];
    }),
  );
}
