import { element } from '../package/element.ts';
import { sortOrders } from './search-request.ts';
import { filterLabels, type SearchState, sortLabels } from './search-state.ts';

type Choice = Pick<SearchState, 'filters' | 'sort'>;

export interface SearchControls {
  readonly element: HTMLElement;
  show(choice: Choice): void;
}

/** Check boxes for filters, and the order. */
export function createSearchControls(onChange: (choice: Choice) => void): SearchControls {
  const boxes = [...filterLabels.keys()].map((value) =>
    element('input', { type: 'checkbox', name: 'filter', value }),
  );
  const order = element(
    'select',
    { name: 'sort' },
    sortOrders.map((value) => element('option', { value }, [sortLabels[value]])),
  );
  const filters = element('fieldset', { class: 'filters' }, [
    element('legend', {}, ['Only packages that']),
    ...boxes.map((box) => element('label', {}, [box, ` ${filterLabels.get(box.value) ?? ''}`])),
  ]);
  const controls = element('div', { class: 'controls' }, [
    filters,
    element('label', {}, ['Order ', order]),
  ]);
  controls.addEventListener('change', () => {
    onChange({
      filters: boxes.filter(({ checked }) => checked).map(({ value }) => value),
      sort: sortOrders.find((value) => value === order.value) ?? 'relevance',
    });
  });
  return {
    element: controls,
    show(choice) {
      for (const box of boxes) box.checked = choice.filters.includes(box.value);
      order.value = choice.sort;
    },
  };
}
