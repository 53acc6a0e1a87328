// Packages below a search box while somebody types: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/.
import { element } from '../package/element.ts';
import { packageHref } from '../page.ts';
import type { FoundPackage } from './found-package.ts';
import { createSearchClient, type SearchClient } from './search-client.ts';

const most = 8;

let client: SearchClient | undefined;
let boxes = 0;

/** Once for each box. */
export function suggestIn(input: HTMLInputElement): void {
  const search = (client ??= createSearchClient());
  const id = `suggestions-${++boxes}`;
  const list = element('ul', { id, class: 'suggestions', role: 'listbox', hidden: true });
  list.setAttribute('aria-label', 'Packages');
  input.after(list);
  const attributes = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': id };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  let active = -1;

  const options = (): readonly HTMLElement[] => [...list.querySelectorAll<HTMLElement>('li')];
  const activate = (index: number): void => {
    active = index;
    for (const [at, option] of options().entries()) {
      option.setAttribute('aria-selected', String(at === active));
    }
    const option = options()[active];
    if (option === undefined) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', option.id);
  };
  const show = (packages: readonly FoundPackage[]): void => {
    list.replaceChildren(...packages.map((found, index) => optionOf(found, `${id}-${index}`)));
    list.hidden = packages.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    activate(-1);
  };
  const suggest = (): void => {
    const text = input.value.trim();
    if (text === '') {
      show([]);
      return;
    }
    search.ask({ text, sort: 'relevance', count: most }, (answer) => {
      const isWanted = document.activeElement === input && input.value.trim() === text;
      show(isWanted && typeof answer !== 'string' ? answer.packages : []);
    });
  };
  input.addEventListener('input', suggest);
  input.addEventListener('blur', () => show([]));
  input.addEventListener('keydown', (event) => {
    if (list.hidden || event.isComposing) return;
    const { length } = options();
    if (event.key === 'Escape') show([]);
    else if (event.key === 'ArrowDown') activate(active + 1 < length ? active + 1 : -1);
    else if (event.key === 'ArrowUp') activate(active < 0 ? length - 1 : active - 1);
    else if (event.key === 'Enter' && active >= 0) options()[active]?.querySelector('a')?.click();
    else return;
    event.preventDefault();
  });
  // The box keeps the focus, so that the list is still there when the click comes.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  show([]);
  suggest();
}

function optionOf({ name, description }: FoundPackage, id: string): HTMLElement {
  const link = element('a', { href: packageHref(name), tabindex: -1 }, [
    element('span', { class: 'name' }, [name]),
    element('span', { class: 'description', dir: 'auto' }, [description]),
  ]);
  return element('li', { id, role: 'option', 'aria-selected': 'false' }, [link]);
}
