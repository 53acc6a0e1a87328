// GET and HEAD over a built folder, through serve-handler with the `serve` preset's rewrites.
import { createReadStream, type Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import serveHandler from 'serve-handler';
import { serveHandlerConfig } from '../host/serve.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

interface Refusal {
  readonly status: number;
  readonly error: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** npm 11 prints the text of `error`; of the object that serve-handler 6.1 would put there, only `[object Object]`. */
const notFound: Refusal = { status: 404, error: 'Not found' };

/**
 * Serves the registry built into `dir`, to requests for a loopback host only. Everything but GET and HEAD is 405
 * with npm's error shape: a static registry must not answer 200 to `npm publish`. A page of the website is answered with
 * or without the `/` at the end of its URL. What is not there is 404, with a
 * page for those who ask for one, else in the same shape. Never rejects, prints nothing.
 */
export function createRegistryHandler(dir: string): RequestHandler {
  const config = { ...serveHandlerConfig, public: dir };
  return async (request, response) => {
    const refusal = refusalOf(request);
    if (refusal !== undefined) {
      refuse(response, refusal);
      return;
    }
    request.url = await fileUrlOf(dir, request.url ?? '/');
    // serve-handler awaits `lstat` and attaches its own listeners to streams; its types ask for the callback form
    // of the same names.
    const methods = {
      lstat: lstatByChange,
      createReadStream: (...args: Parameters<typeof createReadStream>) =>
        // A build may remove the file between a look at it and its opening.
        createReadStream(...args).on('error', () => response.destroy()),
      ...(request.headers.accept?.includes('text/html') !== true && {
        sendError: () => refuse(response, notFound),
      }),
    } as unknown as NonNullable<Parameters<typeof serveHandler>[3]>;
    try {
      await serveHandler(request, response, config, methods);
    } catch {
      if (response.headersSent) response.destroy();
      else refuse(response, notFound);
    }
  };
}

function refusalOf({ headers, method, url }: IncomingMessage): Refusal | undefined {
  if (!isLoopbackHost(headers.host)) {
    return { status: 421, error: 'This registry answers to 127.0.0.1 and localhost only.' };
  }
  if (method !== 'GET' && method !== 'HEAD') {
    const error = 'This registry is read-only: add packages with `stillpack add`.';
    return { status: 405, error, headers: { allow: 'GET, HEAD' } };
  }
  // Anything else names a host of its own (RFC 9112 section 3.2.2), which a proxy is asked with.
  if (url?.startsWith('/') !== true || !isPlainPath(url)) {
    return { status: 400, error: 'The target is not a path of this registry.' };
  }
  return undefined;
}

/** Whether serve-handler can decode it and it stays in the folder: its own 400 is not in npm's shape. */
function isPlainPath(url: string): boolean {
  const [path = ''] = url.split(/[?#]/, 1);
  try {
    return !decodeURIComponent(path).split(/[/\\]/).includes('..');
  } catch {
    return false;
  }
}

/** The URL of the page's file; any other URL as it is, since no document lies where a page does. */
async function fileUrlOf(dir: string, url: string): Promise<string> {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(url) ?? [];
  const page = `${path.replace(/\/$/, '')}/index.html`;
  const stats = await lstatByChange(join(dir, decodeURIComponent(page))).catch(() => undefined);
  return stats?.isFile() === true ? `${page}${rest}` : url;
}

/**
 * Whether a browser that sends this Host header asked for this machine by a name that is always its own. A page
 * elsewhere may point its own name at 127.0.0.1 (DNS rebinding) and would then read what it has no right to; 421
 * is for a server that is not willing to answer for the target's host (RFC 9110 section 15.5.20).
 */
function isLoopbackHost(host: string | undefined): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d*)?$/i.test(host ?? '');
}

function refuse(response: ServerResponse, { status, error, headers }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error }));
}

/**
 * serve-handler remembers ETags by mtime. Ours is the date of the commit, which an uncommitted file shares
 * with the one it replaces; ctime moves with every write. A path that the disk cannot hold (NUL, very long names) is
 * one where nothing is: serve-handler would answer 500 and print it as it came.
 */
async function lstatByChange(path: string): Promise<Stats> {
  const stats = await lstat(path).catch((cause: unknown) => {
    throw Object.assign(new Error('nothing there', { cause }), { code: 'ENOENT' });
  });
  stats.mtime = stats.ctime;
  return stats;
}
