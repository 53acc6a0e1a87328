// `git clone` with as little as the remote can be asked for.
import { isAbsolute } from 'node:path';
import { cloneRefusal } from '../commit/bare/clone-refusal.ts';
import { quiet } from '../commit/bare/push-commit.ts';
import { remoteUnreachable } from '../commit/bare/push-outcome.ts';
import { endOf, type GitProgram } from '../source/git/git-program.ts';

/** For `git clone --filter`; `none` brings all that the commit has. */
export type Filter = 'tree:2' | 'tree:0' | 'blob:none' | 'none';

/** What the clone calls the remote: not `origin`, of which the user's configuration may say more. */
export const remoteName = 'registry';

/** For a repository on this machine: without it git leaves nothing out, whatever it is asked (git-config(1)). */
const uploadPack =
  'git -c core.hooksPath=/dev/null -c uploadpack.allowFilter=true -c uploadpack.allowAnySHA1InWant=true upload-pack';

/** Options of `git clone` and `git fetch` for the remote. */
export function uploadPackOf(remote: string): readonly string[] {
  return isAbsolute(remote) ? [`--upload-pack=${uploadPack}`] : [];
}

interface Cloning {
  /** A URL or an absolute path. */
  readonly remote: string;
  /** @default the remote's own */
  readonly branch: string | undefined;
  /** Where the clone will lie; absolute. */
  readonly gitDir: string;
  readonly onProgress: (line: string) => void;
}

/**
 * Clones the newest commit of a branch. Gives the first of the filters that the remote took, and `none` when it took no
 * notice. Throws REMOTE_UNREACHABLE, REF_UNKNOWN.
 */
export async function cloneShallow(
  git: GitProgram,
  { filters, ...cloning }: Cloning & { readonly filters: readonly Filter[] },
): Promise<Filter> {
  const { remote, branch, onProgress } = cloning;
  let stderr = '';
  for (const filter of filters) {
    const outcome = await clone(git, { ...cloning, filter });
    if (outcome.code === 0) return ignored.test(outcome.stderr) ? 'none' : filter;
    stderr = outcome.stderr;
    if (!/\bfilter\b/.test(stderr)) break;
    onProgress(`The remote does not take the filter ${filter}: asking in another way.`);
  }
  throw branch === undefined
    ? remoteUnreachable(stderr)
    : await cloneRefusal(git, { remote, branch }, stderr);
}

/** How git 2.39 words it. */
const ignored = /filtering not recognized by server/;

async function clone(
  git: GitProgram,
  { remote, branch, filter, gitDir, onProgress }: Cloning & { readonly filter: Filter },
): ReturnType<typeof endOf> {
  const child = git.start([
    ...['-c', `clone.defaultRemoteName=${remoteName}`, ...quiet, 'clone', '--quiet', '--bare'],
    // Else git takes all that a repository on this machine has.
    '--no-local',
    ...['--single-branch', '--no-tags', '--depth=1', ...uploadPackOf(remote)],
    ...(filter === 'none' ? [] : [`--filter=${filter}`]),
    ...(branch === undefined ? [] : [`--branch=${branch}`]),
    ...['--end-of-options', remote, gitDir],
  ]);
  child.stdin.end();
  child.stdout.resume();
  child.stderr.on('data', (text: unknown) => {
    if (!ignored.test(String(text))) return;
    onProgress('The remote cannot leave anything out: taking all files of its newest commit.');
  });
  return endOf(child);
}
