// What every page runs: little by itself, and the rest is loaded when a page has a use for it.
import { startAnnouncing } from './announce.ts';
import { startCopyButtons } from './copy-buttons.ts';
import { startImages } from './images.ts';
import { startInstall } from './install.ts';
import { startKeyboard } from './keyboard.ts';
import { whenSeen } from './package/show-tab.ts';
import { startTabs } from './tabs.ts';
import { startThemeButton } from './theme-button.ts';

interface Part {
  /** On pages that have this, it is wanted. */
  readonly selector: string;
  /** No sooner than the reader comes to the tab that has it. */
  readonly isLater?: true;
  readonly load: () => Promise<{ readonly start: () => void | Promise<void> }>;
}

/** Each is a chunk of its own. */
const parts: readonly Part[] = [
  { selector: 'main[data-search-page]', load: () => import('./search/search-page.ts') },
  { selector: '#version-table', isLater: true, load: () => import('./versions-filter.ts') },
  { selector: 'main[data-package]', load: () => import('./package/start.ts') },
  { selector: 'main[data-not-found]', load: () => import('./package/shell/not-found.ts') },
];

/** Boxes that suggest packages: all but the one of the search page. */
const suggesting =
  'form input[type=search][name=q]:not(main[data-search-page] form input[type=search][name=q])';

// Draws a package's page, of which all others make what they make of any.
if (document.querySelector('main[data-any-version]') !== null) {
  const { drawAnyVersion } = await import('./package/shell/any-version.ts');
  await drawAnyVersion();
}
startThemeButton();
startAnnouncing();
startCopyButtons();
startInstall();
startImages();
startTabs();
startKeyboard();
suggestWhenFocused();
for (const part of parts) {
  const found = document.querySelector<HTMLElement>(part.selector);
  if (found === null) continue;
  if (part.isLater)
    whenSeen(found.closest<HTMLElement>('.tab-panel') ?? found, () => void run(part));
  else void run(part);
}

async function run({ load }: Part): Promise<void> {
  const { start } = await load();
  await start();
}

/** Nothing is loaded before somebody goes to a search box. */
function suggestWhenFocused(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>(suggesting)) {
    const suggest = async (): Promise<void> => {
      const { suggestIn } = await import('./search/suggestions.ts');
      suggestIn(input);
    };
    if (document.activeElement === input) void suggest();
    else input.addEventListener('focus', () => void suggest(), { once: true });
  }
}
