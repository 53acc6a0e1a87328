// The old objects go from this repository.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitProgram } from '../source/git/git-program.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import { linesOf } from './find-leaked.ts';

/** Refs that git writes in passing, and that keep nothing alive. */
const passing = ['FETCH_HEAD', 'ORIG_HEAD'];

/**
 * Expires every reflog and removes what no ref reaches. Gives the leaked objects that are here nevertheless: in a pack
 * that is to be kept (`.keep`), or in a repository that this one borrows objects from.
 */
export async function prune(
  git: GitProgram,
  { gitDir }: GitEngine,
  leaked: ReadonlySet<Oid>,
): Promise<readonly Oid[]> {
  for (const name of passing) await rm(join(gitDir, name), { force: true });
  await git.output(['reflog', 'expire', '--expire=now', '--expire-unreachable=now', '--all']);
  const whole = ['-c', 'gc.bigPackThreshold=0', '-c', 'gc.cruftPacks=false'];
  await git.output([...whole, 'gc', '--prune=now', '--quiet', '--force']);
  return presentOf(git, leaked);
}

/** Those of the objects that are in this repository. */
async function presentOf(git: GitProgram, oids: Iterable<Oid>): Promise<readonly Oid[]> {
  const list = [...oids];
  const args = ['cat-file', '--batch-check=%(objectname)'];
  const lines = (await git.output(args, linesOf(list))).toString('latin1').split('\n');
  return list.filter((oid) => lines.includes(oid));
}
