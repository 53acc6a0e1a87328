// What fits into a text of bounded size.

/** A part of a document. */
export interface Block {
  /** What is left out when it is not there: `text diff`. */
  readonly what: string;
  /** Lower ones come first to the room there is; the document keeps the order in which they are given. */
  readonly rank: number;
  /** At most `room` bytes of Markdown, or `undefined` when it makes nothing of so few. */
  readonly render: (room: number) => string | undefined;
}

export interface Fitted {
  readonly parts: readonly string[];
  /** Of the blocks that are not there, in the order given. */
  readonly left: readonly string[];
}

/** From the first block that does not fit, all of later rank are left out: nothing stands below a heading of something else. */
export function fitBlocks(blocks: readonly Block[], room: number): Fitted {
  const rendered = new Map<Block, string>();
  let rest = room;
  for (const block of blocks.toSorted((a, b) => a.rank - b.rank)) {
    const part = block.render(rest - separator.length);
    const size = part === undefined ? Infinity : Buffer.byteLength(part) + separator.length;
    if (part === undefined || size > rest) break;
    rendered.set(block, part);
    rest -= size;
  }
  return {
    parts: blocks.flatMap((block) => rendered.get(block) ?? []),
    left: blocks.filter((block) => !rendered.has(block)).map(({ what }) => what),
  };
}

/** Between blocks. */
export const separator = '\n\n';

/** The lines of as many items, in their order, as fit into `room` bytes, and how many those are. */
export function fitLines<Item>(
  items: readonly Item[],
  line: (item: Item) => string,
  room: number,
): { readonly text: string; readonly fit: number } {
  const fit: string[] = [];
  let rest = room;
  for (const item of items) {
    const text = line(item);
    rest -= Buffer.byteLength(text) + 1;
    if (rest < 0) break;
    fit.push(text);
  }
  return { text: fit.join('\n'), fit: fit.length };
}
