// What keeps a repository from being rewritten whole, or a user from losing what no ref holds.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StillpackError } from '../errors.ts';
import type { GitProgram } from '../source/git/git-program.ts';
import { refuseOwnPrograms } from '../source/git/own-programs.ts';
import { isPartialClone } from '../source/git/present-objects.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import { readShallowBoundary } from '../source/shallow.ts';
import type { Ref } from './read-refs.ts';

/** Throws SHALLOW_CLONE, REPOSITORY_UNSUPPORTED. */
export async function checkClone(git: GitProgram, { gitDir, commonDir }: GitEngine): Promise<void> {
  if ((await readShallowBoundary(commonDir)).size > 0) {
    throw new StillpackError('SHALLOW_CLONE', 'A shallow clone lacks the history to rewrite.', {
      path: gitDir,
      hint: 'Run `git fetch --unshallow` first.',
    });
  }
  if (await isPartialClone(git, commonDir)) {
    throw unsupported(gitDir, {
      what: 'A partial clone lacks objects of the history to rewrite.',
      hint: 'Clone the repository again without --filter, and run the command there.',
    });
  }
  const others = await readdir(join(commonDir, 'worktrees')).catch(() => []);
  if (others.length > 0) {
    throw unsupported(gitDir, {
      what: 'The repository has other work trees, which would keep the old history.',
      hint: 'Take them away (`git worktree list`, `git worktree remove`), and run the command again.',
    });
  }
  await refuseOwnPrograms(git, String.raw`^gc\.recentobjectshook$`);
}

/** Throws UNCOMMITTED_CHANGES for a stash or an index that holds what is purged, or is built on it. */
export async function checkUncommitted(
  git: GitProgram,
  {
    refs,
    affected,
    leaked,
    removed,
  }: {
    readonly refs: readonly Ref[];
    readonly affected: ReadonlySet<Oid>;
    readonly leaked: ReadonlySet<Oid>;
    /** Paths that the commit before takes out of the index. */
    readonly removed: ReadonlySet<string>;
  },
): Promise<void> {
  const stash = refs.find(({ name }) => name === 'refs/stash');
  const stashes = stash === undefined ? [] : await stashed(git);
  if (stashes.some((oid) => affected.has(oid))) {
    throw new StillpackError('UNCOMMITTED_CHANGES', 'Stashed changes hold the old history.', {
      path: 'refs/stash',
      hint: 'Nothing was changed. Commit them to a branch (`git stash branch <name>`), or drop them (`git stash drop`).',
    });
  }
  const index = (await git.output(['ls-files', '--stage', '-z'])).toString('utf8').split('\0');
  for (const record of index) {
    const tab = record.indexOf('\t');
    const path = record.slice(tab + 1);
    // Git prints ids.
    if (!leaked.has(record.slice(0, tab).split(' ')[1] as Oid) || removed.has(path)) continue;
    throw new StillpackError('UNCOMMITTED_CHANGES', `The same bytes are staged as ${path}.`, {
      path,
      hint: `Nothing was changed. Take them out of the index: git rm --cached ${path}`,
    });
  }
}

async function stashed(git: GitProgram): Promise<readonly Oid[]> {
  const args = ['rev-list', '--walk-reflogs', 'refs/stash'];
  // Git prints ids.
  return (await git.output(args)).toString('latin1').split('\n') as Oid[];
}

function unsupported(
  path: string,
  { what, hint }: { readonly what: string; readonly hint: string },
): StillpackError {
  return new StillpackError('REPOSITORY_UNSUPPORTED', what, { path, hint });
}
