import type { BlobFault, Oid } from '../git-engine.ts';
import type { GitProgram } from './git-program.ts';
import { createObjectSession } from './object-session.ts';

export interface BlobReader {
  /** See GitEngine.readBlob. `undefined` also for an object that git calls missing because it is damaged. */
  read(oid: Oid, maxBytes: number): Promise<Uint8Array | BlobFault | undefined>;
  close(): Promise<void>;
}

/** Asks for type and size first: `cat-file --batch` cannot be stopped in the middle of an object. */
export function createBlobReader(git: GitProgram): BlobReader {
  const headers = createObjectSession(git, { bodies: false });
  const contents = createObjectSession(git, { bodies: true });
  return {
    async read(oid, maxBytes) {
      const header = await headers.ask(oid);
      if (header.type === undefined) return undefined;
      if (header.type !== 'blob') return 'not-a-blob';
      if (header.size > maxBytes) return 'too-large';
      const content = await contents.ask(oid);
      return content.type === undefined ? undefined : content.bytes;
    },
    async close() {
      await Promise.all([headers.close(), contents.close()]);
    },
  };
}
