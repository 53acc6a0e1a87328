// Links within a page's own query, `?file=…` and `?compare=…`: followed without loading the page again.
import { formatQuery, type Parameter, parameters, parseLines } from './permalink.ts';

type Follow = (search: string) => void;

const followers = new Map<string, Follow>();

/** `follow` is called for addresses of this page that have the parameter: the present one, and those that come. */
export function followLinks(parameter: Parameter, follow: Follow): void {
  if (followers.size === 0) {
    document.addEventListener('click', followClick);
    addEventListener('popstate', followNow);
  }
  followers.set(parameter, follow);
  if (parameterNow() === parameter) follow(location.search);
}

export function followNow(): void {
  const parameter = parameterNow();
  if (parameter !== undefined) followers.get(parameter)?.(location.search);
}

/** What the present address is about. */
function parameterNow(): Parameter | undefined {
  // `#versions` leads to that tab, whatever the query says.
  if (document.getElementById(location.hash.slice(1))?.matches('.tab-panel') === true) return;
  const query = new URLSearchParams(location.search);
  return parameters.find((parameter) => query.has(parameter));
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
  if (!parameters.some((parameter) => query.has(parameter))) return;
  event.preventDefault();
  // Links of a README name the file only; on the page of any version the rest of the query says which.
  const merged = new URLSearchParams(location.search);
  for (const parameter of parameters) merged.delete(parameter);
  for (const [key, value] of query) merged.set(key, value);
  // Of a file only lines can be shown: what else a README names in it has no place here.
  const hash = href.includes('#') ? href.slice(href.indexOf('#')) : '';
  go(`${formatQuery(merged)}${parseLines(hash) === undefined ? '' : hash}`);
}
