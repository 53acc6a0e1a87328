// A repository's configuration names programs, and whoever made the repository wrote it: git runs them for whoever
// works in it. Programs of the user's and the machine's configuration are the user's own choice.
import { StillpackError } from '../../errors.ts';
import { printable } from '../../printable.ts';
import { gitFailed, type GitProgram } from './git-program.ts';

/** Scopes that do not come with the repository (`git config --show-scope`, git 2.26). */
const usersScopes: ReadonlySet<string> = new Set(['command', 'global', 'system']);

/**
 * Throws REPOSITORY_UNSUPPORTED when the repository's own configuration, or what it includes, has a key that
 * matches the regular expression (POSIX, of `git config --get-regexp`: section and name are in lower case).
 */
export async function refuseOwnPrograms(git: GitProgram, pattern: string): Promise<void> {
  const args = ['config', '-z', '--show-scope', '--get-regexp', pattern];
  const { code, stdout, stderr } = await git.run(args);
  // 1: nothing matches.
  if (code !== 0 && code !== 1) throw gitFailed(args, stderr);
  const fields = stdout.toString('utf8').split('\0');
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [scope = '', setting = ''] = [fields[index], fields[index + 1]];
    const [key = '', ...lines] = setting.split('\n');
    // Only an empty value names nothing: a shell skips the line ends that one begins with.
    if (usersScopes.has(scope) || (lines.length === 1 && lines[0] === '')) continue;
    const shown = printable(key);
    throw new StillpackError(
      'REPOSITORY_UNSUPPORTED',
      `The repository's own configuration names a program to run: ${shown}.`,
      {
        hint: `If you trust it, move it to your own configuration (git config --global ${shown} …); remove it with git config --unset-all ${shown}.`,
      },
    );
  }
}

/**
 * Options that take every configured clean filter out of a command. Git filters a file again, as if to add it, when
 * it writes an index that is no newer than the file (`ce_modified_check_fs` in read-cache.c, git 2.39). Without the
 * filter git may take such a file for changed; the next `git status` looks once more.
 */
export async function withoutFilters(git: GitProgram): Promise<readonly string[]> {
  const pattern = String.raw`^filter\..*\.(clean|process|required)$`;
  const args = ['config', '-z', '--name-only', '--get-regexp', pattern];
  const { code, stdout, stderr } = await git.run(args);
  if (code !== 0 && code !== 1) throw gitFailed(args, stderr);
  const keys = stdout.toString('utf8').split('\0').filter(Boolean);
  const filters = new Set(keys.map((key) => key.slice(0, key.lastIndexOf('.'))));
  return [...filters].flatMap((filter) => {
    // `-c` ends the key at the first one.
    if (filter.includes('=')) throw oddFilter(filter);
    return ['clean=', 'process=', 'required=false'].flatMap((end) => ['-c', `${filter}.${end}`]);
  });
}

function oddFilter(filter: string): StillpackError {
  return new StillpackError(
    'REPOSITORY_UNSUPPORTED',
    `The git configuration has a filter with an equals sign in its name: ${printable(filter)}.`,
    { hint: 'Remove it, or give it another name.' },
  );
}
