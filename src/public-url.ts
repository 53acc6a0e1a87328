import { StillpackError } from './errors.ts';

/**
 * The registry's public base. Clients need absolute http(s) tarball URLs, and npm joins paths to a base that
 * ends in `/`. Throws URL_INVALID, naming what is wrong, and the file `from` which the text comes.
 */
export function parsePublicUrl(text: string, from?: string): URL {
  const refuse = (message: string, hint: string): never => {
    throw new StillpackError('URL_INVALID', message, {
      hint,
      ...(from === undefined ? {} : { path: from }),
    });
  };
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    refuse(`The URL "${text}" has no scheme.`, `Write it in full, for example https://${text}`);
  }
  if (!URL.canParse(text))
    refuse(
      `"${text}" is not a URL.`,
      'Write it as clients will, for example https://npm.acme.example/',
    );
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    refuse(
      `The URL "${text}" is neither http nor https.`,
      'npm clients download over http and https only.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    refuse(
      'The URL holds a user name or password.',
      'It is published in every packument: leave credentials out.',
    );
  }
  if (url.search !== '' || url.hash !== '') {
    refuse(
      `The URL "${text}" has a query or fragment.`,
      'A registry URL is a plain address that ends in "/".',
    );
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
