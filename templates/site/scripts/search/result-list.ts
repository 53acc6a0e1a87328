import { roundedText } from '../../../../src/site/listings/rounded-count.ts';
import { button, element } from '../package/element.ts';
import { packageHref } from '../page.ts';
import type { FoundPackage } from './found-package.ts';
import type { SearchAnswer } from './search-request.ts';

export interface ResultList {
  readonly element: HTMLElement;
  show(answer: SearchAnswer | undefined): void;
}

/** Keywords of a result that are shown. */
const mostKeywords = 8;

/** The results, with arrow keys from and to the search box. */
export function createResultList({
  input,
  onMore,
}: {
  readonly input: HTMLInputElement;
  readonly onMore: () => void;
}): ResultList {
  const list = element('ol', { class: 'package-list', 'aria-label': 'Packages found' });
  const more = button('More', onMore);
  const box = element('div', {}, [list, element('p', { class: 'pager' }, [more])]);
  const links = (): readonly HTMLAnchorElement[] => [...list.querySelectorAll('a')];
  input.addEventListener('keydown', (event) => {
    const [first] = links();
    if (event.key !== 'ArrowDown' || first === undefined) return;
    event.preventDefault();
    first.focus();
  });
  list.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : undefined;
    const all = links();
    const at = all.findIndex((link) => link === document.activeElement);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    const next = at + step < 0 ? input : (all[at + step] ?? more);
    next.focus();
  });
  return {
    element: box,
    show(answer) {
      const packages = answer?.packages ?? [];
      const before = links().length;
      const wasMore = document.activeElement === more;
      list.replaceChildren(...packages.map((found) => rowOf(found)));
      more.hidden = packages.length >= (answer?.total ?? 0);
      // Who asked for more goes on where the list ended.
      if (wasMore) links()[before]?.focus();
    },
  };
}

function rowOf(found: FoundPackage): HTMLElement {
  const { name, latest, description, publisher, licence, dependents, date } = found;
  const facts = [
    element('span', {}, [latest]),
    element('time', { datetime: date }, [date]),
    element('bdi', {}, [publisher.name]),
    element('bdi', {}, [licence]),
    ...(dependents === 0 ? [] : [element('span', {}, [dependentsText(dependents)])]),
  ];
  return element('li', { class: 'package-row' }, [
    element('h2', {}, [element('a', { href: packageHref(name) }, [name])]),
    ...(description === ''
      ? []
      : [element('p', { class: 'description', dir: 'auto' }, [description])]),
    element(
      'ul',
      { class: 'meta' },
      facts.filter((fact) => fact.textContent !== '').map((fact) => element('li', {}, [fact])),
    ),
    tagsOf(found),
  ]);
}

function tagsOf({ deprecated, hasTypes, isEsm, keywords }: FoundPackage): HTMLElement {
  const tags = [
    ...(deprecated ? [element('span', { class: 'tag bad' }, ['deprecated'])] : []),
    ...(hasTypes ? [element('span', { class: 'tag accent' }, ['types'])] : []),
    ...(isEsm ? [element('span', { class: 'tag accent' }, ['ESM'])] : []),
    ...keywords
      .slice(0, mostKeywords)
      .map((keyword) => element('span', { class: 'tag', dir: 'auto' }, [keyword])),
  ];
  return element(
    'ul',
    { class: 'tags' },
    tags.map((tag) => element('li', {}, [tag])),
  );
}

function dependentsText(dependents: number): string {
  return `${roundedText(dependents)} ${dependents === 1 ? 'dependent' : 'dependents'}`;
}
