// Every list on a page ends somewhere: nobody's manifest makes a page as long as it likes.
import { cutText } from '../../model/cut-text.ts';

export interface ListLimits {
  readonly count: number;
  /** Of the texts together, in UTF-8: what cannot be compressed. */
  readonly bytes: number;
}

export interface Taken<Item> {
  readonly shown: readonly Item[];
  /** How many are not. */
  readonly left: number;
}

/** The first items, as far as the limits allow. */
export function takeWithin<Item>(
  items: readonly Item[],
  { count, bytes }: ListLimits,
  textOf: (item: Item) => string,
): Taken<Item> {
  let used = 0;
  let end = 0;
  for (const item of items) {
    if (end === count) break;
    used += Buffer.byteLength(textOf(item));
    if (used > bytes) break;
    end += 1;
  }
  return { shown: items.slice(0, end), left: items.length - end };
}

/** At most `maximum` code points, the last of which then says that there was more. */
export function clip(text: string, maximum: number): string {
  const cut = cutText(text, maximum);
  return cut.length === text.length ? text : `${cutText(cut, maximum - 1)}…`;
}
