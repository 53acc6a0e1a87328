// Keys for what is used most. They do nothing while somebody types, or holds a key that belongs to the browser.
import { button, element } from './package/element.ts';

/** Keys that lead to a part of a package's page. */
const tabKeys: ReadonlyMap<string, string> = new Map([
  ['.', 'files'],
  ['d', 'dependents'],
  ['c', 'changes'],
  ['v', 'versions'],
]);

const help: readonly (readonly [string, string])[] = [
  ['/', 'Search'],
  ['↑ ↓', 'Move through results'],
  ['Enter', 'Open'],
  ['.', 'Code of a package'],
  ['v', 'Versions'],
  ['d', 'Dependents'],
  ['c', 'Changes, and compare versions'],
  ['Esc', 'Close, or leave the search'],
  ['?', 'This help'],
];

export function startKeyboard(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector('dialog[open]') !== null) return;
    if (isTyping(event)) {
      if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
      return;
    }
    if (act(event.key)) event.preventDefault();
  });
}

/** Whether the key means anything here. */
function act(key: string): boolean {
  if (key === '?') return showHelp();
  if (key === '/') return focusSearch();
  const id = tabKeys.get(key.toLowerCase());
  const link = id && document.querySelector<HTMLAnchorElement>(`nav.tabs a[href="#${id}"]`);
  if (!link) return false;
  link.click();
  link.focus();
  return true;
}

/** The page's own search, where it has one. */
function focusSearch(): boolean {
  const inputs = [...document.querySelectorAll<HTMLInputElement>('input[type=search][name=q]')];
  const input = inputs.find((one) => one.closest('main') !== null) ?? inputs[0];
  input?.focus();
  input?.select();
  return input !== undefined;
}

function showHelp(): boolean {
  const close = button('Close', () => dialog.close());
  const dialog = element('dialog', { 'aria-labelledby': 'keys-title' }, [
    element('h2', { id: 'keys-title' }, ['Keys']),
    element(
      'dl',
      { class: 'keys' },
      help.flatMap(([key, meaning]) => [
        element('dt', {}, [element('kbd', {}, [key])]),
        element('dd', {}, [meaning]),
      ]),
    ),
    close,
  ]);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return true;
}

function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input:not([type=checkbox], [type=radio]), select, textarea') !== null)
  );
}
