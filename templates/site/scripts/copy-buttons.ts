import { copyText } from './copy-text.ts';
import { button } from './package/element.ts';

/** Each `.copyable` gets a button that copies its text. */
export function startCopyButtons(): void {
  for (const box of document.querySelectorAll<HTMLElement>('.copyable')) {
    const made = button('Copy', () => void copyText(textOf(box)));
    made.classList.add('copy-button');
    box.append(made);
  }
}

function textOf(box: HTMLElement): string {
  return (box.querySelector('pre')?.textContent ?? '').trim();
}
