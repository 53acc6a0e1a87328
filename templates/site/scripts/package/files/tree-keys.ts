// The arrow keys in a tree.

/** What opening means is the folder's own to do, whoever opens it. */
export function setOpen(folder: HTMLElement, open: boolean): void {
  folder.ariaExpanded = String(open);
  folder.dispatchEvent(new Event('toggle-folder'));
}

type Move = (item: HTMLElement, items: readonly HTMLElement[]) => HTMLElement | undefined;

const moves: ReadonlyMap<string, Move> = new Map<string, Move>([
  ['ArrowDown', (item, items) => items[items.indexOf(item) + 1]],
  ['ArrowUp', (item, items) => items[items.indexOf(item) - 1]],
  ['Home', (_, items) => items[0]],
  ['End', (_, items) => items.at(-1)],
  [
    'ArrowRight',
    (item, items) => {
      if (item.ariaExpanded === 'true') return items[items.indexOf(item) + 1];
      if (item.ariaExpanded === 'false') setOpen(item, true);
      return item;
    },
  ],
  [
    'ArrowLeft',
    (item) => {
      if (item.ariaExpanded !== 'true') return parentOf(item);
      setOpen(item, false);
      return item;
    },
  ],
]);

export function handleTreeKey(tree: HTMLElement, event: KeyboardEvent): void {
  const item = event.target;
  if (!(item instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === ' ' || (event.key === 'Enter' && !(item instanceof HTMLAnchorElement))) {
    event.preventDefault();
    item.click();
    return;
  }
  const move = moves.get(event.key);
  if (move === undefined) return;
  event.preventDefault();
  move(item, visibleItems(tree))?.focus();
}

function visibleItems(tree: HTMLElement): readonly HTMLElement[] {
  return [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')].filter(
    (item) => item.closest('[hidden]') === null,
  );
}

function parentOf(item: HTMLElement): HTMLElement | undefined {
  const folder = item.closest('[role=group]')?.previousElementSibling;
  return folder instanceof HTMLElement ? folder : undefined;
}
