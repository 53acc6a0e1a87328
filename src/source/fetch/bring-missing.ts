import { StillpackError } from '../../errors.ts';
import type { Environment } from '../environment.ts';
import type { GitEngine, Oid } from '../git-engine.ts';
import { fetchBlobs, networkedGit } from './fetch-blobs.ts';

/**
 * Brings those of the blobs that a partial clone lacks, in one request; gives how many they were. An engine that is
 * open may not see them. Throws FETCH_FAILED, REPOSITORY_UNSUPPORTED.
 */
export async function bringMissing(
  engine: GitEngine,
  wanted: readonly Oid[],
  env: Environment,
): Promise<number> {
  const here = await engine.blobSizes(wanted);
  const missing = wanted.filter((oid) => !here.has(oid));
  if (missing.length === 0) return 0;
  const git = await networkedGit(engine, env);
  if (git === undefined) {
    throw new StillpackError('FETCH_FAILED', `${missing.length} objects are missing.`, {
      hint: 'Install git: only the git program can fetch them.',
    });
  }
  await fetchBlobs(git, missing);
  return missing.length;
}
