// A raw deflate state of zlib with one output buffer, both used again and again.
import { constants, createInflateRaw } from 'node:zlib';

export interface Inflater {
  /** Overwritten by each `next`. */
  readonly output: Buffer;
  /** Forgets what came before. */
  readonly begin: () => void;
  /** What `next` reads, once it has read all before; it must not change until then. */
  readonly feed: (deflated: Uint8Array) => void;
  /** Fills the output and gives how much of it: less, perhaps nothing, when the stream or what was fed ends. */
  readonly next: () => number;
  /** zlib's code for what is wrong, once `next` met it. */
  readonly fault: () => string | undefined;
  /** Bytes of what was fed that were not read. */
  readonly left: () => number;
}

/**
 * Gives `undefined` where node:zlib is not made as expected. `inflateRawSync` runs on the same handle (Node 20 to
 * 24), but makes a Transform, a zlib state and an output buffer in each call: for a small package as much work as
 * inflating it. node-tar 7 reaches for the handle likewise, by minizlib.
 */
export function createInflater(pieceSize: number): Inflater | undefined {
  const internals = internalsOf(createInflateRaw());
  if (internals === undefined) return undefined;
  const { _handle: handle, _writeState: left } = internals;
  const output = Buffer.allocUnsafeSlow(pieceSize);
  let input: Uint8Array = output;
  let at = 0;
  let fault: string | undefined;
  handle.onerror = (_message, _errno, code) => (fault = code);

  function begin(): void {
    handle.reset();
    fault = undefined;
  }

  function feed(deflated: Uint8Array): void {
    input = deflated;
    at = 0;
  }

  function next(): number {
    const length = input.length - at;
    handle.writeSync(constants.Z_NO_FLUSH, input, at, length, output, 0, pieceSize);
    const [roomLeft = 0, inputLeft = 0] = left;
    at += length - inputLeft;
    return pieceSize - roomLeft;
  }

  return { output, begin, feed, next, fault: () => fault, left: () => input.length - at };
}

interface ZlibHandle {
  readonly reset: () => void;
  readonly writeSync: (
    flush: number,
    input: Uint8Array,
    inputStart: number,
    inputLength: number,
    output: Uint8Array,
    outputStart: number,
    outputLength: number,
  ) => void;
  onerror: (message: string, errno: number, code: string) => void;
}

interface ZlibInternals {
  readonly _handle: ZlibHandle;
  /** Room left in the output, bytes left of the input. */
  readonly _writeState: Uint32Array;
}

/** They are not part of Node's public interface, so each is looked at before it is used. */
function internalsOf(stream: object): ZlibInternals | undefined {
  // Whether it is one is what follows.
  const { _handle: handle, _writeState: left } = stream as Partial<ZlibInternals>;
  const isKnown =
    typeof handle?.reset === 'function' &&
    typeof handle.writeSync === 'function' &&
    left instanceof Uint32Array &&
    left.length === 2;
  return isKnown ? { _handle: handle, _writeState: left } : undefined;
}
