// What pnpm 12 asks otherwise than npm does: owners and stars one at a time, and access under its own name.
import { unauthenticated } from '../../accounts/password-login.ts';
import { parsePackageName, parseUserName } from '../../change/parse-names.ts';
import { planOwners } from '../../change/plan-owners.ts';
import { planStar } from '../../change/plan-star.ts';
import { readImpliedOwners } from '../../verbs/read-people.ts';
import { jsonResponse } from '../error-response.ts';
import type { GatewayApp, GatewayContext, GatewayRequest } from '../gateway-context.ts';
import { readKnownUser } from '../known-user.ts';
import { outcomeResponse } from '../outcome-response.ts';
import { parsePathName } from '../path-parts.ts';
import { readStarred } from '../read-starred.ts';
import { textIn, withObjectBody } from '../request-body.ts';
import { guardedOf, notFound, requireRead } from '../serve-guarded.ts';
import { writePackage } from '../write-package.ts';

/**
 * PUT /-/package/<name>/owners, DELETE /-/package/<name>/owners/<user>
 * GET /-/package/<name>/access
 * GET, PUT, DELETE /-/user/v1/star; GET /-/user/<user>/stars
 */
export function addPnpmRoutes(app: GatewayApp, context: GatewayContext): void {
  const { registry, limits } = context;

  app.put('/-/package/:name/owners', (c) =>
    withObjectBody(c.req.raw, limits, (body) =>
      changeOwners(c, context, { login: textIn(body, 'user'), isOwner: true }),
    ),
  );
  app.delete('/-/package/:name/owners/:user', (c) =>
    changeOwners(c, context, { login: c.req.param('user'), isOwner: false }),
  );

  app.get('/-/package/:name/access', async (c) => {
    const view = await registry.view();
    const pkg = await guardedOf(view, parsePathName(c.req.param('name')));
    if (pkg === undefined) throw notFound();
    await requireRead(view, c.get('principal'), pkg);
    return jsonResponse({ access: pkg.meta.access, publish_requires_tfa: false });
  });

  app.put('/-/user/v1/star', (c) => changeStar(c, context, true));
  app.delete('/-/user/v1/star', (c) => changeStar(c, context, false));
  app.get('/-/user/v1/star', async (c) => {
    const principal = c.get('principal');
    if (principal.kind === 'anonymous') throw unauthenticated();
    return jsonResponse(await readStarred(c, registry, principal.login));
  });
  app.get('/-/user/:user/stars', async (c) =>
    jsonResponse(await readStarred(c, registry, parseUserName(c.req.param('user')))),
  );
}

async function changeOwners(
  c: GatewayRequest,
  context: GatewayContext,
  { login, isOwner }: { readonly login: string; readonly isOwner: boolean },
): Promise<Response> {
  const name = parsePathName(c.req.param('name') ?? '');
  const owner = parseUserName(login);
  if (isOwner) await readKnownUser(context, { login: owner, principal: c.get('principal') });
  const outcome = await writePackage(c, context, {
    name,
    plan: async ({ view, pkg }) =>
      planOwners({
        ...{ pkg, implied: await readImpliedOwners(view, pkg) },
        ...(isOwner ? { add: [owner], remove: [] } : { add: [], remove: [owner] }),
      }),
  });
  return outcomeResponse(outcome, { ok: true });
}

function changeStar(
  c: GatewayRequest,
  context: GatewayContext,
  isStarred: boolean,
): Promise<Response> {
  return withObjectBody(c.req.raw, context.limits, async (body) => {
    const outcome = await writePackage(c, context, {
      name: parsePackageName(textIn(body, 'package')),
      right: 'read',
      plan: ({ pkg, user }) => planStar({ pkg, user, isStarred }),
    });
    return outcomeResponse(outcome, { ok: true });
  });
}
