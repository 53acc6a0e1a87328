import type { BlobFault, Oid } from '../git-engine.ts';
import { type LargeBytes, largeSize } from '../large-bytes.ts';
import type { GitProgram, GitProgramOptions } from './git-program.ts';
import { createObjectSession } from './object-session.ts';

export interface BlobReader {
  /** See GitEngine.openBlob. */
  open(oid: Oid, maxBytes: number): Promise<Uint8Array | LargeBytes | BlobFault | undefined>;
  /** See GitEngine.readBlob. `undefined` also for an object that git calls missing because it is damaged. */
  read(oid: Oid, maxBytes: number): Promise<Uint8Array | BlobFault | undefined>;
  close(): Promise<void>;
}

/** Asks for type and size first: `cat-file --batch` cannot be stopped in the middle of an object. */
export function createBlobReader(git: GitProgram, options: GitProgramOptions): BlobReader {
  const headers = createObjectSession(git, { bodies: false });
  const contents = createObjectSession(git, { bodies: true });
  const sizeOf = async (oid: Oid, maxBytes: number): Promise<number | BlobFault | undefined> => {
    const header = await headers.ask(oid);
    if (header.type === undefined) return undefined;
    if (header.type !== 'blob') return 'not-a-blob';
    return header.size > maxBytes ? 'too-large' : header.size;
  };
  const bytesOf = async (oid: Oid): Promise<Uint8Array | undefined> => {
    const content = await contents.ask(oid);
    return content.type === undefined ? undefined : content.bytes;
  };
  return {
    async open(oid, maxBytes) {
      const size = await sizeOf(oid, maxBytes);
      if (typeof size !== 'number') return size;
      if (size < largeSize) return bytesOf(oid);
      return { size, place: { kind: 'blob', git: options, oid } };
    },
    async read(oid, maxBytes) {
      const size = await sizeOf(oid, maxBytes);
      return typeof size === 'number' ? bytesOf(oid) : size;
    },
    async close() {
      await Promise.all([headers.close(), contents.close()]);
    },
  };
}
