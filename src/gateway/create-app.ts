// The gateway as a function of a request: routes, who asks, and what is said when it does not work.
import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import type { Authenticate } from '../accounts/principal.ts';
import { StillpackError } from '../errors.ts';
import { canonicalPath } from './canonical-url.ts';
import {
  failureResponse,
  isOperatorsOwn,
  jsonResponse,
  refusalResponse,
} from './error-response.ts';
import type { GatewayApp, GatewayContext, GatewayEnv } from './gateway-context.ts';
import { addAccessRoutes } from './routes/access-routes.ts';
import { addAttestationRoutes } from './routes/attestation-routes.ts';
import { addAuditRoutes } from './routes/audit-routes.ts';
import { addLoginRoutes, addSessionRoutes } from './routes/login-routes.ts';
import { addOidcRoutes } from './routes/oidc-routes.ts';
import { addOrgRoutes } from './routes/org-routes.ts';
import { addPackageRoutes } from './routes/package-routes.ts';
import { addPnpmRoutes } from './routes/pnpm-routes.ts';
import { addSearchRoutes } from './routes/search-routes.ts';
import { addTagRoutes } from './routes/tag-routes.ts';
import { addTokenRoutes } from './routes/token-routes.ts';
import type { Observer } from './observe.ts';
import { notFound, requireOpen } from './serve-guarded.ts';

export interface AppOptions extends GatewayContext {
  readonly authenticate: Authenticate;
  readonly observer: Observer;
  /** Of a request that failed inside; the client gets its id alone. */
  readonly onFailure: (error: unknown, id: string) => void;
}

/** Routes that belong to nobody come after those that do, so that no name takes one of them. */
export function createApp(options: AppOptions): GatewayApp {
  const { authenticate, observer, onFailure } = options;
  const app: GatewayApp = new Hono<GatewayEnv>({ getPath: (request) => pathOf(request) });

  app.use(async (c, next) => {
    c.set('id', randomUUID());
    await next();
  });
  app.use(observer.middleware);
  // Their credentials are of another kind.
  addOidcRoutes(app, options);
  addLoginRoutes(app, options);
  app.use(async (c, next) => {
    const authorization = c.req.header('authorization');
    c.set('principal', await authenticate({ authorization, address: c.env.address }));
    await next();
  });
  app.get('/-/ping', () => jsonResponse({}));
  // What comes after this is for users alone, whatever it is, where the registry is protected.
  app.use(async (c, next) => {
    if (c.get('principal').kind === 'anonymous') requireOpen(await options.registry.view());
    await next();
  });
  app.get('/-/metrics', () => observer.render());
  addSessionRoutes(app, options);
  addTokenRoutes(app, options);
  addSearchRoutes(app, options);
  addAuditRoutes(app, options);
  addTagRoutes(app, options);
  addAttestationRoutes(app, options);
  addAccessRoutes(app, options);
  addOrgRoutes(app, options);
  addPnpmRoutes(app, options);
  app.all('/-/*', (c) => {
    throw unanswered(c.req.method, c.req.path);
  });
  addPackageRoutes(app, options);

  app.notFound((c) => refusalResponse(notFound(), c.get('id')));
  app.onError((error, c) => {
    const id = c.get('id');
    const isRefusal = error instanceof StillpackError;
    if (!isRefusal || isOperatorsOwn(error)) onFailure(error, id);
    return isRefusal ? refusalResponse(error, id) : failureResponse(id);
  });
  return app;
}

/** A path that cannot be decoded is one where nothing is: no route has an empty segment. */
function pathOf(request: Request): string {
  const { pathname } = new URL(request.url);
  try {
    return canonicalPath(pathname);
  } catch (error) {
    if (error instanceof StillpackError) return '//';
    throw error;
  }
}

/** 404 and not 501: npm and pnpm ask again after any 5xx, for more than a minute. */
function unanswered(method: string, path: string): StillpackError {
  if (method === 'GET' || method === 'HEAD') return notFound();
  return new StillpackError('NOT_FOUND', `This registry does not answer ${method} ${path}.`, {
    hint: 'The README lists which commands work.',
  });
}
