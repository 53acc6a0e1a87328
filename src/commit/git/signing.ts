import { StillpackError } from '../../errors.ts';
import type { GitProgram } from '../../source/git/git-program.ts';

/**
 * The options of `git commit-tree` that sign, where `commit.gpgSign` asks for it. Programs that sign are taken from
 * the user's and the machine's configuration only: one that the repository names is refused.
 */
export async function readSigning(git: GitProgram): Promise<readonly string[]> {
  const wanted = await git.run(['config', '--type=bool', '--get', 'commit.gpgSign']);
  if (wanted.stdout.toString().trim() !== 'true') return [];
  const programs = await git.run([
    'config',
    '-z',
    '--show-scope',
    '--get-regexp',
    '^gpg\\.(.*\\.)?(program|defaultkeycommand)$',
  ]);
  const fields = programs.stdout.toString().split('\0');
  if (fields.some((field) => field === 'local' || field === 'worktree')) {
    throw new StillpackError(
      'REPOSITORY_UNSUPPORTED',
      "The repository's own configuration names the program that signs commits.",
      {
        hint: 'Move gpg.program to your own git configuration, or use --no-commit and commit with git.',
      },
    );
  }
  return ['-S'];
}
