// The website as `stillpack serve` serves it, and the same registry as plain files below a path.
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { openLoopback } from '../loopback-server.ts';
import { stillpack, stillpackProgram } from '../program.ts';
import { type ServerProcess, startServer } from '../server-process.ts';
import { sharedTemporaryDirectory } from '../temp-dir.ts';
import { installedReleases } from './installed-packages.ts';
import type { Release } from './release.ts';
import { createWebsiteRegistry } from './website-registry.ts';

export interface OpenedWebsite {
  /** Names of the real packages. */
  readonly real: readonly string[];
  /** Of `stillpack serve`, with a slash at its end. */
  readonly url: string;
  /** Of a host that knows nothing but files, below `/registry/`: without the real packages. */
  readonly staticUrl: string;
  close(): Promise<void>;
}

export async function openWebsite(): Promise<OpenedWebsite> {
  const { dir, remove } = await sharedTemporaryDirectory();
  const installed = await installedReleases();
  const [server, files] = await Promise.all([
    serveProgram(join(dir, 'repository'), installed),
    serveFiles(join(dir, 'small'), join(dir, 'out')),
  ]);
  return {
    real: [...new Set(installed.map(({ name }) => name))],
    url: /serving (http:\S+)/.exec(server.output())?.[1] ?? '',
    staticUrl: files.url,
    async close() {
      files.close();
      await server.close();
      await remove();
    },
  };
}

async function serveProgram(repo: string, installed: readonly Release[]): Promise<ServerProcess> {
  await createWebsiteRegistry(repo, installed);
  return startServer(process.execPath, {
    args: [stillpackProgram, 'serve', '--repo', repo, '--port', '0'],
    ready: (output) => output.includes('serving http'),
  });
}

async function serveFiles(
  repo: string,
  out: string,
): Promise<{ readonly url: string; readonly close: () => void }> {
  await createWebsiteRegistry(repo, []);
  const base = '/registry/';
  const server = await openLoopback((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    void fileOf(out, pathname.startsWith(base) ? pathname.slice(base.length) : '404.html').then(
      ({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body),
    );
  });
  const url = `${server.url}${base}`;
  const args = ['build', '--repo', repo, '--out', out, '--host', 'static', '--url', url];
  const { code, stderr } = await stillpack(args);
  if (code !== 0) throw new Error(`the build ended with ${code}:\n${stderr}`);
  return { url, close: () => server.close() };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array;
}

/** As any static host: a folder's index.html, and 404.html for what is not there. */
async function fileOf(out: string, path: string): Promise<Answer> {
  const file = join(out, decodeURIComponent(path));
  const isFolder = await stat(file).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  const found = isFolder ? join(file, 'index.html') : file;
  try {
    return { status: 200, type: typeOf(found), body: await readFile(found) };
  } catch {
    return { status: 404, type: 'text/html', body: await readFile(join(out, '404.html')) };
  }
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

function typeOf(file: string): string {
  return types[extname(file)] ?? 'application/json';
}
