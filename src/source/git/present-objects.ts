import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitProgram } from './git-program.ts';

/**
 * Whether objects may be missing by intention: a clone with a filter (gitrepository-layout, "promisor"). Git is asked
 * only when the repository's configuration file has something to say about that, or names other files.
 */
export async function isPartialClone(git: GitProgram, commonDir: string): Promise<boolean> {
  const text = await readFile(join(commonDir, 'config'), 'utf8').catch(() => 'include');
  if (!/promisor|partialclone|include|worktreeconfig/i.test(text)) return false;
  const keys = '^(extensions\\.partialclone|remote\\..*\\.promisor)$';
  const { code } = await git.run(['config', '--get-regexp', keys]);
  return code === 0;
}

/**
 * The ids of all objects that are here. In a partial clone, asking git 2.39 for a missing object makes
 * `cat-file` try the network, or die where that is forbidden; so one must know before asking.
 */
export async function presentObjects(git: GitProgram): Promise<ReadonlySet<string>> {
  const list = ['cat-file', '--batch-all-objects', '--unordered', '--batch-check=%(objectname)'];
  return new Set((await git.output(list)).toString('latin1').split('\n'));
}
