// A raw deflate state of zlib with one output buffer, both used again and again.
import { constants, createInflateRaw } from 'node:zlib';

export interface Inflater {
  /** Overwritten by each `next`. */
  readonly output: Buffer;
  /** Forgets what came before. */
  readonly begin: (deflated: Uint8Array) => void;
  /** Fills the output and gives how much of it; the last piece, and only that, is shorter, perhaps empty. */
  readonly next: () => number;
  /** zlib's code for what is wrong, once `next` met it. */
  readonly fault: () => string | undefined;
  /** Bytes of the deflate stream that were read. */
  readonly consumed: () => number;
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

  function begin(deflated: Uint8Array): void {
    handle.reset();
    input = deflated;
    at = 0;
    fault = undefined;
  }

  function next(): number {
    const length = input.length - at;
    handle.writeSync(constants.Z_FINISH, input, at, length, output, 0, pieceSize);
    const [roomLeft = 0, inputLeft = 0] = left;
    at += length - inputLeft;
    return pieceSize - roomLeft;
  }

  return { output, begin, next, fault: () => fault, consumed: () => at };
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
