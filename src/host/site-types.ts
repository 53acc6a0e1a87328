// What the website's files are, by the ending of their names.

/** Content types of all that lies below `/-/site/`, without their charset. */
export const siteTypes: Readonly<Record<string, string>> = {
  css: 'text/css',
  html: 'text/html',
  ico: 'image/x-icon',
  js: 'text/javascript',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  webp: 'image/webp',
  xml: 'application/xml',
};

/** Of what ends in `.xml` below `/-/site/feeds/`. */
export const feedType = 'application/atom+xml';

/** Below it names have a hash: what is behind one never changes. */
export const assetFolder = '-/site/assets';

export const feedFolder = '-/site/feeds';

/** As a header has it. XML and JSON say themselves what they are encoded in, or have no choice. */
export function withCharset(type: string): string {
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}
