// In a partial clone: what a review finds out that it has to read only while it reads.
import type { Environment } from '../../options.ts';
import { maxTarballBytes } from '../../source/byte-limits.ts';
import { fetchBlobs, networkedGit } from '../../source/fetch/fetch-blobs.ts';
import type { BlobFault, GitEngine, Oid } from '../../source/git-engine.ts';
import type { GitProgram } from '../../source/git/git-program.ts';

/** Each is a request of its own; a hostile package could ask for all there is. */
const maxLate = 200;

/**
 * The engine, but blobs that are not here are brought when they are read, at most `most` of them. Reading one rejects
 * with FETCH_FAILED, REPOSITORY_UNSUPPORTED.
 */
export function fetchingLate(
  engine: GitEngine,
  { env, most = maxLate }: { readonly env: Environment; readonly most?: number },
): GitEngine {
  let git: Promise<GitProgram | undefined> | undefined;
  let left = most;
  async function readLate(oid: Oid, maxBytes: number): Promise<Uint8Array | BlobFault | undefined> {
    if (left <= 0) return undefined;
    const program = await (git ??= networkedGit(engine, env));
    if (program === undefined) return undefined;
    left -= 1;
    await fetchBlobs(program, [oid]);
    const size = Number((await program.output(['cat-file', '-s', oid])).toString('latin1'));
    return size > maxBytes ? 'too-large' : program.output(['cat-file', 'blob', oid]);
  }
  return {
    ...engine,
    readBlob: async (oid, maxBytes = maxTarballBytes) =>
      (await engine.readBlob(oid, maxBytes)) ?? (await readLate(oid, maxBytes)),
  };
}
