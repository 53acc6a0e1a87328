// What the emulations of hosts share: files of a folder over HTTP, with ETags. Each host's rules are its own.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import type { RunningServer, Site } from './server.ts';

export interface Answer {
  readonly status: number;
  /** Relative to the site's folder; no body without it. */
  readonly file?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The path below the site that a redirect leads to, encoded. */
  readonly location?: string;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'application/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.tgz': 'application/gzip',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml',
};

/** Answers GET and HEAD by `rules`, which get the decoded path below the site's; anything else is 405. */
export async function startEmulation(
  { dir, port, basePath }: Site,
  rules: (path: string) => Promise<Answer>,
): Promise<RunningServer> {
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.writeHead(405).end();
        return;
      }
      const path = decodeURIComponent((request.url ?? '/').replace(/\?.*/, ''));
      if (!path.startsWith(basePath)) {
        response.writeHead(404).end();
        return;
      }
      const { status, file, headers, location } = await rules(path.slice(basePath.length - 1));
      const body = file === undefined ? Buffer.alloc(0) : await readFile(join(dir, file));
      const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
      response.setHeader('content-type', types[extname(file ?? '')] ?? 'application/octet-stream');
      if (status === 200) response.setHeader('etag', etag);
      for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
      if (location !== undefined) response.setHeader('location', `${basePath}${location.slice(1)}`);
      if (status === 200 && request.headers['if-none-match'] === etag)
        response.writeHead(304).end();
      else response.writeHead(status).end(request.method === 'HEAD' ? undefined : body);
    };
    answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What lies at a path of the site. */
export async function entryAt(
  dir: string,
  path: string,
): Promise<'file' | 'directory' | undefined> {
  try {
    const entry = await stat(join(dir, path));
    return entry.isDirectory() ? 'directory' : 'file';
  } catch {
    return undefined;
  }
}
