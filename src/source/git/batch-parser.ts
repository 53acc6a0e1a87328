// The output of `git cat-file --batch`: `<oid> <type> <size>\n<bytes>\n`, or `<name> missing\n`.

/** `type` is absent when git has no such object. */
export type BatchAnswer =
  { readonly type: string; readonly bytes: Uint8Array } | { readonly type?: undefined };

export interface BatchParser {
  push(chunk: Uint8Array): void;
}

/** Calls `onAnswer` for each object as soon as its last byte is there. */
export function createBatchParser(onAnswer: (answer: BatchAnswer) => void): BatchParser {
  let header = '';
  let body: { readonly type: string; readonly bytes: Buffer; filled: number } | undefined;

  /** Consumes from `chunk` at `at`; gives where it stopped. */
  const readHeader = (chunk: Uint8Array, at: number): number => {
    const end = chunk.indexOf(0x0a, at);
    header += Buffer.from(chunk.subarray(at, end === -1 ? chunk.length : end)).toString('latin1');
    if (end === -1) return chunk.length;
    const match = /^[0-9a-f]+ ([a-z]+) ([0-9]+)$/.exec(header);
    header = '';
    const [, type, size] = match ?? [];
    if (type === undefined) onAnswer({});
    else body = { type, bytes: Buffer.allocUnsafe(Number(size)), filled: 0 };
    return end + 1;
  };

  const readBody = (into: NonNullable<typeof body>, chunk: Uint8Array, at: number): number => {
    const part = chunk.subarray(at, at + into.bytes.length - into.filled);
    into.bytes.set(part, into.filled);
    into.filled += part.length;
    const end = at + part.length;
    // The line end after the bytes belongs to the answer.
    if (into.filled < into.bytes.length || end === chunk.length) return end;
    body = undefined;
    onAnswer({ type: into.type, bytes: into.bytes });
    return end + 1;
  };

  return {
    push(chunk) {
      for (let at = 0; at < chunk.length;) {
        at = body === undefined ? readHeader(chunk, at) : readBody(body, chunk, at);
      }
    },
  };
}
