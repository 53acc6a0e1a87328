import { once } from 'node:events';
import { StillpackError } from '../../errors.ts';
import { endOf, gitFailed, type GitProgram } from '../../source/git/git-program.ts';
import { type Oid, oidOf } from '../../source/git-engine.ts';
import { saysFull } from './disk-space.ts';

/** Deltas between tarballs are a waste of time: their bytes are compressed. */
const command = ['fast-import', '--quiet', '--done', '--force', '--depth=0', '--date-format=raw'];

/** Runs `git fast-import`; gives the ids that it printed. Throws DISK_FULL, GIT_FAILED. */
export async function runImport(
  git: GitProgram,
  {
    options,
    stream,
    count,
  }: {
    readonly options: readonly string[];
    readonly stream: Iterable<Uint8Array>;
    /** How many ids there must be. */
    readonly count: number;
  },
): Promise<readonly Oid[]> {
  const child = git.start([...options, ...command]);
  // A program that ends before it has read everything says why on stderr.
  child.stdin.on('error', () => undefined);
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const ended = endOf(child);
  for (const piece of stream) {
    if (child.stdin.destroyed) break;
    if (!child.stdin.write(piece)) {
      await Promise.race([once(child.stdin, 'drain').catch(() => undefined), ended]);
    }
  }
  child.stdin.end();
  const { code, stderr } = await ended;
  const oids = printed.split('\n').flatMap((line) => oidOf(line.trim()) ?? []);
  if (code === 0 && oids.length === count) return oids;
  if (saysFull(stderr)) throw diskFull();
  throw gitFailed(['fast-import'], stderr);
}

function diskFull(): StillpackError {
  return new StillpackError('DISK_FULL', 'There is no space left to store the change.', {
    hint: 'Make room on the disk; nothing was changed.',
  });
}
