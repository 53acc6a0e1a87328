// npm dist-tag
import { parseTag, parseVersion } from '../../change/parse-names.ts';
import { planDistTag } from '../../change/plan-dist-tag.ts';
import { StillpackError } from '../../errors.ts';
import type { Version } from '../../version.ts';
import type { GatewayApp, GatewayContext, GatewayRequest } from '../gateway-context.ts';
import { outcomeResponse } from '../outcome-response.ts';
import type { Outcome } from '../registry.ts';
import { documentToServe } from '../packument-response.ts';
import { parsePathName } from '../path-parts.ts';
import { withJsonBody } from '../request-body.ts';
import { serveGuarded } from '../serve-guarded.ts';
import { writePackage } from '../write-package.ts';

/**
 * GET /-/package/<name>/dist-tags
 * PUT, POST, DELETE /-/package/<name>/dist-tags/<tag>
 */
export function addTagRoutes(app: GatewayApp, context: GatewayContext): void {
  const { limits } = context;
  const path = '/-/package/:name/dist-tags/:tag';

  async function setTag(c: GatewayRequest, version: Version | undefined): Promise<Outcome> {
    const name = parsePathName(c.req.param('name') ?? '');
    const tag = parseTag(c.req.param('tag') ?? '');
    return writePackage(c, context, {
      name,
      plan: ({ pkg }) => planDistTag({ pkg, tag, version }),
    });
  }

  app.get('/-/package/:name/dist-tags', (c) => {
    const name = parsePathName(c.req.param('name'));
    return serveGuarded(c, context, { name, file: documentToServe(`-/package/${name}/dist-tags`) });
  });
  app.on(['PUT', 'POST'], path, (c) =>
    withJsonBody(c.req.raw, limits, async (body) => {
      if (typeof body !== 'string') {
        throw new StillpackError('BODY_INVALID', 'The body is no version in quotation marks.', {
          hint: 'Send such as "1.0.0", as `npm dist-tag add` does.',
        });
      }
      return outcomeResponse(await setTag(c, parseVersion(body)), { ok: true }, 201);
    }),
  );
  app.delete(path, async (c) => outcomeResponse(await setTag(c, undefined), { ok: true }));
}
