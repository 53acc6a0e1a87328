import type { Element } from 'hast';
import { hasClass, textProperty } from './element.ts';
import { linkRel } from './images.ts';
import type { RepositoryBase } from './repository-base.ts';
import { repositoryHref, resolveReference, viewerHref } from './resolve-reference.ts';

export interface LinkOptions {
  readonly base: RepositoryBase | undefined;
  readonly idPrefix: string;
  /** All of the text. */
  readonly ids: ReadonlySet<string>;
}

/** Where a link may not lead anywhere its text stays. */
export function finishLink(link: Element, { base, ...fragments }: LinkOptions): void {
  const reference = resolveReference(textProperty(link, 'href'), base?.directory ?? '');
  delete link.properties['href'];
  if (hasClass(link, 'footnote-backref')) link.properties['ariaLabel'] = 'Back to the text';
  if (reference?.kind === 'fragment') {
    link.properties['href'] = fragmentHref(reference.fragment, fragments);
    return;
  }
  if (reference?.kind === 'file' && base === undefined) {
    const { path = '', hash } = reference.file;
    if (path !== '') link.properties['href'] = viewerHref(path, hash);
    return;
  }
  const href =
    reference?.kind === 'file' && base ? repositoryHref(base, reference.file) : undefined;
  const outside = reference?.kind === 'elsewhere' ? reference.href : href;
  if (outside !== undefined) Object.assign(link.properties, { href: outside, rel: linkRel });
}

/** GitHub finds headings whatever the case; the top of the page is everybody's. */
function fragmentHref(fragment: string, { idPrefix, ids }: Omit<LinkOptions, 'base'>): string {
  if (fragment === '' || fragment === 'top') return `#${fragment}`;
  const id = fragment.startsWith(idPrefix) ? fragment : idPrefix + fragment;
  const lower = idPrefix + id.slice(idPrefix.length).toLowerCase();
  return `#${encodeURIComponent(ids.has(id) || !ids.has(lower) ? id : lower)}`;
}
