// What every host must do with a website beside the registry.
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Encoding } from '../../src/host/precompressed.ts';
import { buildRegistry } from './registry-folder.ts';
import type { BuiltHost } from './server-contract.ts';
import { freePort } from './server-process.ts';
import type { Host } from './server.ts';
import { htmlOf } from './site-files.ts';
import { sharedTemporaryDirectory } from './temp-dir.ts';

interface Content {
  /** `site.path`. */
  readonly path: string;
  /** Of packages, each with the version 1.0.0. */
  readonly names: readonly string[];
  /** @default none */
  readonly precompressed?: readonly Encoding[];
}

const ordinary = ['acme-plain', '@acme/ui', 'acme.merge', 'keyword.js'];

async function startSite(host: Host, { names, path, precompressed }: Content): Promise<BuiltHost> {
  const { dir: root, remove } = await sharedTemporaryDirectory();
  // Servers give up root's rights and must still be able to read.
  await chmod(root, 0o755);
  const dir = join(root, 'site');
  const [port, basePath] = [await freePort(), host.basePath ?? '/'];
  const url = `http://127.0.0.1:${port}${basePath}`;
  const packages = names.map((name) => ({ name, versions: [{ version: '1.0.0' }] }));
  await buildRegistry({
    ...{ dir, url, host: host.preset, packages, site: path },
    ...(precompressed !== undefined && { precompressed }),
  });
  const server = await host.start({ dir, port, basePath, work: join(root, 'work') });
  return {
    url,
    async close() {
      await server.close();
      await remove();
    },
  };
}

/** A browser's. */
const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

export function testSite(host: Host): void {
  describe(`${host.title}, the website`, () => {
    testOrdinary(host);
    testMoved(host);
    testBelowPath(host);
    if (['nginx', 'apache', 'caddy'].includes(host.preset)) testTwins(host);
  });
}

interface Visit {
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  /** Gets a page, by a redirect or not; `url` is its logical URL. */
  readonly expectPage: (path: string, url: string) => Promise<void>;
}

function visit(host: Host, content: Content): Visit {
  let base = '';
  beforeAll(async () => {
    const server = await startSite(host, content);
    base = server.url;
    return () => server.close();
  });
  const get: Visit['get'] = (path, headers = {}) => fetch(`${base}${path}`, { headers });
  return {
    get,
    async expectPage(path, url) {
      const at = host.can.noIndexDocuments && !path.includes('.html') ? indexOf(path) : path;
      const response = await get(at, { accept });
      expect({ path, status: response.status }).toEqual({ path, status: 200 });
      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
      expect(await response.text()).toBe(htmlOf(url));
      if (host.can.caching) {
        expect(response.headers.get('cache-control')).toMatch(/max-age=\d+/);
        expect(response.headers.get('cache-control')).not.toMatch(/immutable/);
      }
    },
  };
}

/** Also where a folder would have to lie in the place of a package's file, which some emulators answer with a 5xx. */
async function expectNothing({ get }: Visit, path: string): Promise<void> {
  const { status } = await get(path);
  expect({ path, isThere: status < 400 }).toEqual({ path, isThere: false });
}

function indexOf(path: string): string {
  const [page = '', query] = path.split('?');
  const index = page === '' || page.endsWith('/') ? `${page}index.html` : `${page}/index.html`;
  return query === undefined ? index : `${index}?${query}`;
}

/** What npm, a browser and a crawler ask a registry for. */
async function expectRegistry({ can }: Host, { get }: Visit, name: string): Promise<void> {
  const packument = await get(name);
  expect({ name, status: packument.status }).toEqual({ name, status: 200 });
  if (can.jsonTypes) expect(packument.headers.get('content-type')).toMatch(/json/);
  const { versions } = (await packument.json()) as {
    readonly versions: Record<string, { readonly dist: { readonly tarball: string } }>;
  };
  const tarball = await fetch(versions['1.0.0']?.dist.tarball ?? '');
  expect({ name, status: tarball.status }).toEqual({ name, status: 200 });
  expect(tarball.headers.get('content-type') ?? '').not.toMatch(/json|html/);
  if (can.versionDocuments) {
    for (const label of ['1.0.0', 'latest']) {
      const version = await get(`${name}/${label}`);
      expect(await version.json()).toMatchObject({ version: '1.0.0' });
    }
  }
}

