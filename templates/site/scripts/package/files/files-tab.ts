// The tab `files`: the tree, a filter, and the file that the address names.
import { count } from '../../../../../src/amounts.ts';
import { tarballUrl } from '../../page.ts';
import { element, foreign, notice } from '../element.ts';
import { followNow } from '../follow-links.ts';
import type { PackagePage } from '../package-page.ts';
import { formatLines, parseLines, queryOf } from '../permalink.ts';
import type { TarFiles } from '../tar-files.ts';
import { loadInPanel } from '../tarball-panel.ts';
import { createFileTree, filterPaths } from './file-tree.ts';
import { createTreeView, type TreeView } from './file-tree-view.ts';
import { createFileView, type FileView } from './file-view.ts';

/** Files of a filtered list that are shown. */
const mostFound = 500;

/** Fills the tab; gives what shows the file that a query names as `?file=`. */
export function openFiles(page: PackagePage, section: HTMLElement): (search: string) => void {
  const panel = element('div');
  section.append(panel);
  const opened = openBrowser(page, panel);
  addEventListener('hashchange', () => {
    if (parseLines(location.hash) !== undefined) followNow();
  });
  return (search) => {
    const path = new URLSearchParams(search).get('file') ?? '';
    void opened.then((browser) => browser.show(path));
  };
}

interface Browser {
  show(path: string): void;
}

async function openBrowser(page: PackagePage, panel: HTMLElement): Promise<Browser> {
  const [files] = await loadInPanel(panel, [tarballUrl(page.name, page.version)]);
  return createBrowser(files ?? new Map(), panel);
}

function createBrowser(files: TarFiles, panel: HTMLElement): Browser {
  const sizes = [...files].map(([path, bytes]) => [path, bytes.length] as const);
  const hrefOf = (path: string): string => queryOf(location.search, { file: path });
  const tree = createTreeView({ root: createFileTree(sizes), hrefOf });
  const place = element('div', { class: 'file-view' }, [
    element('p', { class: 'progress' }, [`${count(files.size, 'file')}. Choose one to read it.`]),
  ]);
  const navigation = element('div', { class: 'file-tree' }, filtered(files, tree, hrefOf));
  panel.replaceChildren(element('div', { class: 'viewer' }, [navigation, place]));
  let shown: { readonly path: string; readonly view: FileView } | undefined;
  return {
    show(path) {
      const lines = parseLines(location.hash);
      if (shown?.path === path) {
        shown.view.show(lines);
        return;
      }
      const bytes = files.get(path);
      tree.select(path);
      if (bytes === undefined) {
        shown = undefined;
        place.replaceChildren(notice('There is no such file in this version: ', [foreign(path)]));
        return;
      }
      const view = createFileView({
        path,
        bytes,
        lines,
        onSelect: (chosen) => {
          history.replaceState(undefined, '', location.search + formatLines(chosen));
          view.mark(chosen);
        },
      });
      shown = { path, view };
      place.replaceChildren(view.element);
      view.show(lines);
      if (lines === undefined) view.focus();
    },
  };
}

/** The filter box, with the tree below it or what the filter found. */
function filtered(
  files: TarFiles,
  tree: TreeView,
  hrefOf: (path: string) => string,
): readonly HTMLElement[] {
  const box = element('input', {
    type: 'search',
    'aria-label': 'Filter files',
    placeholder: 'Filter files',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const status = element('p', { role: 'status' });
  const found = element('ul', { hidden: true, 'aria-label': 'Files found' });
  box.addEventListener('input', () => {
    const isFiltered = box.value.trim() !== '';
    tree.element.hidden = isFiltered;
    found.hidden = !isFiltered;
    const paths = isFiltered ? filterPaths(files.keys(), box.value) : [];
    const shown = paths.slice(0, mostFound);
    status.textContent = !isFiltered
      ? ''
      : shown.length < paths.length
        ? `The first ${shown.length} of ${count(paths.length, 'file')}`
        : count(paths.length, 'file');
    found.replaceChildren(
      ...shown.map((path) =>
        element('li', {}, [element('a', { href: hrefOf(path) }, [foreign(path)])]),
      ),
    );
  });
  return [box, status, tree.element, found];
}
