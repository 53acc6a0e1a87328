// GET and HEAD over a built folder, through serve-handler with the `serve` preset's rewrites.
import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import serveHandler from 'serve-handler';
import { serveHandlerConfig } from '../host/serve.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Serves the registry built into `dir`. Everything but GET and HEAD is 405 with npm's error shape: a static
 * registry must not answer 200 to `npm publish`.
 */
export function createRegistryHandler(dir: string): RequestHandler {
  const config = { ...serveHandlerConfig, public: dir };
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { 'content-type': 'application/json', allow: 'GET, HEAD' });
      response.end(
        JSON.stringify({ error: 'This registry is read-only: add packages with `stillpack add`.' }),
      );
      return;
    }
    // serve-handler awaits the method; its types ask for the callback form of the same name.
    const methods = { lstat: lstatByChange } as unknown as NonNullable<
      Parameters<typeof serveHandler>[3]
    >;
    await serveHandler(request, response, config, methods);
  };
}

/**
 * serve-handler remembers ETags by mtime. Ours is the date of the commit, which an uncommitted file shares
 * with the one it replaces; ctime moves with every write.
 */
async function lstatByChange(path: string): Promise<Stats> {
  const stats = await lstat(path);
  stats.mtime = stats.ctime;
  return stats;
}
