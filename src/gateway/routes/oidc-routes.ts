// Trusted publishing: what npm does in CI before it publishes (npm 11.5.1 and later).
import { unauthenticated } from '../../accounts/password-login.ts';
import { publisherLogin } from '../../accounts/publisher-login.ts';
import { tokenNameOf } from '../authorship.ts';
import { jsonResponse } from '../error-response.ts';
import type { GatewayApp, GatewayContext } from '../gateway-context.ts';
import { parsePathName } from '../path-parts.ts';
import { guardedOf } from '../serve-guarded.ts';

/** How long CI may take from the exchange to the last package that it publishes. */
const seconds = 15 * 60;

/** POST /-/npm/v1/oidc/token/exchange/package/<name> */
export function addOidcRoutes(app: GatewayApp, context: GatewayContext): void {
  const { registry, accounts, exchange, now } = context;

  app.post('/-/npm/v1/oidc/token/exchange/package/:name', async (c) => {
    const name = parsePathName(c.req.param('name'));
    const [, token] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
    if (token === undefined) throw unauthenticated();
    const created = await exchange({
      token,
      name,
      readTrusted: async () =>
        (await guardedOf(await registry.view(), name))?.meta.trustedPublishers ?? [],
      issue: (run) =>
        accounts.createToken({
          login: publisherLogin,
          kind: 'oidc',
          name: tokenNameOf(run.repository),
          packages: [name],
          expires: new Date(now().getTime() + seconds * 1000),
        }),
    });
    return jsonResponse(
      { token: created.token, token_type: 'oidc', expires: created.info.expires },
      { status: 201 },
    );
  });
}
