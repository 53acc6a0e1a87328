// The output of `git cat-file`: `<oid> <type> <size>\n` for each object, with --batch `<bytes>\n` behind it, or
// `<name> missing\n`.

/** `type` is absent when git has no such object. */
export type BatchAnswer = ObjectHeader | { readonly type?: undefined };

export interface ObjectHeader {
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Empty unless the parser was told to expect bodies. */
  readonly bytes: Uint8Array;
}

export interface BatchParser {
  push(chunk: Uint8Array): void;
}

interface Body {
  readonly type: string;
  readonly bytes: Buffer;
  filled: number;
}

const nothing = new Uint8Array();

/** Calls `onAnswer` for each object as soon as its last byte is there. */
export function createBatchParser(
  onAnswer: (answer: BatchAnswer) => void,
  { bodies }: { readonly bodies: boolean },
): BatchParser {
  let header = '';
  let body: Body | undefined;

  /** Consumes from `chunk` at `at`; gives where it stopped. */
  const readHeader = (chunk: Uint8Array, at: number): number => {
    const end = chunk.indexOf(0x0a, at);
    header += Buffer.from(chunk.subarray(at, end === -1 ? chunk.length : end)).toString('latin1');
    if (end === -1) return chunk.length;
    const [, type, digits] = /^[0-9a-f]+ ([a-z]+) ([0-9]+)$/.exec(header) ?? [];
    const size = Number(digits);
    header = '';
    if (type === undefined) onAnswer({});
    else if (bodies) body = { type, bytes: Buffer.allocUnsafe(size), filled: 0 };
    else onAnswer({ type, size, bytes: nothing });
    return end + 1;
  };

  const readBody = (into: Body, chunk: Uint8Array, at: number): number => {
    const part = chunk.subarray(at, at + into.bytes.length - into.filled);
    into.bytes.set(part, into.filled);
    into.filled += part.length;
    const end = at + part.length;
    // The line end after the bytes belongs to the answer.
    if (into.filled < into.bytes.length || end === chunk.length) return end;
    body = undefined;
    onAnswer({ type: into.type, size: into.bytes.length, bytes: into.bytes });
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
