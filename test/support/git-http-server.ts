// Git's own HTTP server (`git http-backend`), which takes pushes from everybody.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { isolatedGitEnv } from './git-repository.ts';

export interface GitHttpServer {
  /** Of a repository below the folder. */
  urlOf(name: string): string;
  /** Nobody is there any more; connections end. */
  stop(): Promise<void>;
  /** On the same port as before. */
  startAgain(): Promise<void>;
  /** Bytes of all answers. */
  sent(): number;
}

export interface GitHttpOptions {
  /** Git's protocol: 0 is what servers speak that know no other. @default 2 */
  readonly protocol?: 0 | 2;
}

export async function serveGit(
  folder: string,
  options: GitHttpOptions = {},
): Promise<GitHttpServer> {
  let sent = 0;
  const server = createServer((request, response) => {
    void answer({ ...options, folder }, request, response).then((bytes) => (sent += bytes));
  });
  const listen = async (port: number): Promise<number> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    // A server that listens on a port has an address.
    return (server.address() as AddressInfo).port;
  };
  const port = await listen(0);
  return {
    sent: () => sent,
    urlOf: (name) => `http://127.0.0.1:${port}/${name}`,
    async stop() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
    async startAgain() {
      await listen(port);
    },
  };
}

/** CGI, RFC 3875. Gives the size of the answer in bytes. */
async function answer(
  { folder, protocol = 2 }: GitHttpOptions & { readonly folder: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<number> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const child = spawn('git', ['-c', 'http.receivepack=true', 'http-backend'], {
    env: {
      ...isolatedGitEnv,
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: searchParams.toString(),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'],
      ...(protocol === 2 && { GIT_PROTOCOL: String(request.headers['git-protocol'] ?? '') }),
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
    },
  });
  request.pipe(child.stdin);
  const printed = await buffer(child.stdout);
  const end = printed.indexOf('\r\n\r\n');
  const headers = printed.subarray(0, end).toString().split('\r\n');
  for (const line of headers) {
    const [name = '', value = ''] = line.split(/:\s*/, 2);
    if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.end(printed.subarray(end + 4));
  return printed.length;
}
