// What stillpack.json says of the website.

/** Which versions get a page of their own; all others are shown by one page that reads their document. */
export type SiteVersions = 'all' | 'tagged' | 'none';

/**
 * What becomes of pictures in READMEs that lie on other sites. `ask`: a link stands in their place until the reader asks
 * for them, so that no page makes a request elsewhere by itself.
 */
export type SiteImages = 'ask' | 'load' | 'never';

export interface SiteConfig {
  /** Where the website lies below the registry's public URL, begins and ends with `/`. @default '/' */
  readonly path: string;
  /** @default the host name of the registry's public URL */
  readonly title: string | undefined;
  /** A file in `templates/site/` of the registry repository. @default none */
  readonly logo: string | undefined;
  /** `#rrggbb`. @default the style sheet's own */
  readonly accent: string | undefined;
  /** Asks search engines to leave it out. @default false */
  readonly private: boolean;
  /** @default 'tagged' */
  readonly versions: SiteVersions;
  /** @default 'ask' */
  readonly images: SiteImages;
}

/** `site` of stillpack.json once the schema has passed it. */
export type SiteConfigFile = false | Partial<SiteConfig>;

/** `undefined` where there is to be no website. */
export function siteConfigOf(file: SiteConfigFile | undefined): SiteConfig | undefined {
  if (file === false) return undefined;
  return Object.freeze({
    path: file?.path ?? '/',
    title: file?.title,
    logo: file?.logo,
    accent: file?.accent,
    private: file?.private ?? false,
    versions: file?.versions ?? 'tagged',
    images: file?.images ?? 'ask',
  });
}
