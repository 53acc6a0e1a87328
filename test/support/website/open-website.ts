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
    serveFiles(dir, []),
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

export interface WebsiteOfFiles {
  /** Below `/registry/`. */
  readonly url: string;
  /** What was asked for, in that order. */
  readonly answers: readonly Answer[];
  close(): Promise<void>;
}

/** On a host that knows nothing but files: a company's packages, hostile ones, and these. */
export async function openWebsiteOfFiles(releases: readonly Release[]): Promise<WebsiteOfFiles> {
  const { dir, remove } = await sharedTemporaryDirectory();
  const files = await serveFiles(dir, releases);
  return {
    url: files.url,
    answers: files.answers,
    async close() {
      files.close();
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
  dir: string,
  releases: readonly Release[],
): Promise<Pick<WebsiteOfFiles, 'url' | 'answers'> & { readonly close: () => void }> {
  const [repo, out] = [join(dir, 'small'), join(dir, 'out')];
  await createWebsiteRegistry(repo, releases);
  const base = '/registry/';
  const answers: Answer[] = [];
  const server = await openLoopback((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = pathname.startsWith(base) ? pathname.slice(base.length) : '404.html';
    void fileOf(out, file).then((answer) => {
      answers.push(answer);
      response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
    });
  });
  const url = `${server.url}${base}`;
  const args = ['build', '--repo', repo, '--out', out, '--host', 'static', '--url', url];
  const { code, stderr } = await stillpack(args);
  if (code !== 0) throw new Error(`the build ended with ${code}:\n${stderr}`);
  return { url, answers, close: () => server.close() };
}

export interface Answer {
  /** As it was asked for, below the website's root. */
  readonly path: string;
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
    return { path, status: 200, type: typeOf(found), body: await readFile(found) };
  } catch {
    return { path, status: 404, type: 'text/html', body: await readFile(join(out, '404.html')) };
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
