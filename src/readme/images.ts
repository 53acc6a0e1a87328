// Pictures: those of the tarball a script shows, those that lie elsewhere only the reader's word or the registry's does.
import type { Element, ElementContent } from 'hast';
import { become, element, textProperty } from './element.ts';
import type { ReadmeInput } from './rendered-readme.ts';
import type { RepositoryBase } from './repository-base.ts';
import { type Reference, resolveReference } from './resolve-reference.ts';

export interface ImageOptions {
  readonly images: ReadmeInput['images'];
  readonly base: RepositoryBase | undefined;
  /** Inside a link there cannot be another. */
  readonly isLinked: boolean;
}

export const linkRel: string[] = ['noopener', 'nofollow', 'ugc'];

export function finishImage(image: Element, options: ImageOptions): void {
  const { base } = options;
  const src = textProperty(image, 'src');
  const reference = resolveReference(src, base?.directory ?? '');
  const path = reference?.kind === 'file' ? reference.file.path : undefined;
  const href = reference && addressOf(reference, base);
  // GitHub shows these in its dark mode only, each beside one for the light.
  if (src.endsWith('#gh-dark-mode-only')) become(image, element('span', {}, []));
  else if (path !== undefined && path !== '') becomeFile(image, path);
  else if (href !== undefined) becomeRemote(image, href, options);
  else become(image, element('span', {}, [textProperty(image, 'alt')]));
}

function addressOf(reference: Reference, base: RepositoryBase | undefined): string | undefined {
  if (reference.kind === 'file') return base && base.raw + reference.file.repositoryPath;
  return reference.kind === 'elsewhere' && /^https?:/.test(reference.href)
    ? reference.href
    : undefined;
}

function becomeFile(image: Element, path: string): void {
  delete image.properties['src'];
  image.properties = { ...image.properties, dataFile: path, alt: textProperty(image, 'alt') };
}

function becomeRemote(image: Element, href: string, { images, isLinked }: ImageOptions): void {
  const { width, height, title } = image.properties;
  const name = textProperty(image, 'alt') || textProperty(image, 'title') || lastPart(href);
  const children: ElementContent[] = [{ type: 'text', value: name }];
  const link = isLinked ? {} : { href, rel: linkRel };
  const tagName = isLinked ? 'span' : 'a';
  if (images === 'never') become(image, element(tagName, link, children));
  else if (images === 'ask') {
    const size = { dataWidth: width, dataHeight: height };
    const properties = { className: ['remote-image'], ...link, dataSrc: href, ...size, title };
    become(image, element(tagName, properties, children));
  } else {
    // A link with nothing but a picture needs a name.
    const alt = isLinked ? name : textProperty(image, 'alt');
    const loading = { loading: 'lazy', referrerPolicy: 'no-referrer' };
    image.properties = { ...image.properties, src: href, alt, ...loading };
  }
}

function lastPart(href: string): string {
  const { pathname, host } = new URL(href);
  const part = pathname.split('/').findLast((one) => one !== '');
  return part ?? host;
}
