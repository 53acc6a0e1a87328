// A website with the real templates inside a layout of nothing, and its pages and files taken apart.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as textIn } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import { type ElementCompact, xml2js } from 'xml-js';
import type { OutputFile } from '../../src/output/output-file.ts';
import { type SiteConfigFile, siteConfigOf } from '../../src/site/site-config.ts';
import type { Site } from '../../src/site/site.ts';
import { createSiteUrls } from '../../src/site/site-urls.ts';
import { createTemplates } from '../../src/site/templates.ts';

const folder = path.resolve(import.meta.dirname, '../../templates/site');
const layout = `<!doctype html><html lang="en"><title>{{title}}</title>
{{#noIndex}}<meta name="robots" content="noindex">{{/noIndex}}
{{#feeds}}<link rel="alternate" href="{{href}}" title="{{title}}">{{/feeds}}
<body>{{{content}}}</body></html>`;

export interface SiteParts {
  /** @default https://npm.acme.example/registry/ */
  readonly url?: string;
  /** @default Acme */
  readonly title?: string;
  readonly config?: Exclude<SiteConfigFile, false>;
}

export function siteWith({
  url = 'https://npm.acme.example/registry/',
  title = 'Acme',
  config: file,
}: SiteParts = {}): Site {
  const config = siteConfigOf(file);
  if (config === undefined) throw new TypeError('the test has no website');
  const base = new URL(url);
  return {
    config,
    url: base,
    title,
    urls: createSiteUrls({ url: base, path: config.path, moved: new Set() }),
    registryUrls: { packument: '{name}', version: '{name}/{version}', tarball: '{name}/-/{file}' },
    templates: createTemplates(templates),
    assets: {
      style: '/-/site/a.css',
      theme: '/-/site/a.js',
      script: '/-/site/b.js',
      icon: '/-/site/icon.svg',
      logo: undefined,
    },
    protected: false,
  };
}

const templates = new Map([
  ...readdirSync(folder)
    .filter((name) => name.endsWith('.mustache'))
    .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const),
  ['layout.mustache', layout] as const,
]);

export function textOf({ body, url }: OutputFile): string {
  if (!(body instanceof Uint8Array)) throw new TypeError(`${url} has no bytes`);
  return new TextDecoder('utf-8', { fatal: true }).decode(body);
}

export interface ParsedPage {
  readonly title: string;
  /** In the order of the document. */
  readonly elements: readonly Element[];
  /** Text of each element with this name. */
  all(tag: string): readonly string[];
  /** `[href, text]` of each link. */
  readonly links: readonly (readonly [string, string])[];
  /** All that a reader without JavaScript sees. */
  readonly text: string;
}

export function parsePage(file: OutputFile): ParsedPage {
  const root: Root = fromHtml(textOf(file));
  const elements: Element[] = [];
  visit(root, 'element', (element: Element) => void elements.push(element));
  const named = (tag: string): readonly Element[] =>
    elements.filter(({ tagName }) => tagName === tag);
  const text = (node: Element | Root): string => textIn(node).replace(/\s+/g, ' ').trim();
  return {
    title: named('title').map(text).join(),
    elements,
    all: (tag) => named(tag).map(text),
    links: named('a').map((link) => [String(link.properties['href']), text(link)] as const),
    text: named('body').map(text).join(),
  };
}

/** What XML 1.0 lets stand in a document. */
const sayable = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;
const tag = /<(?:[^<>"]|"[^"<]*")*>/g;

/** Throws unless it is well-formed. The parser lets some faults pass: those are looked for here. */
export function parseXml(file: OutputFile): ElementCompact {
  const text = textOf(file);
  if (!sayable.test(text)) throw new TypeError(`${file.url} has a character that XML forbids`);
  const outside = text.replace(/<!\[CDATA\[.*?\]\]>/gs, '').replace(tag, '');
  if (/[<>]/.test(outside)) throw new TypeError(`${file.url} has a stray < or >`);
  if (
    /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/.test(
      text.replace(/<!\[CDATA\[.*?\]\]>/gs, ''),
    )
  ) {
    throw new TypeError(`${file.url} has an entity that XML does not know`);
  }
  // Its type is that of either form it gives.
  const parsed = xml2js(text, { compact: true }) as ElementCompact;
  if (Object.keys(parsed).filter((key) => !key.startsWith('_')).length !== 1) {
    throw new TypeError(`${file.url} has no single root`);
  }
  return parsed;
}

/** What strangers may call themselves and their packages. */
export const hostileTexts: readonly string[] = [
  '"><script>alert(1)</script><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  ']]></title><script>alert(1)</script>]]>',
  '{{title}} {{{content}}} {{> layout}} <%= 1 %>',
  '&amp; &lt;b&gt; &nope; &#0;',
  '\u0000\u0001\u0008\u000b\uffff\ud800 \u202e evil \u2028',
  '<!--',
  'javascript:alert(1)',
];
