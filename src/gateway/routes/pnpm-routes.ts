// What pnpm 12 asks otherwise than npm does: owners and stars one at a time, and access under its own name.
import { unauthenticated } from '../../accounts/password-login.ts';
import { writerOf } from '../../accounts/principal.ts';
import { parsePackageName, parseUserName } from '../../change/parse-names.ts';
import { planOwners } from '../../change/plan-owners.ts';
import { planStar } from '../../change/plan-star.ts';
import { folderOf } from '../../source/package-path.ts';
import { readHeldPackage } from '../../verbs/read-held.ts';
import { readImpliedOwners } from '../../verbs/read-people.ts';
import { authorOf } from '../authorship.ts';
import { jsonResponse } from '../error-response.ts';
import type { GatewayApp, GatewayContext, GatewayRequest } from '../gateway-context.ts';
import { readKnownUser } from '../known-user.ts';
import { outcomeResponse } from '../outcome-response.ts';
import { parsePathName } from '../publish-document.ts';
import { withObjectBody } from '../request-body.ts';
import { guardedOf, notFound, requireRead } from '../serve-guarded.ts';
import { textIn } from './access-routes.ts';
import { readStarred } from './search-routes.ts';

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
  const { registry } = context;
  const name = parsePathName(c.req.param('name') ?? '');
  const principal = c.get('principal');
  const user = writerOf(principal);
  const owner = parseUserName(login);
  if (isOwner) await readKnownUser(context, { login: owner, principal });
  const outcome = await registry.change({
    author: await authorOf(await registry.view(), user),
    place: folderOf(name),
    plan: async (view) => {
      const pkg = await readHeldPackage(view, name);
      await view.rights.requireWrite(user, pkg);
      const implied = await readImpliedOwners(view, pkg);
      return planOwners({
        ...{ pkg, implied },
        ...(isOwner ? { add: [owner], remove: [] } : { add: [], remove: [owner] }),
      });
    },
  });
  return outcomeResponse(outcome, { ok: true });
}

function changeStar(
  c: GatewayRequest,
  { registry, limits }: GatewayContext,
  isStarred: boolean,
): Promise<Response> {
  const principal = c.get('principal');
  const user = writerOf(principal);
  return withObjectBody(c.req.raw, limits, async (body) => {
    const name = parsePackageName(textIn(body, 'package'));
    const outcome = await registry.change({
      author: await authorOf(await registry.view(), user),
      place: folderOf(name),
      plan: async (view) => {
        const pkg = await readHeldPackage(view, name);
        await requireRead(view, principal, pkg);
        return planStar({ pkg, user, isStarred });
      },
    });
    return outcomeResponse(outcome, { ok: true });
  });
}
