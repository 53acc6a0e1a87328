// An emulation of Vercel: its own package turns vercel.json into routes, which are followed here as documented:
// headers first, then files and folders' indexes, then rewrites whose destination is a file. `%2f` is taken as a slash.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Host } from './server.ts';
import { type Answer, entryAt, startEmulation } from './server-emulation.ts';
import { toolProgram } from './tools/tool.ts';

/** What vercel.json becomes: up to `handle: 'filesystem'` every match adds headers, after it one rewrites. */
interface Route {
  readonly handle?: string;
  readonly src?: string;
  readonly dest?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface RoutingUtils {
  readonly getTransformedRoutes: (config: object) => { readonly routes: readonly Route[] | null };
}

async function routesOf(dir: string): Promise<readonly Route[]> {
  const config: unknown = JSON.parse(await readFile(join(dir, 'vercel.json'), 'utf8'));
  // The package is not a dependency of ours, so its types are stated here.
  const { getTransformedRoutes } = createRequire(toolProgram('vercel-routing', 'any'))(
    '@vercel/routing-utils',
  ) as RoutingUtils;
  return getTransformedRoutes(config as object).routes ?? [];
}

export const vercel: Host = {
  title: 'Vercel (emulated)',
  preset: 'vercel',
  can: {
    conventionalTarballs: true,
    versionDocuments: true,
    jsonTypes: true,
    caching: true,
    validators: true,
    ownNotFoundPage: true,
  },
  async start(site) {
    const routes = await routesOf(site.dir);
    const files = routes.findIndex(({ handle }) => handle === 'filesystem');
    return startEmulation(site, async (path): Promise<Answer> => {
      const headers = Object.assign(
        {},
        ...routes.slice(0, files).map((route) => (matches(route, path) ? route.headers : {})),
      ) as Record<string, string>;
      const rewritten = routes
        .slice(files + 1)
        .filter((route) => matches(route, path))
        .map(({ src = '', dest = '' }) => path.replace(new RegExp(src), dest));
      for (const file of [path, join(path, 'index.html'), ...rewritten]) {
        if ((await entryAt(site.dir, file)) === 'file') return { status: 200, file, headers };
      }
      return { status: 404, file: '404.html' };
    });
  },
};

function matches({ src }: Route, path: string): boolean {
  return src !== undefined && new RegExp(src).test(path);
}
