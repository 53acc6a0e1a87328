import type { GitProgram } from '../../source/git/git-program.ts';
import { refuseOwnPrograms } from '../../source/git/own-programs.ts';

/**
 * The options of `git commit-tree` that sign, where `commit.gpgSign` asks for it. Programs that sign are taken from
 * the user's and the machine's configuration only: one that the repository names is REPOSITORY_UNSUPPORTED.
 */
export async function readSigning(git: GitProgram): Promise<readonly string[]> {
  const wanted = await git.run(['config', '--type=bool', '--get', 'commit.gpgSign']);
  if (wanted.stdout.toString().trim() !== 'true') return [];
  await refuseOwnPrograms(git, String.raw`^gpg\.(.*\.)?(program|defaultkeycommand)$`);
  return ['-S'];
}
