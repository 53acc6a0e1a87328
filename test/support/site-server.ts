// The website's pages and scripts as a host serves them: compressed, with the content security policy as a header.
import { gzipSync } from 'node:zlib';
import { staticLayout } from '../../src/host/flat-layout.ts';
import { openWebsite } from '../../src/open-website.ts';
import type { OutputFile } from '../../src/output/output-file.ts';
import { siteConfigOf } from '../../src/site/site-config.ts';
import type { Site } from '../../src/site/site.ts';
import { type LoopbackServer, openLoopback } from './loopback-server.ts';
import type { SyntheticSearch } from './synthetic-search.ts';

export interface SiteServer extends LoopbackServer {
  /** What was asked for, in that order; the size as it was sent. */
  readonly requests: { readonly path: string; readonly status: number; readonly bytes: number }[];
}

export interface SiteServerOptions {
  /** The pages beside the assets. */
  readonly pages: (site: Site) => readonly OutputFile[];
  /** @default no files to search in */
  readonly search?: SyntheticSearch;
  /** Any other file, by its path below the base. */
  readonly files?: ReadonlyMap<string, string>;
}

/** Below a path, so that an address that forgets the base is not found. */
const base = '/registry';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob: https:; connect-src 'self'; " +
  "worker-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Gives the address of the website's root, without a slash at its end. */
export async function openSite({
  pages,
  search,
  files = new Map(),
}: SiteServerOptions): Promise<SiteServer> {
  const website = await openWebsite({
    config: siteConfigOf({}) ?? unreachable(),
    url: new URL(`https://registry.example${base}/`),
    layout: staticLayout,
    templates: [],
    protected: false,
  });
  const assets = await website.assetFiles(new Date(0));
  const served = new Map(
    [...pages(website.siteWith(new Set())), ...assets].map((file) => [file.url, file]),
  );
  const bodyAt = (path: string): Body | undefined => {
    const file = served.get(path);
    if (file !== undefined) {
      return {
        body: bodyOf(file),
        contentType: file.contentType,
        isImmutable: file.cache === 'immutable',
      };
    }
    const text = files.get(path) ?? nodeAt(path, search);
    return text === undefined
      ? undefined
      : { body: text, contentType: 'application/json', isImmutable: false };
  };
  const requests: { path: string; status: number; bytes: number }[] = [];
  const server = await openLoopback((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const path = decodeURIComponent(pathname).slice(base.length);
    const found = pathname.startsWith(`${base}/`) ? bodyAt(path) : undefined;
    const sent = gzipSync(found?.body ?? 'Not found');
    const status = found === undefined ? 404 : 200;
    requests.push({ path, status, bytes: sent.length });
    response.writeHead(status, {
      'content-type': found?.contentType ?? 'text/plain',
      'content-encoding': 'gzip',
      'content-security-policy': policy,
      'cache-control': found?.isImmutable === true ? 'max-age=31536000, immutable' : 'no-cache',
    });
    response.end(sent);
  });
  return { ...server, url: server.url + base, requests };
}

interface Body {
  readonly body: string | Uint8Array;
  readonly contentType: string;
  readonly isImmutable: boolean;
}

function bodyOf({ body, url }: OutputFile): Uint8Array {
  if (body instanceof Uint8Array) return body;
  throw new TypeError(`${url} is not in memory`);
}

function nodeAt(path: string, search: SyntheticSearch | undefined): string | undefined {
  const [, kind, file = ''] = /^\/-\/site\/(search|facts)\/(.+)\.json$/.exec(path) ?? [];
  const prefix = file.replace(/_([0-9a-f]{4})/g, (_, digits: string) =>
    String.fromCharCode(parseInt(digits, 16)),
  );
  const known = file === 'root-node' ? '' : prefix;
  return kind === 'search' ? search?.node(known) : kind && search?.facts(known);
}

function unreachable(): never {
  throw new TypeError('There is a website unless it is switched off');
}
