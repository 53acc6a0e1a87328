// npm access
import { writerOf } from '../../accounts/principal.ts';
import { parsePackageName } from '../../change/parse-names.ts';
import { planAccess } from '../../change/plan-access.ts';
import { planGrant, planRevoke } from '../../change/plan-grant.ts';
import { StillpackError } from '../../errors.ts';
import { keepsReadersOut } from '../../host/keeps-readers-out.ts';
import { type JsonObject, own } from '../../json.ts';
import { managingRoles } from '../../model/orgs.ts';
import { orgPathOf } from '../../change/held-org.ts';
import { readHeldOrg, readHeldPackage } from '../../verbs/read-held.ts';
import { authorOf } from '../authorship.ts';
import type { GatewayApp, GatewayContext, GatewayRequest } from '../gateway-context.ts';
import { outcomeResponse } from '../outcome-response.ts';
import { documentToServe } from '../packument-response.ts';
import { parsePathName, parsePathTeam } from '../path-parts.ts';
import { textIn, withObjectBody } from '../request-body.ts';
import { serveGuarded } from '../serve-guarded.ts';
import { writePackage } from '../write-package.ts';

/**
 * POST /-/package/<name>/access
 * GET /-/package/<name>/visibility, /-/package/<name>/collaborators
 * PUT, DELETE /-/team/<org>/<team>/package
 */
export function addAccessRoutes(app: GatewayApp, context: GatewayContext): void {
  const { registry, limits } = context;

  for (const fact of ['visibility', 'collaborators']) {
    app.get(`/-/package/:name/${fact}`, (c) => {
      const name = parsePathName(c.req.param('name'));
      return serveGuarded(c, context, { name, file: documentToServe(`-/package/${name}/${fact}`) });
    });
  }

  app.post('/-/package/:name/access', (c) => {
    const name = parsePathName(c.req.param('name'));
    return withObjectBody(c.req.raw, limits, async (body) => {
      const access = accessIn(body);
      const outcome = await writePackage(c, context, {
        name,
        plan: ({ view, pkg }) =>
          planAccess({ pkg, access, isEnforceable: keepsReadersOut(view.config) }),
      });
      return outcomeResponse(outcome, {});
    });
  });

  const changeGrant = async (c: GatewayRequest, isGranted: boolean): Promise<Response> => {
    const user = writerOf(c.get('principal'));
    const { scope, team } = parsePathTeam(c);
    return withObjectBody(c.req.raw, limits, async (body) => {
      const name = parsePackageName(textIn(body, 'package'));
      const permission = textIn(body, 'permissions');
      const outcome = await registry.change({
        author: await authorOf(await registry.view(), user),
        place: orgPathOf(scope),
        plan: async (view) => {
          const org = await readHeldOrg(view, scope);
          view.rights.requireRole(user, org, managingRoles);
          if (!isGranted) return planRevoke({ org, team, name });
          if (permission !== 'read-only' && permission !== 'read-write') throw permissionInvalid();
          const pkg = await readHeldPackage(view, name);
          await view.rights.requireWrite(user, pkg);
          return planGrant({ org, team, pkg, permission });
        },
      });
      return outcomeResponse(outcome, {}, isGranted ? 201 : 204);
    });
  };
  app.put('/-/team/:org/:team/package', (c) => changeGrant(c, true));
  app.delete('/-/team/:org/:team/package', (c) => changeGrant(c, false));
}

function accessIn(body: JsonObject): 'public' | 'restricted' {
  const access = own(body, 'access');
  if (access === 'public' || access === 'restricted') return access;
  if (access === 'private') return 'restricted';
  if (access === undefined && Object.keys(body).some((key) => key.includes('tfa'))) {
    throw new StillpackError('NOT_SUPPORTED', 'This registry has no second factor to ask for.', {
      hint: 'Have changes reviewed instead: run the gateway with --mode pull-request.',
    });
  }
  throw new StillpackError('BODY_INVALID', '"access" is neither public nor restricted.', {
    hint: 'Run `npm access set status=public` or `status=private`.',
  });
}

function permissionInvalid(): StillpackError {
  return new StillpackError('BODY_INVALID', '"permissions" is neither read-only nor read-write.', {
    hint: 'Run `npm access grant read-only` or `read-write`.',
  });
}
