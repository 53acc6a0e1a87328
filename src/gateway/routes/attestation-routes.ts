// npm audit signatures
import { versionOf } from '../../version.ts';
import type { GatewayApp, GatewayContext } from '../gateway-context.ts';
import { documentToServe } from '../packument-response.ts';
import { parsePathName } from '../path-parts.ts';
import { notFound, serveGuarded } from '../serve-guarded.ts';

/** GET /-/npm/v1/attestations/<name>@<version> */
export function addAttestationRoutes(app: GatewayApp, context: GatewayContext): void {
  app.get('/-/npm/v1/attestations/:spec', (c) => {
    const spec = c.req.param('spec');
    // The first of a scoped name is no separator.
    const at = spec.lastIndexOf('@');
    const name = parsePathName(spec.slice(0, at));
    const version = versionOf(spec.slice(at + 1));
    if (version === undefined) throw notFound();
    const file = documentToServe(`-/npm/v1/attestations/${name}@${version}`);
    return serveGuarded(c, context, { name, file });
  });
}
