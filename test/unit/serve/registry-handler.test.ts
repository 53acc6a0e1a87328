import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createRegistryHandler } from '../../../src/serve/registry-handler.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
}

let dir: string;
/** Of the last answer. */
let type: string | undefined;
let ask: (
  path: string,
  options?: { host?: string; method?: string; accept?: string },
) => Promise<Answer>;

beforeEach(async () => {
  dir = await temporaryDirectory();
  await writeFile(join(dir, 'ui'), '{"name": "ui"}');
  const handle = createRegistryHandler(dir);
  const server = createServer((incoming, response) => void handle(incoming, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  ask = async (path, { host = `127.0.0.1:${port}`, method = 'GET', accept = '*/*' } = {}) => {
    const headers = { host, accept };
    const options = { host: '127.0.0.1', port, path, method, headers, agent: false };
    const asked = request(options).end();
    // The one argument of `response`.
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    type = response.headers['content-type'];
    return { status: response.statusCode, body: await text(response) };
  };
});

describe('a path that no file can have is 404 or 400, and nothing is printed', () => {
  test.each([
    ['a terminal escape', '/%1b]0;x%07%1b[31m'],
    ['a long name with an escape', `/%1b[31m${'a'.repeat(300)}`],
    ['a long path', `/${'a/'.repeat(5000)}`],
    ['NUL', '/%00%1b[31m'],
    ['NUL in a tarball', '/ui/-/%00.tgz'],
    ['a file as a folder', '/ui/x/y/z'],
    ['no UTF-8', '/%ff'],
    ['half an escape', '/%'],
    ['a URL', 'http://127.0.0.1:99999x/\u0085'],
    ['patterns', '/{a,b}/:name/(.*)/**'],
  ])('%s', async (_, path) => {
    const printed = vi.spyOn(console, 'error').mockReturnValue();
    onTestFinished(() => printed.mockRestore());
    const { status } = await ask(path);
    expect([400, 404]).toContain(status);
    expect(printed).not.toHaveBeenCalled();
    expect((await ask('/ui')).status).toBe(200);
  });
});

describe('what is not there', () => {
  const json = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*';

  test.each(['*/*', 'application/json', json])('is a text to print for %s', async (accept) => {
    const answer = { status: 404, body: '{"error":"Not found"}' };
    expect(await ask('/nowhere', { accept })).toEqual(answer);
    expect(await ask('/@acme%2fnowhere', { accept })).toEqual(answer);
    for (const path of ['/../x', '/..%2f..%2fx', '/ui%5c..%5c..', '/%']) {
      const { status, body } = await ask(path, { accept });
      expect(status).toBe(400);
      expect(JSON.parse(body)).toEqual({ error: expect.any(String) as string });
    }
  });

  test('is a page for a browser', async () => {
    await writeFile(join(dir, '404.html'), '<h1>Not found</h1>');
    const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
    expect(await ask('/nowhere', { accept })).toEqual({ status: 404, body: '<h1>Not found</h1>' });
  });
});

describe('only a loopback host is answered, against DNS rebinding', () => {
  test.each(['127.0.0.1', '127.0.0.1:1', 'localhost', 'LOCALHOST:4873', '[::1]', '[::1]:80'])(
    '%s is one',
    async (host) => {
      expect(await ask('/ui', { host })).toEqual({ status: 200, body: '{"name": "ui"}' });
    },
  );

  test.each([
    'evil.example',
    'evil.example:4873',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example#127.0.0.1',
  ])('%j is none', async (host) => {
    for (const method of ['GET', 'PUT']) {
      const { status, body } = await ask('/ui', { host, method });
      expect(status).toBe(421);
      expect(JSON.parse(body)).toEqual({ error: expect.any(String) as string });
    }
  });
});

describe('a page of the website', () => {
  beforeEach(async () => {
    for (const folder of ['package/@acme/ui.js', 'search', '-/site/version', '-/site/assets']) {
      await mkdir(join(dir, folder), { recursive: true });
      await writeFile(join(dir, folder, 'index.html'), `<p>${folder}</p>`);
    }
    await writeFile(join(dir, 'index.html'), '<p>home</p>');
    await writeFile(join(dir, '-/site/assets/a-1.js'), '0');
    await mkdir(join(dir, '-/v/ui'), { recursive: true });
    await writeFile(join(dir, '-/v/ui/search'), '{}');
  });

  test.each([
    ['/', 'home'],
    ['/package/@acme/ui.js/', 'package/@acme/ui.js'],
    ['/package/@acme/ui.js', 'package/@acme/ui.js'],
    ['/package/@acme%2fui.js/', 'package/@acme/ui.js'],
    ['/search?q=a/b', 'search'],
    ['/search/?q=ui#x', 'search'],
    ['//search', 'search'],
    ['/-/site/version/?package=ui&version=1.0.0', '-/site/version'],
  ])('is answered at %s', async (path, page) => {
    expect(await ask(path)).toEqual({ status: 200, body: `<p>${page}</p>` });
    expect(type).toBe('text/html; charset=utf-8');
  });

  test('takes nothing from the registry, and its files have their types', async () => {
    const json = 'application/json';
    expect([await ask('/ui'), type]).toMatchObject([{ body: '{"name": "ui"}' }, json]);
    expect([await ask('/ui/search'), type]).toMatchObject([{ body: '{}' }, json]);
    expect(await ask('/-/site/assets/a-1.js')).toMatchObject({ body: '0' });
    expect(type).toBe('text/javascript; charset=utf-8');
    for (const path of ['/search/x/', '/package/', '/package', '/search/index.html/']) {
      expect(await ask(path)).toMatchObject({ status: 404 });
    }
  });
});
