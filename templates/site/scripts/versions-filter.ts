// Filters the table of versions by a semver range, and leaves out prereleases and deprecated ones. Its address says so.
import Range from 'semver/classes/range.js';
import { count } from '../../../src/amounts.ts';
import { button, element } from './package/element.ts';
import { addressWith } from './page.ts';
import { addOtherVersions } from './versions-rest.ts';

interface Filter {
  readonly range: string;
  readonly hidesPrereleases: boolean;
  readonly hidesDeprecated: boolean;
}

interface Controls {
  readonly range: HTMLInputElement;
  readonly prereleases: HTMLInputElement;
  readonly deprecated: HTMLInputElement;
}

export function start(): void {
  const table = document.querySelector<HTMLTableElement>('#version-table');
  if (table === null) return;
  const controls: Controls = {
    range: element('input', { type: 'search', placeholder: '^1.2.0', spellcheck: 'false' }),
    prereleases: element('input', { type: 'checkbox' }),
    deprecated: element('input', { type: 'checkbox' }),
  };
  const status = element('span', { role: 'status' });
  const show = (): void => {
    status.textContent = apply(table, filterIn(controls), controls.range);
  };
  const box = element('div', { class: 'controls' }, [
    element('label', {}, ['Range ', controls.range]),
    element('label', {}, [controls.prereleases, ' Hide prereleases']),
    element('label', {}, [controls.deprecated, ' Hide deprecated']),
    status,
  ]);
  box.addEventListener('input', () => {
    history.replaceState(history.state, '', addressOf(filterIn(controls)));
    show();
  });
  addEventListener('popstate', () => {
    fill(controls);
    show();
  });
  (table.closest('.scroll') ?? table).before(box);
  offerRest(table, show);
  fill(controls);
  show();
}

/** A table of very many versions has only the first. */
function offerRest(table: HTMLTableElement, show: () => void): void {
  const left = document.querySelector<HTMLElement>('#versions-left');
  if (left === null) return;
  const all = button('Show all versions', () => {
    all.disabled = true;
    addOtherVersions(table).then(
      () => {
        left.remove();
        show();
      },
      () => {
        all.disabled = false;
        all.textContent = 'They could not be loaded. Try again';
      },
    );
  });
  left.append(' ', all);
}

function filterIn({ range, prereleases, deprecated }: Controls): Filter {
  return {
    range: range.value.trim(),
    hidesPrereleases: prereleases.checked,
    hidesDeprecated: deprecated.checked,
  };
}

function fill({ range, prereleases, deprecated }: Controls): void {
  const params = new URLSearchParams(location.search);
  range.value = params.get('range') ?? '';
  prereleases.checked = params.get('prereleases') === 'hide';
  deprecated.checked = params.get('deprecated') === 'hide';
}

/** This page's address with the filter in it; the rest of the query is kept. */
function addressOf({ range, hidesPrereleases, hidesDeprecated }: Filter): URL {
  const params = new URLSearchParams(location.search);
  const values = {
    range,
    prereleases: hidesPrereleases ? 'hide' : '',
    deprecated: hidesDeprecated ? 'hide' : '',
  };
  for (const [key, value] of Object.entries(values)) {
    if (value === '') params.delete(key);
    else params.set(key, value);
  }
  return addressWith(params.toString(), location.hash);
}

/** Hides the rows that do not pass, and says what is left. */
function apply(table: HTMLTableElement, filter: Filter, input: HTMLInputElement): string {
  const range = rangeOf(filter.range);
  input.setAttribute('aria-invalid', String(range === undefined));
  if (range === undefined) return 'This is no semver range.';
  const rows = [...table.querySelectorAll<HTMLTableRowElement>('tr[data-version]')];
  for (const row of rows) {
    const isWanted =
      (filter.range === '' || range.test(row.dataset['version'] ?? '')) &&
      !(filter.hidesPrereleases && row.dataset['prerelease'] !== undefined) &&
      !(filter.hidesDeprecated && row.dataset['deprecated'] !== undefined);
    row.hidden = !isWanted;
  }
  const left = rows.filter((row) => !row.hidden).length;
  return left === rows.length ? '' : `${left} of ${count(rows.length, 'version')}`;
}

function rangeOf(text: string): Range | undefined {
  try {
    return new Range(text, { includePrerelease: true, loose: true });
  } catch {
    return undefined;
  }
}
