import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '../../src/source/environment.ts';
import { temporaryDirectory } from './temp-dir.ts';

/** A PATH on which there is git, and nothing that could be git-lfs. */
export async function pathWithGitOnly(): Promise<string> {
  const dir = await temporaryDirectory();
  const program = await findProgram('git', process.env);
  if (program === undefined) throw new Error('these tests need git');
  await symlink(program, join(dir, 'git'));
  return dir;
}
