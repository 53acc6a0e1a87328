// Bytes that come in pieces, read from the front.

export interface ByteReader {
  /** What is here and not read yet; gone with the next call of `more`. */
  readonly rest: () => Uint8Array;
  readonly skip: (count: number) => void;
  /** Goes on to the next piece, whatever is left of this one; `false` when there is none. */
  readonly more: () => Promise<boolean>;
}

/** Bytes that are all here. */
export function readerOf(bytes: Uint8Array): ByteReader {
  let rest = bytes;
  return {
    rest: () => rest,
    skip: (count) => void (rest = rest.subarray(count)),
    more: () => Promise.resolve(false),
  };
}

/** A piece may be overwritten once the next is asked for. Rejects when the pieces do. */
export function readerOfPieces(pieces: AsyncIterable<Uint8Array>): ByteReader {
  const iterator = pieces[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();
  return {
    rest: () => rest,
    skip: (count) => void (rest = rest.subarray(count)),
    async more() {
      const next = await iterator.next();
      rest = next.done === true ? new Uint8Array() : next.value;
      return next.done !== true;
    },
  };
}
