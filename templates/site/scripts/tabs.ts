// The parts of a package's page as tabs: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/. Each has an address, `#versions`.
import { queryTab } from './query-tab.ts';

interface Tab {
  readonly link: HTMLAnchorElement;
  readonly panel: HTMLElement;
}

/** Makes tabs of `nav.tabs` and the panels it links to. */
export function startTabs(): void {
  const list = document.querySelector<HTMLElement>('nav.tabs');
  if (list === null) return;
  const tabs = tabsOf(list);
  const show = (tab: Tab): void => {
    for (const one of tabs) {
      const isShown = one === tab;
      one.link.setAttribute('aria-selected', String(isShown));
      one.link.tabIndex = isShown ? 0 : -1;
      one.panel.hidden = !isShown;
    }
  };
  const choose = (tab: Tab): void => {
    show(tab);
    if (location.hash !== tab.link.hash) history.pushState(undefined, '', tab.link.hash);
  };
  const follow = (): void => {
    const [first] = tabs;
    const tab = tabOfAddress(tabs) ?? first;
    if (tab !== undefined) show(tab);
    targetOf(location.hash)?.scrollIntoView();
  };
  mark(list, tabs);
  list.addEventListener('click', (event) => {
    const tab = tabs.find(
      ({ link }) => event.target instanceof Node && link.contains(event.target),
    );
    if (tab === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(tab);
  });
  list.addEventListener('keydown', (event) => {
    const tab = neighbourOf(tabs, event);
    if (tab === undefined) return;
    event.preventDefault();
    choose(tab);
    tab.link.focus();
  });
  document.addEventListener('show-tab', ({ detail }: CustomEventInit<string>) => {
    const tab = tabs.find(({ panel }) => panel.id === detail);
    if (tab !== undefined) show(tab);
  });
  addEventListener('popstate', follow);
  addEventListener('hashchange', follow);
  follow();
}

function tabsOf(list: HTMLElement): readonly Tab[] {
  return [...list.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')].flatMap((link) => {
    const panel = document.getElementById(link.hash.slice(1));
    return panel === null ? [] : [{ link, panel }];
  });
}

function mark(list: HTMLElement, tabs: readonly Tab[]): void {
  list.setAttribute('role', 'tablist');
  for (const { link, panel } of tabs) {
    link.id = `tab-${panel.id}`;
    link.setAttribute('role', 'tab');
    link.setAttribute('aria-controls', panel.id);
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', link.id);
    makeReachable(panel);
    for (const item of list.querySelectorAll('ul, li')) item.setAttribute('role', 'presentation');
  }
}

/** A stop of the Tab key only where nothing in it is one: as the pattern has it, and so that no frame is drawn around it. */
function makeReachable(panel: HTMLElement): void {
  if (panel.querySelector('a[href], button, input, summary, [tabindex]') === null)
    panel.tabIndex = 0;
}

/** The one that the hash names, or that has what it names; else the one that the query is about. */
function tabOfAddress(tabs: readonly Tab[]): Tab | undefined {
  const target = targetOf(location.hash);
  const named = target && tabs.find(({ panel }) => panel.contains(target));
  if (named !== undefined) return named;
  const about = queryTab(location.search);
  return tabs.find(({ panel }) => panel.id === about);
}

/** Headings of a README have ids with a prefix of their own, which its links and old addresses leave out. */
function targetOf(hash: string): HTMLElement | undefined {
  const id = decoded(hash.slice(1));
  if (id === '') return undefined;
  return document.getElementById(id) ?? document.getElementById(`user-content-${id}`) ?? undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function neighbourOf(tabs: readonly Tab[], { key }: KeyboardEvent): Tab | undefined {
  const at = tabs.findIndex(({ link }) => link === document.activeElement);
  const isRtl = getComputedStyle(document.documentElement).direction === 'rtl';
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: isRtl ? at - 1 : at + 1,
    ArrowLeft: isRtl ? at + 1 : at - 1,
    Home: 0,
    End: tabs.length - 1,
  };
  const to = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return at < 0 || to === undefined ? undefined : tabs.at(to % tabs.length);
}
