import { text } from 'node:stream/consumers';
import { endOf, type GitProgram } from '../../source/git/git-program.ts';
import { type Oid, oidOf } from '../../source/git-engine.ts';
import { remoteUnreachable } from './push-outcome.ts';

/** `git ls-remote` of one branch's ref; `undefined` when the remote has none. Ended by the signal, if there is one. Throws REMOTE_UNREACHABLE. */
export async function askRemote(
  git: GitProgram,
  {
    remote,
    ref,
    signal,
  }: { readonly remote: string; readonly ref: string; readonly signal?: AbortSignal },
): Promise<Oid | undefined> {
  const child = git.start(['ls-remote', '--quiet', '--heads', '--end-of-options', remote, ref]);
  const stop = (): void => void child.kill();
  signal?.addEventListener('abort', stop);
  if (signal?.aborted === true) stop();
  child.stdin.end();
  try {
    const [printed, { code, stderr }] = await Promise.all([text(child.stdout), endOf(child)]);
    if (code !== 0) throw remoteUnreachable(stderr);
    return oidOf(printed.split('\t', 1).join(''));
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
