// A package: reads from the built folder, writes by npm's documents.
import { writerOf } from '../../accounts/principal.ts';
import { own } from '../../json.ts';
import { parsePackageChange, planPackageChange } from '../change-package.ts';
import { outcomeResponse } from '../outcome-response.ts';
import type { GatewayApp, GatewayContext, GatewayRequest } from '../gateway-context.ts';
import { packumentToServe, tarballToServe, versionToServe } from '../packument-response.ts';
import { parsePathName } from '../path-parts.ts';
import { isPublish } from '../publish-document.ts';
import { publishVersion } from '../publish-version.ts';
import { withObjectBody } from '../request-body.ts';
import { refuseStale } from '../revision.ts';
import { planUnpublish } from '../../change/plan-unpublish.ts';
import { versionOfFile } from '../../source/package-path.ts';
import { notFound, serveGuarded } from '../serve-guarded.ts';
import { writePackage } from '../write-package.ts';

/**
 * GET /<name>, /<name>/<version or tag>, /<name>/-/<file>
 * PUT /<name>, /<name>/-rev/<rev>
 * DELETE /<name>/-rev/<rev>, /<name>/-/<file>/-rev/<rev>
 */
export function addPackageRoutes(app: GatewayApp, context: GatewayContext): void {
  const { registry, publishLimits } = context;

  app.get('/:name', (c) => {
    const name = parsePathName(c.req.param('name'));
    return serveGuarded(c, context, { name, file: packumentToServe(name, c.req.raw) });
  });
  app.get('/:name/:label', (c) => {
    const name = parsePathName(c.req.param('name'));
    return serveGuarded(c, context, { name, file: versionToServe(name, c.req.param('label')) });
  });
  app.get('/:name/-/:file', (c) => {
    const name = parsePathName(c.req.param('name'));
    return serveGuarded(c, context, { name, file: tarballToServe(name, c.req.param('file')) });
  });

  const put = async (c: GatewayRequest, revision: string | undefined): Promise<Response> => {
    const name = parsePathName(c.req.param('name') ?? '');
    const principal = c.get('principal');
    // Before a body is read: nobody without an account may make the gateway hold one.
    writerOf(principal, { publish: name });
    return withObjectBody(c.req.raw, publishLimits, async (body) => {
      if (isPublish(body)) {
        const outcome = await publishVersion(body, { registry, principal, name });
        return outcomeResponse(outcome, { ok: true, id: name, success: true }, 201);
      }
      const change = parsePackageChange(body);
      const read = revision ?? own(body, '_rev');
      const outcome = await writePackage(c, context, {
        name,
        right: change.kind === 'star' ? 'read' : 'write',
        plan: async ({ view, pkg, user }) => {
          if (typeof read === 'string') {
            await refuseStale(registry, view, { name, revision: read });
          }
          return planPackageChange(change, { pkg, user, mayRemove: revision !== undefined });
        },
      });
      return outcomeResponse(outcome, { ok: true, id: name, success: true }, 201);
    });
  };
  app.put('/:name', (c) => put(c, undefined));
  app.put('/:name/-rev/:rev', (c) => put(c, c.req.param('rev')));

  app.delete('/:name/-rev/:rev', async (c) => {
    const name = parsePathName(c.req.param('name'));
    const outcome = await writePackage(c, context, {
      name,
      plan: async ({ view, pkg }) => {
        await refuseStale(registry, view, { name, revision: c.req.param('rev') });
        return planUnpublish({ pkg, version: undefined, reason: undefined, force: true });
      },
    });
    return outcomeResponse(outcome, { ok: true });
  });

  // The last request of `npm unpublish name@version`: the document before it took the version out already.
  app.delete('/:name/-/:file/-rev/:rev', async (c) => {
    const name = parsePathName(c.req.param('name'));
    const version = versionOfFile(name, c.req.param('file').replace(/^.*\//, ''));
    if (version === undefined) throw notFound();
    const outcome = await writePackage(c, context, {
      name,
      plan: ({ pkg }) => planUnpublish({ pkg, version, reason: undefined, force: true }),
    });
    return outcomeResponse(outcome, { ok: true });
  });
}
