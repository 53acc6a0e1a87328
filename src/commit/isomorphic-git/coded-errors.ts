import { StillpackError } from '../../errors.ts';
import { isSystemError } from '../../system-error.ts';
import type { CommitStore } from '../commit-store.ts';

/** The store, whose writes throw OUTPUT_NOT_WRITABLE where the operating system refuses one. */
export function withCodedErrors(store: CommitStore): CommitStore {
  const guarded = async <Result>(write: () => Promise<Result>): Promise<Result> => {
    try {
      return await write();
    } catch (cause) {
      if (!isSystemError(cause)) throw cause;
      throw new StillpackError(
        'OUTPUT_NOT_WRITABLE',
        `The repository ${store.gitDir} cannot be written: ${cause.message}.`,
        {
          path: store.gitDir,
          hint: 'Nothing was committed; look at the permissions and the space on the disk.',
          cause,
        },
      );
    }
  };
  return {
    ...store,
    writeBlob: (path, bytes, options) => guarded(() => store.writeBlob(path, bytes, options)),
    writeTree: (base, entries) => guarded(() => store.writeTree(base, entries)),
    writeCommit: (commit) => guarded(() => store.writeCommit(commit)),
    writeIndex: (entries) => guarded(() => store.writeIndex(entries)),
    moveHead: (move) => guarded(() => store.moveHead(move)),
  };
}
