// Pictures of a README that lie on other sites: nothing is asked of those before the reader wants it.
import { count } from '../../../src/amounts.ts';
import { announce } from './announce.ts';
import { button, element } from './package/element.ts';

/** Adds one button for all of them. */
export function startImages(): void {
  // Links, and within a link of the README's own no more than text.
  const all = [...document.querySelectorAll<HTMLElement>('.remote-image[data-src]')];
  const links = all.filter((link) => hostOf(link) !== undefined);
  const [first] = links;
  if (first === undefined) return;
  const hosts = new Set(links.map((link) => hostOf(link)));
  const load = button(`Show pictures from ${[...hosts].sort().join(', ')}`, () => {
    box.remove();
    for (const link of links) showImage(link);
    announce(`${count(links.length, 'picture')} shown`);
  });
  const box = element('p', { class: 'show-images' }, [load]);
  (first.closest('.markdown') ?? first).before(box);
}

function showImage(link: HTMLElement): void {
  link.replaceWith(
    element('img', {
      src: link.dataset['src'],
      alt: link.textContent,
      width: link.dataset['width'],
      height: link.dataset['height'],
      loading: 'lazy',
      referrerpolicy: 'no-referrer',
    }),
  );
}

/** `undefined` for what is no picture to load: a page's policy lets through what comes over https. */
function hostOf({ dataset }: HTMLElement): string | undefined {
  const source = dataset['src'] ?? '';
  const url = URL.canParse(source) ? new URL(source) : undefined;
  return url?.protocol === 'https:' ? url.host : undefined;
}
