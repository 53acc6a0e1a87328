import * as fs from 'node:fs/promises';
import type { PromiseFsClient } from 'isomorphic-git';
import { writeDurably } from '../../durable-write.ts';

/**
 * The file system that isomorphic-git writes through. Its own writes are neither synced nor renamed into place
 * (isomorphic-git 1.44), so that a crash could leave half an object under its final name.
 */
export const durableFs: PromiseFsClient = {
  promises: {
    ...fs,
    writeFile: (path: string, bytes: Uint8Array | string): Promise<void> =>
      writeDurably(path, bytes),
  },
};
