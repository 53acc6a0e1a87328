// npm org, npm team
import { writerOf } from '../../accounts/principal.ts';
import { orgPathOf } from '../../change/held-org.ts';
import type { HeldOrg } from '../../change/held-org.ts';
import type { Change } from '../../change/change.ts';
import { parseScopeName, parseTeamRef, parseUserName } from '../../change/parse-names.ts';
import { planOrg } from '../../change/plan-org.ts';
import { planTeam, planTeamMember } from '../../change/plan-team.ts';
import { StillpackError } from '../../errors.ts';
import { managingRoles, type Role } from '../../model/orgs.ts';
import type { ScopeName } from '../../model/scope-name.ts';
import type { UserName } from '../../model/user-name.ts';
import { readHeldOrg } from '../../verbs/read-held.ts';
import { readOwnedBy } from '../../verbs/read-owned.ts';
import { authorOf } from '../authorship.ts';
import { jsonResponse } from '../error-response.ts';
import type { GatewayApp, GatewayContext, GatewayRequest } from '../gateway-context.ts';
import { outcomeResponse } from '../outcome-response.ts';
import { documentToServe } from '../packument-response.ts';
import { parsePathTeam } from '../path-parts.ts';
import { createIsReadable } from '../readable.ts';
import { textIn, withJsonBody, withObjectBody } from '../request-body.ts';
import { serveRegistryFile } from '../serve-guarded.ts';
import type { Outcome, RegistryView } from '../registry.ts';

/**
 * GET, PUT, DELETE /-/org/<org>/user
 * GET /-/org/<org>/team, /-/org/<org>/package, /-/team/<org>/<team>/user, /-/team/<org>/<team>/package
 * PUT /-/org/<org>/team; DELETE /-/team/<org>/<team>; PUT, DELETE /-/team/<org>/<team>/user
 */
export function addOrgRoutes(app: GatewayApp, context: GatewayContext): void {
  const { accounts, limits } = context;

  for (const document of ['user', 'team', 'package']) {
    app.get(`/-/org/:org/${document}`, async (c) => {
      const scope = parseScopeName(c.req.param('org'));
      const file = documentToServe(`-/org/${scope}/${document}`);
      const response = await serveRegistryFile(c, context, file);
      if (document === 'package') return onlyReadable(c, context, response);
      return document === 'team' ? asNamed(c, response) : response;
    });
  }
  for (const document of ['user', 'package']) {
    app.get(`/-/team/:org/:team/${document}`, async (c) => {
      const { scope, team } = parsePathTeam(c);
      const file = documentToServe(`-/team/${scope}/${team}/${document}`);
      const response = await serveRegistryFile(c, context, file);
      return document === 'user' ? asNamed(c, response) : onlyReadable(c, context, response);
    });
  }

  app.put('/-/org/:org/user', (c) => {
    const scope = parseScopeName(c.req.param('org'));
    return withObjectBody(c.req.raw, limits, async (body) => {
      const member = parseUserName(textIn(body, 'user'));
      const role = roleIn(textIn(body, 'role'));
      const outcome = await changeOrg(c, context, scope, async (view, org, user) => {
        const { rights } = view;
        if (org.org === undefined) {
          const isLogin = (await accounts.findUser(scope)) !== undefined;
          await rights.requireFounding(user, { scope, isLogin });
        } else rights.requireRole(user, org, ['owner']);
        return planOrg({ org, user: member, role });
      });
      const { org } = await readHeldOrg(await context.registry.view(), scope);
      const size = org?.members.size ?? 0;
      return outcomeResponse(outcome, { org: { name: scope, size }, user: member, role });
    });
  });
  app.delete('/-/org/:org/user', (c) => {
    const scope = parseScopeName(c.req.param('org'));
    return withObjectBody(c.req.raw, limits, async (body) => {
      const member = parseUserName(textIn(body, 'user'));
      const outcome = await changeOrg(c, context, scope, ({ rights }, org, user) => {
        // Whoever wants to leave may.
        if (member !== user) rights.requireRole(user, org, ['owner']);
        return planOrg({ org, user: member, role: undefined });
      });
      return outcomeResponse(outcome, {}, 204);
    });
  });

  app.put('/-/org/:org/team', (c) => {
    const scope = parseScopeName(c.req.param('org'));
    return withObjectBody(c.req.raw, limits, async (body) => {
      const { team } = parseTeamRef(`${scope}:${textIn(body, 'name')}`);
      const outcome = await changeOrg(c, context, scope, ({ rights }, org, user) => {
        rights.requireRole(user, org, managingRoles);
        return planTeam({ org, team, exists: true, owned: [] });
      });
      return outcomeResponse(outcome, { name: team }, 201);
    });
  });
  app.delete('/-/team/:org/:team', async (c) => {
    const { scope, team } = parsePathTeam(c);
    const outcome = await changeOrg(c, context, scope, async (view, org, user) => {
      view.rights.requireRole(user, org, managingRoles);
      const owned = await readOwnedBy(view, { scope, team });
      return planTeam({ org, team, exists: false, owned });
    });
    // npm 6 and 8 parse the body.
    return outcomeResponse(outcome, {});
  });

  const changeMember = (c: GatewayRequest, isMember: boolean): Promise<Response> => {
    const { scope, team } = parsePathTeam(c);
    return withJsonBody(c.req.raw, limits, async (body) => {
      const member = parseUserName(textIn(Object(body) as Record<string, unknown>, 'user'));
      const outcome = await changeOrg(c, context, scope, ({ rights }, org, user) => {
        rights.requireRole(user, org, managingRoles);
        return planTeamMember({ org, team, user: member, isMember });
      });
      return outcomeResponse(outcome, {}, isMember ? 201 : 204);
    });
  };
  app.put('/-/team/:org/:team/user', (c) => changeMember(c, true));
  app.delete('/-/team/:org/:team/user', (c) => changeMember(c, false));
}

