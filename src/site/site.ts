// What every page of the website is made with.
import { sha256Hex } from '../digest.ts';
import { createBlocks, type PageBlocks } from './page-blocks.ts';
import type { OutputFile } from '../output/output-file.ts';
import type { PackageName } from '../package-name.ts';
import type { SiteConfig } from './site-config.ts';
import { PageTooLarge } from './template-writer.ts';
import { pageWithoutEnd, type SiteTemplates } from './templates.ts';
import type { SiteUrls } from './site-urls.ts';

/** Where the documents of the registry lie for a browser, as `Layout.plainUrls`. */
export interface RegistryUrls {
  readonly packument: string;
  readonly version: string;
  readonly tarball: string;
}

/** Logical URLs of the files that every page loads. */
export interface SiteAssets {
  readonly style: string;
  /** Sets the colour scheme before anything is drawn. */
  readonly theme: string;
  /** An ES module. */
  readonly script: string;
  readonly icon: string;
  readonly logo: string | undefined;
}

export interface Site {
  readonly config: SiteConfig;
  /** The registry's public URL. */
  readonly url: URL;
  readonly title: string;
  readonly urls: SiteUrls;
  readonly registryUrls: RegistryUrls;
  readonly templates: SiteTemplates;
  readonly assets: SiteAssets;
  /** Whether every reader may know of every package: else restricted ones are left out. */
  readonly protected: boolean;
}

export interface PageParts {
  /** Logical; ends with `/`, or is `/404.html`. */
  readonly url: string;
  readonly owner?: PackageName | undefined;
  readonly date: Date;
  /** The template of what lies between header and footer, its `<main id="main">` included, and its view. */
  readonly template: string;
  readonly view: object;
  /** Safe HTML, UTF-8, by the name that the template calls it by: what is large, and need not be encoded for each page. */
  readonly blocks?: Readonly<Record<string, Uint8Array | undefined>>;
  /** Of the document; the site's title is added. Empty for the home page. */
  readonly title: string;
  readonly description?: string | undefined;
  /** Logical URL of the page that search engines should show in its place. */
  readonly canonical?: string | undefined;
  /** Of Atom feeds: logical URLs and titles. */
  readonly feeds?: readonly { readonly href: string; readonly title: string }[] | undefined;
  /** Not for search engines, whatever `site.private` says. @default false */
  readonly noIndex?: boolean | undefined;
  /** Sections of the header that is the page's own: marks the link to it. */
  readonly section?: 'search' | 'recent' | 'names' | undefined;
}

/** A page of the website, from `layout.mustache` around its own template. */
export function pageFile(site: Site, parts: PageParts): OutputFile {
  const { urls, templates, assets, config } = site;
  const { href } = urls;
  const blocks = createBlocks(parts.blocks);
  const content = templates.render(parts.template, { ...parts.view, ...blocks.view });
  const html = templates.render('layout', {
    title: parts.title === '' ? site.title : `${parts.title} · ${site.title}`,
    siteTitle: site.title,
    description: parts.description,
    canonical: new URL(href(parts.canonical ?? parts.url), site.url).href,
    noIndex: config.private || parts.noIndex === true,
    feeds: (parts.feeds ?? []).map((feed) => ({ ...feed, href: href(feed.href) })),
    base: urls.base,
    siteFolder: href(urls.file('')),
    registryUrls: site.registryUrls,
    style: href(assets.style),
    theme: href(assets.theme),
    script: href(assets.script),
    icon: href(assets.icon),
    logo: assets.logo === undefined ? undefined : href(assets.logo),
    opensearch: href(urls.file('opensearch.xml')),
    home: href(urls.home),
    search: href(urls.search),
    recent: href(urls.recent),
    names: href(urls.names()),
    packageRoot: href(urls.package('')).replace(/\/+$/, ''),
    anyVersion: href(urls.anyVersion),
    in: parts.section === undefined ? {} : { [parts.section]: true },
    images: config.images,
    // A reader may ask for pictures of other sites, unless they are never to be shown.
    imageSources: config.images === 'never' ? "'self' data: blob:" : "'self' data: blob: https:",
    content,
  });
  return siteFile({
    url: parts.url,
    owner: parts.owner,
    date: parts.date,
    text: withBlocks(html, blocks, parts.template),
    contentType: 'text/html; charset=utf-8',
  });
}

/** Throws TEMPLATE_INVALID where a template has them again and again. */
function withBlocks(html: string, blocks: PageBlocks, template: string): Uint8Array {
  try {
    return blocks.into(html);
  } catch (error) {
    throw error instanceof PageTooLarge ? pageWithoutEnd(template) : error;
  }
}

export interface SiteFileParts {
  readonly url: string;
  readonly owner?: PackageName | undefined;
  readonly date: Date;
  readonly text: string | Uint8Array;
  readonly contentType: string;
  /** @default 'revalidate' */
  readonly cache?: OutputFile['cache'];
}

/** Any file of the website. */
export function siteFile({
  url,
  owner,
  date,
  text,
  contentType,
  cache = 'revalidate',
}: SiteFileParts): OutputFile {
  const body = typeof text === 'string' ? Buffer.from(text) : text;
  return {
    url,
    kind: 'page',
    owner,
    body,
    digest: sha256Hex(body),
    size: body.length,
    contentType,
    cache,
    date,
  };
}