function testOrdinary(host: Host): void {
  describe('at the root', () => {
    const site = visit(host, { path: '/', names: ordinary });

    test.each([
      ['', '/'],
      ['search/?q=ui', '/search/'],
      ['search', '/search/'],
      ['recent', '/recent/'],
      ['names/', '/names/'],
      ['names/ab/', '/names/ab/'],
      ['package/acme-plain/', '/package/acme-plain/'],
      ['package/acme-plain', '/package/acme-plain/'],
      ['package/acme.merge', '/package/acme.merge/'],
      ['package/keyword.js/', '/package/keyword.js/'],
      ['package/keyword.js', '/package/keyword.js/'],
      ['package/acme-plain/v/1.0.0/', '/package/acme-plain/v/1.0.0/'],
      ['package/acme-plain/v/1.0.0', '/package/acme-plain/v/1.0.0/'],
      ['package/@acme/ui/', '/package/@acme/ui/'],
      ['package/@acme/ui', '/package/@acme/ui/'],
      ['package/@acme/ui/v/1.0.0/', '/package/@acme/ui/v/1.0.0/'],
      ['package/@acme/ui/dependents/', '/package/@acme/ui/dependents/'],
      ['~mira/', '/~mira/'],
      ['~mira', '/~mira/'],
      ['org/acme', '/org/acme/'],
      ['keyword/ui.js/', '/keyword/ui.js/'],
      ['-/site/version/?package=acme-plain&version=1.0.0', '/-/site/version/'],
    ])('GET /%s is a page', async (path, url) => {
      await site.expectPage(path, url);
    });

    test.each([
      ['-/site/assets/main-abc123.js', /^(?:text|application)\/javascript/],
      ['-/site/assets/style-abc123.css', /^text\/css/],
      ['-/site/search/root-node.json', /^application\/json/],
      ['-/site/feeds/all.xml', /^application\/atom\+xml/],
      ['-/site/opensearch.xml', /^(?:application|text)\/xml/],
      ['-/site/badges/@acme/ui.svg', /^image\/svg\+xml/],
      ['robots.txt', /^text\/plain/],
    ])('GET /%s has its type and may be kept as long as it lasts', async (path, type) => {
      const response = await site.get(path);
      expect({ path, status: response.status }).toEqual({ path, status: 200 });
      const isFeed = path.includes('/feeds/') && host.can.plainFeeds === true;
      const expected = isFeed ? /^(?:application|text)\/xml/ : type;
      expect(response.headers.get('content-type')).toMatch(expected);
      if (!host.can.caching) return;
      const isKept = /immutable/.test(response.headers.get('cache-control') ?? '');
      expect({ path, isKept }).toEqual({ path, isKept: path.includes('/assets/') });
    });

    test('what is not there is 404', async () => {
      const pages = ['package/nothing/', 'package/@acme/nothing/', 'org/nothing/', '~nobody/'];
      const files = ['-/site/assets/gone-abc123.js', '-/site/nothing.json', 'search/x/y/'];
      for (const path of [
        ...pages,
        ...files,
        'package/nothing',
        'acme-nothing',
        'acme-plain/9.9.9',
      ]) {
        const { status, headers } = await site.get(path, { accept });
        expect({ path, status }).toEqual({ path, status: 404 });
        if (host.can.cachesMissing) continue;
        expect(headers.get('cache-control') ?? '').not.toMatch(/immutable/);
      }
      if (!host.can.ownNotFoundPage) return;
      const response = await site.get('package/nothing/', { accept });
      expect(await response.text()).toBe(htmlOf('/404.html'));
      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    });

    test('the registry is as it was', async () => {
      for (const name of ordinary) await expectRegistry(host, site, name);
      expect(await (await site.get('-/ping')).json()).toEqual({});
    });

    if (host.can.refusesWrites) {
      test('what would change something is 405', async () => {
        for (const path of ['', 'search/', 'package/acme-plain/', '-/site/feeds/all.xml']) {
          const response = await fetch((await site.get(path)).url, { method: 'POST', body: '{}' });
          expect({ path, status: response.status }).toEqual({ path, status: 405 });
        }
      });
    }
  });
}

