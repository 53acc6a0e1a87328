// Short messages that are read out as well as shown.
import { element } from './package/element.ts';

/** How long a message stays, in ms: long enough to be read twice. */
const shownFor = 4000;

let region: HTMLElement | undefined;
let timer: number | undefined;

/** Readers are told only of what changes in a region that was there before. */
export function startAnnouncing(): void {
  region = element('div', { role: 'status' });
  document.body.append(region);
}

export function announce(text: string): void {
  region?.replaceChildren(element('p', { class: 'toast' }, [text]));
  clearTimeout(timer);
  timer = window.setTimeout(() => region?.replaceChildren(), shownFor);
}
