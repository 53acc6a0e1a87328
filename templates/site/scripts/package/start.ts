// All that a page of a package gets from scripts: pictures, files, comparisons, and what the whole registry knows.
import { followLinks } from './follow-links.ts';
import { type PackagePage, readPackagePage } from './package-page.ts';
import type { Parameter } from './permalink.ts';
import { ownPictures } from './own-pictures.ts';
import { showTab, whenSeen } from './show-tab.ts';

/** Fills the tab; gives what shows there the file or the comparison that a query names. */
type OpenTab = (page: PackagePage, section: HTMLElement) => (search: string) => void;

interface LaterTab {
  readonly id: string;
  readonly parameter: Parameter;
  readonly load: () => Promise<OpenTab>;
}

const laterTabs: readonly LaterTab[] = [
  {
    id: 'files',
    parameter: 'file',
    load: () => import('./files/files-tab.ts').then(({ openFiles }) => openFiles),
  },
  {
    id: 'changes',
    parameter: 'compare',
    load: () => import('./compare/compare-tab.ts').then(({ openCompare }) => openCompare),
  },
];

/** What not every reader uses is a chunk of its own, and loaded when it is used. */
export async function start(): Promise<void> {
  const page = readPackagePage();
  if (page === undefined) return;
  for (const tab of laterTabs) startLater(page, tab);
  await Promise.all([
    import('./facts/facts.ts').then(({ startFacts }) => startFacts(page)),
    ownPictures(page.main).length === 0
      ? undefined
      : import('./readme-images.ts').then(({ startReadmeImages }) => startReadmeImages(page)),
  ]);
}

/** When the reader comes to the tab, by itself or by an address. */
function startLater(page: PackagePage, { id, parameter, load }: LaterTab): void {
  const section = page.main.querySelector<HTMLElement>(`#${id}`);
  if (section === null) return;
  let opened: Promise<(search: string) => void> | undefined;
  const open = (): Promise<(search: string) => void> =>
    (opened ??= load().then((openTab) => openTab(page, section)));
  whenSeen(section, () => void open());
  followLinks(parameter, (search) => {
    showTab(id);
    void open().then((show) => show(search));
  });
}
