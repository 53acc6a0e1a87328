// Several tarballs as one message to another thread.
import type { TarballToExamine } from './examine-tarball.ts';

export interface Batch {
  /** The bytes of all, one after the other. */
  readonly bytes: ArrayBuffer;
  readonly parts: readonly BatchPart[];
}

interface BatchPart {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** Copies the bytes: what is handed to a thread is gone here, and others may still read them. */
export function batchOf(tarballs: readonly TarballToExamine[]): Batch {
  const bytes = new ArrayBuffer(tarballs.reduce((sum, one) => sum + one.bytes.length, 0));
  const whole = new Uint8Array(bytes);
  let at = 0;
  const parts = tarballs.map((one) => {
    const start = at;
    whole.set(one.bytes, start);
    at += one.bytes.length;
    return { path: one.path, start, end: at };
  });
  return { bytes, parts };
}
