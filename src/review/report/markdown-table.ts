import { inlineCode, tableCell } from '../../forge/inert-markdown.ts';
import { fitLines } from './fitting.ts';

/** Of a text that a package author wrote, in a cell. */
const maxCell = 160;

/** A cell of foreign text; nothing for what is not there. */
export function codeCell(text: string | undefined): string {
  return text === undefined ? '' : tableCell(inlineCode(text, maxCell));
}

/** A table of as many items as fit into `room` bytes; the cells are Markdown. */
export function tableOf<Item>(
  head: readonly string[],
  {
    items,
    cells,
    room,
  }: {
    readonly items: readonly Item[];
    readonly cells: (item: Item) => readonly string[];
    readonly room: number;
  },
): string | undefined {
  const top = [lineOf(head), lineOf(head.map(() => '---'))].join('\n');
  const rest = room - Buffer.byteLength(top) - 1 - moreRoom;
  const { text, fit } = fitLines(items, (item) => lineOf(cells(item)), rest);
  return fit === 0 ? undefined : `${top}\n${text}${moreOf(items.length - fit)}`;
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** What `moreOf` takes at most. */
export const moreRoom = 40;

/** Says how many there are besides. */
export function moreOf(number: number): string {
  return number > 0 ? `\n\n_… and ${number} more._` : '';
}

/** A part that is folded until somebody opens it. `summary` is ours. */
export function folded(
  summary: string,
  room: number,
  render: (room: number) => string | undefined,
): string | undefined {
  const [top, bottom] = [`<details>\n<summary>${summary}</summary>\n\n`, '\n\n</details>'];
  const content = render(room - Buffer.byteLength(top) - bottom.length);
  return content === undefined ? undefined : `${top}${content}${bottom}`;
}
