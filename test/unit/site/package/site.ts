// A website with the project's own templates, for tests of pages.
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { OutputFile } from '../../../../src/output/output-file.ts';
import type { Site } from '../../../../src/site/site.ts';
import { siteConfigOf, type SiteConfigFile } from '../../../../src/site/site-config.ts';
import { createSiteUrls } from '../../../../src/site/site-urls.ts';
import { createTemplates } from '../../../../src/site/templates.ts';

const folder = path.resolve(import.meta.dirname, '../../../../templates/site');

export async function siteWith(
  file: SiteConfigFile = {},
  address = 'https://npm.acme.example/registry/',
): Promise<Site> {
  const config = siteConfigOf(file);
  if (config === undefined) throw new TypeError('a test has a website');
  const url = new URL(address);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.mustache'));
  const texts = names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const);
  return {
    config,
    url,
    title: 'npm.acme.example',
    urls: createSiteUrls({ url, path: config.path, moved: new Set() }),
    registryUrls: {
      packument: '{name}',
      version: '-/v/{name}/{version}',
      tarball: '-/t/{name}/{file}',
    },
    templates: createTemplates(new Map(texts)),
    assets: {
      style: '/-/site/style-0.css',
      theme: '/-/site/theme-0.js',
      script: '/-/site/main-0.js',
      icon: '/-/site/icon-0.svg',
      logo: undefined,
    },
    protected: false,
  };
}

/** The text of the page at a URL. */
export function pageAt(files: readonly OutputFile[], url: string): string {
  const body = files.find((file) => file.url === url)?.body;
  if (!(body instanceof Uint8Array)) throw new TypeError(`no page ${url}`);
  return new TextDecoder().decode(body);
}
