// Large parts of a page that are there as bytes: they stay out of the templates, which see a mark in their place.
import { randomUUID } from 'node:crypto';
import { escape } from './templates.ts';
import { maxPageLength, PageTooLarge } from './template-writer.ts';

export interface PageBlocks {
  /** What a template writes for a block: by its name a mark, or nothing where there is none. */
  readonly view: Readonly<Record<string, string | undefined>>;
  /**
   * The page's bytes: what was rendered, with the blocks wherever the templates wrote their marks; escaped where those
   * were. Throws PageTooLarge.
   */
  into(html: string): Uint8Array;
}

/** Not to be guessed: no text of a package may be taken for a mark. It is in no page that is written. */
const secret = randomUUID();

export function createBlocks(
  blocks: Readonly<Record<string, Uint8Array | undefined>> = {},
): PageBlocks {
  const byMark = new Map<string, () => Uint8Array>();
  const view: Record<string, string | undefined> = {};
  for (const [name, bytes] of Object.entries(blocks)) {
    const mark = `<${secret}${name}>`;
    view[name] = bytes && mark;
    if (bytes === undefined) continue;
    byMark.set(mark, () => bytes);
    byMark.set(escape(mark), () => Buffer.from(escape(Buffer.from(bytes).toString())));
  }
  return {
    view,
    into(html) {
      if (byMark.size === 0) return Buffer.from(html);
      const parts: Uint8Array[] = [];
      let length = 0;
      for (const text of html.split(new RegExp(`(${[...byMark.keys()].join('|')})`))) {
        const part = byMark.get(text)?.() ?? Buffer.from(text);
        parts.push(part);
        length += part.length;
        if (length > maxPageLength) throw new PageTooLarge();
      }
      return Buffer.concat(parts, length);
    },
  };
}
