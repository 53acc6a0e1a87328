// The website of one build: the program's files, with those of the registry repository in their place.
import { basename, extname } from 'node:path';
import { sha256Hex } from './digest.ts';
import type { Layout } from './host/host-preset.ts';
import { assetFolder, siteTypes, withCharset } from './host/site-types.ts';
import { type OwnFiles, readOwnFiles, templateInvalid } from './own-website-files.ts';
import type { OutputFile } from './output/output-file.ts';
import { accentRule } from './site/accent.ts';
import type { SiteConfig } from './site/site-config.ts';
import type { SiteSection } from './site/site-sections.ts';
import { isActiveSvg } from './site/active-svg.ts';
import { createSiteUrls } from './site/site-urls.ts';
import { type Site, siteFile } from './site/site.ts';
import { createTemplates } from './site/templates.ts';
import type { TemplateFile } from './source/snapshot.ts';
import { readWebsiteFiles, type WebsiteFiles } from './website-files.ts';

export interface Website {
  /** With these sections out of the way of packages that have their names. */
  siteWith(moved: ReadonlySet<SiteSection>): Site;
  /** What every page loads. */
  assetFiles(date: Date): Promise<readonly OutputFile[]>;
}

export interface WebsiteOptions {
  readonly config: SiteConfig;
  /** The registry's public URL. */
  readonly url: URL;
  readonly layout: Layout;
  /** templates/site/** of the repository. */
  readonly templates: readonly TemplateFile[];
  readonly protected: boolean;
}

/** Throws TEMPLATE_INVALID. */
export async function openWebsite(options: WebsiteOptions): Promise<Website> {
  const { config, url, layout } = options;
  const files = await readWebsiteFiles();
  const own = await readOwnFiles(options.templates, config);
  const templates = createTemplates(files.templates, { own: textsIn(own) });
  const style = await styleOf(files, { config, own });
  const icon = pictureOf('icon.svg', own.get('icon.svg') ?? files.icon);
  const logo = logoOf(config, own);
  const common = {
    ...{ config, url, templates },
    title: config.title ?? url.host,
    registryUrls: layout.plainUrls,
    protected: options.protected,
    assets: {
      style: assetUrl(style.name),
      theme: assetUrl(files.theme),
      script: assetUrl(files.script),
      icon: assetUrl(icon.name),
      logo: logo && assetUrl(logo.name),
    },
  };
  return {
    siteWith: (moved) => ({
      ...common,
      urls: createSiteUrls({ url, path: config.path, moved }),
    }),
    async assetFiles(date) {
      const others = files.assets.filter((file) => file !== files.style);
      const given = others.map(async (name) => ({ name, bytes: await files.readAsset(name) }));
      const all = [
        ...(await Promise.all(given)),
        style,
        icon,
        ...(logo === undefined ? [] : [logo]),
      ];
      return all.map(({ name, bytes }) =>
        siteFile({
          ...{ url: assetUrl(name), date, text: bytes, contentType: contentTypeOf(name) },
          cache: 'immutable',
        }),
      );
    },
  };
}

interface Asset {
  readonly name: string;
  readonly bytes: Uint8Array;
}

function assetUrl(name: string): string {
  return `/${assetFolder}/${name}`;
}

function textsIn(own: OwnFiles): ReadonlyMap<string, string> {
  return new Map([...own].map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]));
}

/** The program's style, the accent, and the repository's own rules, which have the last word. */
async function styleOf(
  files: WebsiteFiles,
  { config, own }: { readonly config: SiteConfig; readonly own: OwnFiles },
): Promise<Asset> {
  const bytes = await files.readAsset(files.style);
  const { accent } = config;
  const rules = own.get('site.css');
  if (accent === undefined && rules === undefined) return { name: files.style, bytes };
  const colour = accent === undefined ? '' : accentRule(accent);
  const joined = Buffer.concat([bytes, Buffer.from(`\n${colour}\n`), rules ?? Buffer.alloc(0)]);
  return hashed('style.css', joined);
}

function logoOf({ logo }: SiteConfig, own: OwnFiles): Asset | undefined {
  if (logo === undefined) return undefined;
  const bytes = own.get(logo);
  if (bytes !== undefined) return pictureOf(logo, bytes);
  throw templateInvalid(
    `templates/site/${logo}`,
    'is not in the repository, and stillpack.json names it as the logo',
    'Commit the picture there, or remove "logo".',
  );
}

function pictureOf(name: string, bytes: Uint8Array): Asset {
  if (name.endsWith('.svg') && isActiveSvg(bytes)) {
    throw templateInvalid(
      `templates/site/${name}`,
      'has scripts, animations or addresses in it',
      'Save it as plain SVG, or as PNG or WebP.',
    );
  }
  return hashed(name, bytes);
}

function hashed(file: string, bytes: Uint8Array): Asset {
  const extension = extname(file);
  const stem = basename(file, extension);
  return { name: `${stem}-${sha256Hex(bytes).slice(0, 8)}${extension}`, bytes };
}

function contentTypeOf(name: string): string {
  const type = siteTypes[extname(name).slice(1)];
  return type === undefined ? 'application/octet-stream' : withCharset(type);
}