async function changeOrg(
  c: GatewayRequest,
  { registry }: GatewayContext,
  scope: ScopeName,
  plan: (
    view: RegistryView,
    org: HeldOrg,
    user: UserName,
  ) => Change | undefined | Promise<Change | undefined>,
): Promise<Outcome> {
  const user = writerOf(c.get('principal'));
  return registry.change({
    author: await authorOf(await registry.view(), user),
    place: orgPathOf(scope),
    plan: async (view) => plan(view, await readHeldOrg(view, scope), user),
  });
}

/** A list of names for npm, which asks for `format=cli`; pnpm 12 does not, and takes objects alone. */
async function asNamed(c: GatewayRequest, response: Response): Promise<Response> {
  const isForNpm = c.req.query('format') === 'cli';
  if (isForNpm || c.req.method !== 'GET' || response.status !== 200) return response;
  // A document that a build wrote.
  const names = (await response.json()) as readonly string[];
  return jsonResponse(names.map((name) => ({ name: name.replace(/^.*:/, '') })));
}

/** What may be done with which package, of those that the caller may know of. */
async function onlyReadable(
  c: GatewayRequest,
  { registry }: GatewayContext,
  response: Response,
): Promise<Response> {
  if (c.req.method !== 'GET' || response.status !== 200) return response;
  const isReadable = await createIsReadable(c, registry);
  // A document that a build wrote.
  const packages = Object.entries((await response.json()) as Readonly<Record<string, string>>);
  return jsonResponse(Object.fromEntries(packages.filter(([name]) => isReadable(name))));
}

/** npm sends none for the default. */
function roleIn(text: string): Role {
  if (text === '') return 'developer';
  if (text === 'owner' || text === 'admin' || text === 'developer') return text;
  throw new StillpackError('BODY_INVALID', `"${text}" is no role.`, {
    hint: 'Roles are owner, admin and developer.',
  });
}
