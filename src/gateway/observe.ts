// What the gateway tells of itself: a line for each request, and figures for Prometheus.
import { Counter, Gauge, Histogram, Registry as Metrics } from 'prom-client';
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { GatewayEnv, GatewayRequest } from './gateway-context.ts';

/** A request that was answered. Of the path only the route and the package: paths may hold tokens. */
export interface RequestLine {
  readonly id: string;
  readonly method: string;
  /** Such as `/:name/-/:file`; `none` where there is no route. */
  readonly route: string;
  readonly package: string | undefined;
  readonly user: string | undefined;
  readonly address: string;
  readonly status: number;
  readonly milliseconds: number;
}

export interface Observer {
  readonly middleware: MiddlewareHandler<GatewayEnv>;
  /** GET /-/metrics, in the text format of Prometheus. */
  render(): Promise<Response>;
}

export interface ObserverOptions {
  readonly onRequest: (line: RequestLine) => void;
  /** Writes that wait or are under way. */
  readonly waiting: () => number;
  /** Milliseconds of a clock that never goes back. */
  readonly clock: () => number;
}

export function createObserver({ onRequest, waiting, clock }: ObserverOptions): Observer {
  const metrics = new Metrics();
  const registers = [metrics];
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    ...{ name: 'stillpack_http_requests_total', help: 'Requests that were answered.' },
    ...{ labelNames, registers },
  });
  const seconds = new Histogram({
    ...{ name: 'stillpack_http_request_duration_seconds', help: 'From request to answer.' },
    ...{ labelNames: ['method', 'route'] as const, registers },
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
  });
  new Gauge({
    ...{ name: 'stillpack_writes_waiting', help: 'Writes that wait or are under way.', registers },
    collect() {
      this.set(waiting());
    },
  });

  return {
    middleware: async (c, next) => {
      const began = clock();
      await next();
      const milliseconds = Math.round(clock() - began);
      const { method } = c.req;
      const route = routeOf(c);
      const { status } = c.res;
      requests.inc({ method, route, status });
      seconds.observe({ method, route }, milliseconds / 1000);
      // Not there when the credentials were refused.
      const principal = c.get('principal') as GatewayEnv['Variables']['principal'] | undefined;
      onRequest({
        ...{ id: c.get('id'), method, route, status, milliseconds },
        package: c.req.param('name'),
        user: principal?.kind === 'user' ? principal.login : undefined,
        address: c.env.address,
      });
    },
    render: async () =>
      new Response(await metrics.metrics(), { headers: { 'content-type': metrics.contentType } }),
  };
}

/** The first route that is not of every request is the one that answered; those after it would have taken it, too. */
function routeOf(c: GatewayRequest): string {
  return matchedRoutes(c).find(({ path }) => path !== '/*')?.path ?? 'none';
}
