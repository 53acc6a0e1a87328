// The tree of files: one stop of the Tab key, in which the arrow keys move (ARIA's tree pattern).
import { formatBytes } from '../../../../../src/amounts.ts';
import { button, element, foreign } from '../element.ts';
import { childrenOf, foldersAbove, type TreeFile, type TreeFolder } from './file-tree.ts';
import { handleTreeKey, setOpen } from './tree-keys.ts';

export interface TreeView {
  readonly element: HTMLElement;
  /** Opens the folders above the file, and marks it. */
  select(path: string): void;
}

export interface TreeViewOptions {
  readonly root: TreeFolder;
  /** Of a file's permalink. */
  readonly hrefOf: (path: string) => string;
}

/** Children of one folder that are shown at once: what is more, on request. */
const atOnce = 1000;

let trees = 0;

/** What is in the document already, by the paths of folders. */
interface Drawn {
  readonly id: string;
  readonly hrefOf: (path: string) => string;
  readonly folders: Map<string, HTMLElement>;
}

export function createTreeView({ root, hrefOf }: TreeViewOptions): TreeView {
  const drawn: Drawn = { id: `files-${++trees}`, hrefOf, folders: new Map() };
  const tree = element('ul', { class: 'tree', role: 'tree', 'aria-label': 'Files' });
  fill(tree, childrenOf(root), drawn);
  tree.querySelector('[role=treeitem]')?.setAttribute('tabindex', '0');
  tree.addEventListener('keydown', (event) => handleTreeKey(tree, event));
  tree.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.role === 'treeitem') makeStop(tree, target);
  });
  return {
    element: tree,
    select(path) {
      for (const above of foldersAbove(path)) {
        const item = drawn.folders.get(above);
        if (item !== undefined) setOpen(item, true);
      }
      tree.querySelector('[aria-current]')?.removeAttribute('aria-current');
      const item = itemOf(tree, path);
      if (item === undefined) return;
      item.setAttribute('aria-current', 'page');
      makeStop(tree, item);
      item.scrollIntoView({ block: 'nearest' });
    },
  };
}

function fill(
  group: HTMLElement,
  children: readonly (TreeFolder | TreeFile)[],
  drawn: Drawn,
  from = 0,
): void {
  const shown = children.slice(from, from + atOnce);
  for (const child of shown) {
    const parts = child.kind === 'file' ? [fileItem(child, drawn)] : folderItems(child, drawn);
    group.append(element('li', { role: 'none' }, parts));
  }
  const left = children.length - from - shown.length;
  if (left > 0) group.append(moreItem(left, () => fill(group, children, drawn, from + atOnce)));
}

function fileItem({ name, path, size }: TreeFile, { hrefOf }: Drawn): HTMLElement {
  return element('a', { role: 'treeitem', href: hrefOf(path), 'data-path': path, tabindex: -1 }, [
    foreign(shownName(name)),
    ' ',
    element('small', {}, [formatBytes(size)]),
  ]);
}

/** The folder, and the group of what is in it, which is filled when it is opened first. */
function folderItems(folder: TreeFolder, drawn: Drawn): readonly HTMLElement[] {
  const id = `${drawn.id}-${drawn.folders.size}`;
  const attributes = { role: 'treeitem', 'aria-expanded': 'false', 'aria-owns': id };
  const item = element('span', { ...attributes, class: 'folder', tabindex: -1 }, [
    foreign(`${shownName(folder.name)}/`),
  ]);
  const group = element('ul', { role: 'group', id, hidden: true });
  drawn.folders.set(folder.path, item);
  item.addEventListener('click', () => setOpen(item, item.ariaExpanded !== 'true'));
  item.addEventListener('toggle-folder', () => {
    if (group.childElementCount === 0) fill(group, childrenOf(folder), drawn);
    group.hidden = item.ariaExpanded !== 'true';
  });
  return [item, group];
}

/** Of a part of a path that has no letters, or that reads as if it led somewhere. */
function shownName(name: string): string {
  return name === '' ? '(no name)' : name;
}

function itemOf(tree: HTMLElement, path: string): HTMLElement | undefined {
  // Not by a selector: a path is any text.
  const items = tree.querySelectorAll<HTMLElement>('a[role=treeitem]');
  return [...items].find((item) => item.dataset['path'] === path);
}

function moreItem(left: number, show: () => void): HTMLElement {
  const item = element('li', { role: 'none' });
  const more = button(`Show more (${left} left)`, () => {
    const next = item;
    show();
    next.nextElementSibling?.querySelector<HTMLElement>('[role=treeitem]')?.focus();
    next.remove();
  });
  more.setAttribute('role', 'treeitem');
  more.tabIndex = -1;
  item.append(more);
  return item;
}

function makeStop(tree: HTMLElement, item: HTMLElement): void {
  for (const stop of tree.querySelectorAll('[tabindex="0"]')) stop.setAttribute('tabindex', '-1');
  item.tabIndex = 0;
}
