// What git prints with -z: texts in UTF-8, each ended by NUL.

/** Gives the fields that are complete with a chunk. They share the memory of one text as long as the chunk. */
export type FieldSplitter = (chunk: Buffer) => readonly string[];

/** Splits what arrives in chunks, wherever they were cut. */
export function createFieldSplitter(): FieldSplitter {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    const end = chunk.lastIndexOf(0);
    const complete = end === -1 ? undefined : Buffer.concat([rest, chunk.subarray(0, end)]);
    rest = end === -1 ? Buffer.concat([rest, chunk]) : chunk.subarray(end + 1);
    // One text decoded and split is several times faster than a Buffer for each field.
    return complete === undefined ? [] : complete.toString('utf8').split('\0');
  };
}
