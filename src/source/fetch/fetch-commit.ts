import { StillpackError } from '../../errors.ts';
import { gitMissing } from '../git/git-missing.ts';
import { gitFailed } from '../git/git-program.ts';
import { openEngine, type OpenEngineOptions } from '../open-engine.ts';
import { networkedGit } from './fetch-blobs.ts';

export interface FetchCommitOptions extends OpenEngineOptions {
  /** The whole object id. */
  readonly commit: string;
  /** Where `origin` has it: `refs/pull/7/head`. */
  readonly ref: string;
}

/**
 * Brings a commit from `origin`, unless it is here; no ref, file or index changes. Throws FETCH_FAILED when it cannot be
 * reached or `ref` has it no more, GIT_MISSING, and what opening an engine throws.
 */
export async function fetchCommit(options: FetchCommitOptions): Promise<void> {
  const { commit, ref } = options;
  if (await holds(options)) return;
  const engine = await openEngine(options);
  try {
    const git = await networkedGit(engine, options.env);
    if (git === undefined) throw gitMissing();
    const args = [
      ...[
        '-c',
        'gc.auto=0',
        '-c',
        'maintenance.auto=false',
        'fetch',
        '--no-tags',
        '--no-write-fetch-head',
      ],
      ...['--recurse-submodules=no', '--end-of-options', 'origin', ref],
    ];
    const { code, stderr } = await git.run(args);
    if (code !== 0)
      throw fetchFailed(
        `${ref} could not be fetched from origin.`,
        gitFailed(['fetch'], stderr).hint,
      );
  } finally {
    await engine.close();
  }
  if (await holds(options)) return;
  throw fetchFailed(
    `${ref} has the commit ${commit} no more.`,
    'It was pushed again meanwhile: review what is there now.',
  );
}

/** With an engine of its own: one that is open may not see what was fetched since. */
async function holds(options: FetchCommitOptions): Promise<boolean> {
  const engine = await openEngine(options);
  try {
    await engine.resolveCommit(options.commit);
    return true;
  } catch (error) {
    if (error instanceof StillpackError && ['REF_UNKNOWN', 'NO_COMMITS'].includes(error.code))
      return false;
    throw error;
  } finally {
    await engine.close();
  }
}

function fetchFailed(message: string, hint: string | undefined): StillpackError {
  return new StillpackError('FETCH_FAILED', message, hint === undefined ? {} : { hint });
}
