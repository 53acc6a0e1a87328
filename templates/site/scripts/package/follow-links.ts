// Links within a page's own query, `?file=…` and `?compare=…`: followed without loading the page again.

type Follow = (search: string) => void;

const followers = new Map<string, Follow>();

/** `follow` is called for an address of this page that has the parameter, and for each that the reader goes back to. */
export function followLinks(parameter: 'file' | 'compare', follow: Follow): void {
  if (followers.size === 0) {
    document.addEventListener('click', followClick);
    addEventListener('popstate', () => followNow());
  }
  followers.set(parameter, follow);
}

/** Of the present address. A file of a comparison is the comparison's. */
export function followNow(): void {
  const query = new URLSearchParams(location.search);
  for (const parameter of ['compare', 'file'] as const) {
    if (!query.has(parameter)) continue;
    followers.get(parameter)?.(location.search);
    return;
  }
}

/** Goes to an address of this page: `?…`, with or without `#…`. */
export function go(address: string): void {
  history.pushState(undefined, '', address);
  followNow();
}

function followClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a[href^="?"]') : null;
  const href = link?.getAttribute('href') ?? '';
  const query = new URLSearchParams(href.split('#')[0]);
  if (![...followers.keys()].some((parameter) => query.has(parameter))) return;
  event.preventDefault();
  // Links of a README name the file only; on the page of any version the rest of the query says which.
  const merged = new URLSearchParams(location.search);
  for (const parameter of followers.keys()) merged.delete(parameter);
  for (const [key, value] of query) merged.set(key, value);
  const hash = href.includes('#') ? href.slice(href.indexOf('#')) : '';
  go(`?${merged.toString()}${hash}`);
}
