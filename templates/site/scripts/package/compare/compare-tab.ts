// Any two versions, compared in the browser: below the tab `changes`, which compares with the version before.
import { tarballUrl } from '../../page.ts';
import { button, element, notice } from '../element.ts';
import { go } from '../follow-links.ts';
import { parseVersion } from '../names.ts';
import type { PackagePage } from '../package-page.ts';
import { type Comparison, parseComparison, queryOf } from '../permalink.ts';
import { loadInPanel } from '../tarball-panel.ts';
import { loadVersions } from '../version-list.ts';
import { type CompareView, createCompareView } from './compare-view.ts';

/** Adds the form to the tab; gives what shows the comparison that a query asks for as `?compare=`. */
export function openCompare(page: PackagePage, section: HTMLElement): (search: string) => void {
  const form = element('form', { class: 'compare-form' });
  const panel = element('div');
  section.append(element('h3', {}, ['Compare versions']), form, panel);
  let shown: { readonly key: string; readonly view: Promise<CompareView> } | undefined;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const comparison = chosenIn(form);
    if (comparison !== undefined) go(queryOf(location.search, { compare: comparison }));
  });
  fillForm(form, page);
  stepByKeys(() => shown?.view);
  return (search) => {
    const query = new URLSearchParams(search);
    const comparison = parsed(query.get('compare'));
    if (comparison === undefined) {
      panel.replaceChildren(notice('This address names no two versions.'));
      return;
    }
    const key = `${comparison.from}...${comparison.to}`;
    if (shown?.key !== key) {
      // Its own, so that a comparison that was given up cannot come late into the next one's place.
      const place = element('div');
      panel.replaceChildren(place);
      shown = { key, view: compareIn(place, page, comparison) };
    }
    void shown.view.then((view) => view.show(query.get('file') ?? undefined));
  };
}

/** `]` leads to the next file, `[` to the one before. */
function stepByKeys(viewNow: () => Promise<CompareView> | undefined): void {
  document.addEventListener('keydown', (event) => {
    const step = event.key === ']' ? 1 : event.key === '[' ? -1 : undefined;
    if (step === undefined || isTyping(event)) return;
    const compare = parsed(new URLSearchParams(location.search).get('compare'));
    void viewNow()?.then((view) => {
      const file = view.beside(step);
      if (compare === undefined || file === undefined) return;
      go(queryOf(location.search, { compare, file }));
    });
  });
}

function isTyping({ target, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (altKey || ctrlKey || metaKey) return true;
  return target instanceof HTMLElement && target.closest('input, select, textarea') !== null;
}

function parsed(text: string | null): Comparison | undefined {
  const comparison = parseComparison(text);
  const from = parseVersion(comparison?.from);
  const to = parseVersion(comparison?.to);
  return from === undefined || to === undefined ? undefined : { from, to };
}

async function compareIn(
  panel: HTMLElement,
  { name }: PackagePage,
  comparison: Comparison,
): Promise<CompareView> {
  const urls = [comparison.from, comparison.to].map((version) => tarballUrl(name, version));
  const [from = new Map(), to = new Map()] = await loadInPanel(panel, urls);
  const view = createCompareView({ comparison, from, to });
  const keys = element('p', {}, [
    `${comparison.from} → ${comparison.to}. `,
    element('kbd', {}, ['[']),
    ' and ',
    element('kbd', {}, [']']),
    ' lead to the file before and after.',
  ]);
  panel.replaceChildren(keys, view.element);
  return view;
}

/** With this version and the one before it; all others are asked for when the reader wants to choose. */
function fillForm(form: HTMLFormElement, { name, version, previous }: PackagePage): void {
  const asked = parsed(new URLSearchParams(location.search).get('compare'));
  const from = select('from', asked?.from ?? previous ?? version);
  const to = select('to', asked?.to ?? version);
  const submit = element('button', { type: 'submit' }, ['Compare']);
  form.append(label('From', from), ' ', label('To', to), ' ', submit);
  const status = element('span', { role: 'status' });
  const loadAll = async (): Promise<void> => {
    try {
      const versions = await loadVersions(name);
      for (const choice of [from, to]) setOptions(choice, [...versions.keys()]);
    } catch {
      status.replaceChildren(
        ' The list of versions could not be loaded. ',
        button('Try again', again),
      );
    }
  };
  const again = (): void => {
    status.replaceChildren();
    void loadAll();
  };
  form.append(status);
  form.addEventListener('focusin', again, { once: true });
}

function select(name: string, value: string): HTMLSelectElement {
  const made = element('select', { name });
  setOptions(made, [value]);
  return made;
}

/** What was chosen stays chosen. */
function setOptions(choice: HTMLSelectElement, versions: readonly string[]): void {
  const chosen = choice.value;
  const all = chosen === '' || versions.includes(chosen) ? versions : [chosen, ...versions];
  choice.replaceChildren(...all.map((version) => element('option', { value: version }, [version])));
  if (chosen !== '') choice.value = chosen;
}

function label(text: string, choice: HTMLSelectElement): HTMLElement {
  return element('label', {}, [`${text} `, choice]);
}

function chosenIn(form: HTMLFormElement): Comparison | undefined {
  const [from, to] = [...form.querySelectorAll('select')].map(({ value }) => parseVersion(value));
  return from === undefined || to === undefined ? undefined : { from, to };
}
