// What `git push --porcelain` says of one ref.
import { StillpackError } from '../../errors.ts';
import { printable } from '../../printable.ts';
import type { GitOutcome } from '../../source/git/git-program.ts';
import { saysFull } from './disk-space.ts';

/** `behind`: the remote's branch is not the one that was built on. */
export type PushOutcome =
  { readonly state: 'accepted'; readonly output: string } | { readonly state: 'behind' };

/** How git words a ref that somebody else moved, or is moving (git 2.39 and 2.47; send-pack and receive-pack). */
const moved =
  /\((?:fetch first|non-fast-forward|stale info|incorrect old value provided|failed to update ref|failed to lock|cannot lock ref.*|reference already exists|remote ref updated since checkout)\)/;

/**
 * Throws PUSH_REFUSED when the remote takes commits but not this one (a hook, a protected branch, uncommitted changes
 * in a work tree), DISK_FULL when it has no space, REMOTE_UNREACHABLE when it could not be asked.
 */
export function parsePush({ code, stdout, stderr }: GitOutcome): PushOutcome {
  const line = stdout
    .toString('utf8')
    .split('\n')
    .find((each) => /^[ =!*+-]\t/.test(each));
  const says = remoteLines(stderr);
  if (code === 0 && line !== undefined && !line.startsWith('!')) {
    return { state: 'accepted', output: stderr };
  }
  if (saysFull(stderr)) throw remoteFull(says);
  if (line === undefined) throw remoteUnreachable(stderr);
  if (moved.test(line)) return { state: 'behind' };
  const reason = /\(([^()]*)\)\s*$/.exec(line)?.[1] ?? 'no reason given';
  throw new StillpackError('PUSH_REFUSED', `The remote refused the commit: ${reason}.`, {
    hint:
      says === ''
        ? 'Look at the protection of the branch and at the rights of the one who pushes.'
        : `It says: ${says}`,
  });
}

/** REMOTE_UNREACHABLE with git's own words, without the address, which may hold a password. */
export function remoteUnreachable(stderr: string): StillpackError {
  const words = printable(withoutAddresses(stderr).replace(/\s+/g, ' ').trim());
  if (/returned error: 30[1278]\b/.test(words)) return remoteMoved();
  return new StillpackError('REMOTE_UNREACHABLE', 'The registry repository cannot be reached.', {
    hint: words === '' ? 'Look at the network, and try again.' : `git says: ${words}`,
  });
}

function remoteMoved(): StillpackError {
  return new StillpackError(
    'REMOTE_UNREACHABLE',
    'The registry repository has moved: its server sends on to another address.',
    { hint: 'Give the address it has now; a token is shown to no other one.' },
  );
}

/** WRITE_CONFLICT: the remote's branch was never the one that was built on. */
export function writeConflict(attempts: number): StillpackError {
  return new StillpackError(
    'WRITE_CONFLICT',
    `Other commits came first, ${attempts} times in a row.`,
    { hint: 'Nothing was changed; try again in a moment.' },
  );
}

function remoteFull(says: string): StillpackError {
  return new StillpackError('DISK_FULL', 'The registry repository has no space left.', {
    hint: says === '' ? 'Make room where it lies.' : `It says: ${says}`,
  });
}

/** What the other side printed. */
function remoteLines(stderr: string): string {
  const lines = stderr.split(/[\r\n]+/).filter((line) => line.startsWith('remote:'));
  const words = lines.map((line) => line.slice('remote:'.length).trim()).filter(Boolean);
  return printable(words.join('\n'));
}

function withoutAddresses(stderr: string): string {
  return stderr.replace(/\b[a-z+]+:\/\/\S+/g, '<url>');
}
