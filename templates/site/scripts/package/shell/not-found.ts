// 404.html: an address of a version that has no page of its own leads to the page that shows any version.
import { anyVersionHref, packageHref, searchHref } from '../../page.ts';
import { element, foreign, notice } from '../element.ts';
import { parsePackageName, parseVersion } from '../names.ts';

export function start(): void {
  const main = document.querySelector<HTMLElement>('main[data-not-found]');
  if (main === null) return;
  const address = parseAddress(location.pathname);
  if (address?.version !== undefined) {
    const query = new URLSearchParams(location.search);
    const href = new URL(anyVersionHref(address.name, address.version), location.href);
    for (const [key, value] of query) {
      if (!href.searchParams.has(key)) href.searchParams.append(key, value);
    }
    href.hash = location.hash;
    location.replace(href);
    return;
  }
  if (address === undefined) return;
  const search = `${searchHref()}?q=${encodeURIComponent(address.name)}`;
  const link = element('a', { href: search }, ['Search for it']);
  main
    .querySelector('h1')
    ?.after(notice('There is no package ', [foreign(address.name), '. ', link]));
}

interface Address {
  readonly name: string;
  readonly version: string | undefined;
}

/** `/package/<name>/…` below any base; `undefined` for what is no address of a package. */
export function parseAddress(pathname: string): Address | undefined {
  const root = packageHref('').replace(/\/+$/, '/');
  if (!pathname.startsWith(root)) return undefined;
  const parts = decoded(pathname.slice(root.length))?.replace(/\/$/, '').split('/') ?? [];
  const name = parsePackageName(parts.splice(0, parts[0]?.startsWith('@') ? 2 : 1).join('/'));
  if (name === undefined) return undefined;
  if (parts.length === 0) return { name, version: undefined };
  const version = parts.length === 2 && parts[0] === 'v' ? parseVersion(parts[1]) : undefined;
  return version === undefined ? undefined : { name, version };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