function testMoved(host: Host): void {
  describe('beside packages with its names', () => {
    const taken = ['package', 'search', '~old', 'robots.txt'];
    const site = visit(host, { path: '/', names: [...ordinary, ...taken] });

    test.each([...taken, 'acme-plain'])('the registry has %s', async (name) => {
      await expectRegistry(host, site, name);
    });

    test.each([
      ['-/site/package/acme-plain/', '/-/site/package/acme-plain/'],
      ['-/site/package/@acme/ui/v/1.0.0', '/-/site/package/@acme/ui/v/1.0.0/'],
      ['-/site/package/keyword.js/', '/-/site/package/keyword.js/'],
      ['-/site/search/', '/-/site/search/'],
      ['-/site/~mira/', '/-/site/~mira/'],
      ['org/acme/', '/org/acme/'],
      ['', '/'],
    ])('GET /%s is a page', async (path, url) => {
      await site.expectPage(path, url);
    });

    test('no page is where a package is', async () => {
      for (const path of ['package/acme-plain/', '~mira/', 'search/1.0.1']) {
        await expectNothing(site, path);
      }
    });
  });
}

function testBelowPath(host: Host): void {
  describe('below a path of its own', () => {
    const names = [...ordinary, 'package', 'search'];
    const site = visit(host, { path: '/web/site/', names });

    test.each([
      ['web/site/', '/web/site/'],
      ['web/site/package/package/', '/web/site/package/package/'],
      ['web/site/package/@acme/ui', '/web/site/package/@acme/ui/'],
      ['web/site/search', '/web/site/search/'],
      ['web/site/~mira/', '/web/site/~mira/'],
      ['-/site/version/', '/-/site/version/'],
    ])('GET /%s is a page', async (path, url) => {
      await site.expectPage(path, url);
    });

    test('the registry has all the rest', async () => {
      for (const name of names) await expectRegistry(host, site, name);
      for (const path of ['package/acme-plain/', '~mira/', 'web/site/nothing/', 'web/1.0.0']) {
        await expectNothing(site, path);
      }
      expect((await site.get('robots.txt')).headers.get('content-type')).toMatch(/^text\/plain/);
    });
  });
}

function testTwins(host: Host): void {
  describe('with compressed twins', () => {
    const precompressed = ['br', 'gzip'] as const;
    const site = visit(host, { path: '/', names: ordinary, precompressed });

    test.each([
      ['', 'text/html; charset=utf-8'],
      ['package/keyword.js/', 'text/html; charset=utf-8'],
      ['package/@acme/ui', 'text/html; charset=utf-8'],
      ['-/site/version/', 'text/html; charset=utf-8'],
      ['-/site/assets/main-abc123.js', 'text/javascript; charset=utf-8'],
      ['-/site/feeds/all.xml', 'application/atom+xml'],
      ['robots.txt', 'text/plain; charset=utf-8'],
      ['-/site/search/root-node.json', 'application/json'],
    ])('GET /%s is sent as the client accepts it', async (path, type) => {
      const texts: string[] = [];
      for (const encoding of ['br', 'gzip', 'identity']) {
        const { status, headers, ...response } = await read(site, path, encoding);
        expect({ path, encoding, status }).toEqual({ path, encoding, status: 200 });
        const isSmall = path === 'robots.txt' || path.endsWith('.json');
        const form = isSmall || encoding === 'identity' ? null : encoding;
        expect(headers.get('content-encoding')).toBe(form);
        expect(headers.get('content-type')).toBe(type);
        expect(headers.get('vary')).toMatch(/accept-encoding/i);
        const isKept = path.includes('/assets/');
        expect(headers.get('cache-control')).toMatch(isKept ? /immutable/ : /max-age=60$/);
        texts.push(response.text);
      }
      expect(new Set(texts).size).toBe(1);
    });

    test('what is not there is 404, and is not said to be compressed', async () => {
      for (const path of [
        'package/nothing/',
        '-/site/assets/gone-abc123.js',
        '-/z/br/index.html',
      ]) {
        const { status, headers, text } = await read(site, path, 'br, gzip');
        expect({ path, status }).toEqual({ path, status: 404 });
        expect(headers.get('content-encoding')).toBeNull();
        expect(headers.get('cache-control') ?? '').not.toMatch(/immutable/);
        expect(text).toBe(htmlOf('/404.html'));
      }
    });

    test('the registry is as it was', async () => {
      for (const name of ordinary) await expectRegistry(host, site, name);
    });
  });
}

/** `fetch` decompresses. */
async function read(
  { get }: Visit,
  path: string,
  encoding: string,
): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }> {
  const response = await get(path, { accept, 'accept-encoding': encoding });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
