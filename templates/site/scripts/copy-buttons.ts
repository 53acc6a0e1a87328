import { announce } from './announce.ts';
import { button } from './package/element.ts';

/** Each `.copyable` gets a button that copies its text. */
export function startCopyButtons(): void {
  for (const box of document.querySelectorAll<HTMLElement>('.copyable')) {
    const made = button('Copy', () => void copy(textOf(box)));
    made.classList.add('copy-button');
    const label = box.getAttribute('aria-label');
    if (label !== null) made.setAttribute('aria-label', `Copy: ${label}`);
    box.append(made);
  }
}

function textOf(box: HTMLElement): string {
  return (box.querySelector('pre')?.textContent ?? '').trim();
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    announce('Copied');
  } catch {
    announce('This browser did not allow copying.');
  }
}
