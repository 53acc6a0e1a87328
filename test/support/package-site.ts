// A website of a few packages on this machine: real templates, scripts and styles, with documents made by hand.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type SiteConfigFile, siteConfigOf } from '../../src/site/site-config.ts';
import { type PageParts, pageFile, type Site } from '../../src/site/site.ts';
import { createSiteUrls } from '../../src/site/site-urls.ts';
import { createTemplates } from '../../src/site/templates.ts';
import { openLoopback } from './loopback-server.ts';

const root = path.resolve(import.meta.dirname, '../..');
const base = '/registry/';
const registryUrls = {
  packument: '{name}',
  version: '-/v/{name}/{version}',
  tarball: '-/t/{name}/{file}',
};

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: https:; connect-src 'self'; worker-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

export interface PackageSite {
  readonly url: string;
  /** Requests so far, as paths below the base. */
  readonly requests: readonly string[];
  /** Adds a file by its path below the base; JSON unless it is bytes or text. */
  add(file: string, content: object | string | Uint8Array): void;
  addPage(parts: Pick<PageParts, 'url' | 'template' | 'view'>): void;
  close(): void;
}

export interface PackageSiteOptions {
  /** `site` of stillpack.json. @default {} */
  readonly config?: Exclude<SiteConfigFile, false>;
  /** Neither as a header nor in the pages, so that nothing but the pages themselves stops an attack. @default true */
  readonly hasPolicy?: boolean;
}

export async function openPackageSite({
  config = {},
  hasPolicy = true,
}: PackageSiteOptions = {}): Promise<PackageSite> {
  const files = new Map<string, Uint8Array>();
  const requests: string[] = [];
  const server = await openLoopback((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = decodeURIComponent(pathname).slice(base.length);
    requests.push(file);
    const body = files.get(file.endsWith('/') || file === '' ? `${file}index.html` : file);
    if (hasPolicy) response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', body === undefined ? 'text/html' : typeOf(file));
    if (file.startsWith('-/site/') && /\.(?:js|css)$/.test(file))
      response.setHeader('cache-control', 'max-age=31536000, immutable');
    response.statusCode = body === undefined ? 404 : 200;
    response.end(body ?? files.get('404.html'));
  });
  const site = siteAt(new URL(`${server.url}${base}`), config);
  const assets = path.join(root, 'dist/site');
  for (const file of readdirSync(assets)) {
    files.set(`-/site/${file}`, readFileSync(path.join(assets, file)));
  }
  files.set('-/site/icon.svg', readFileSync(path.join(root, 'templates/site/icon.svg')));
  return {
    url: `${server.url}${base}`,
    requests,
    add(file, content) {
      const isRaw = typeof content === 'string' || content instanceof Uint8Array;
      files.set(file, Buffer.from(isRaw ? content : JSON.stringify(content)));
    },
    addPage(parts) {
      const { url, body } = pageFile(site, { ...parts, date: new Date(0), title: 'Page' });
      if (!(body instanceof Uint8Array)) throw new TypeError(`${url} has no bytes yet`);
      const place = url.endsWith('/') ? `${url.slice(1)}index.html` : url.slice(1);
      files.set(place, hasPolicy ? body : withoutPolicy(body));
    },
    close: () => server.close(),
  };
}

function typeOf(file: string): string {
  if (file.endsWith('.js')) return 'text/javascript';
  if (file.endsWith('.css')) return 'text/css';
  if (file.endsWith('.svg')) return 'image/svg+xml';
  if (file === '' || file.endsWith('/')) return 'text/html; charset=utf-8';
  return 'application/octet-stream';
}

function withoutPolicy(page: Uint8Array): Uint8Array {
  const text = Buffer.from(page).toString();
  const free = text.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
  if (free === text) throw new TypeError('the page had no policy');
  return Buffer.from(free);
}

function siteAt(url: URL, file: SiteConfigFile): Site {
  const config = siteConfigOf(file);
  if (config === undefined) throw new TypeError('the test has no website');
  const manifest = JSON.parse(readFileSync(path.join(root, 'dist/site/manifest.json'), 'utf8')) as {
    readonly style: string;
    readonly theme: string;
    readonly script: string;
  };
  const templates = path.join(root, 'templates/site');
  return {
    config,
    url,
    title: 'Acme',
    urls: createSiteUrls({ url, path: '/', moved: new Set() }),
    registryUrls,
    templates: createTemplates(
      new Map(
        readdirSync(templates)
          .filter((name) => name.endsWith('.mustache'))
          .map((name) => [name, readFileSync(path.join(templates, name), 'utf8')]),
      ),
    ),
    assets: {
      style: `/-/site/${manifest.style}`,
      theme: `/-/site/${manifest.theme}`,
      script: `/-/site/${manifest.script}`,
      icon: '/-/site/icon.svg',
      logo: undefined,
    },
    protected: false,
  };
}
