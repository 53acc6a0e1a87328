// Writes that wait together become commits on one head: one push, one build, and an answer for each.
import type { ReportedProblem } from '../build-report.ts';
import type { Change, ChangeAuthor } from '../change/change.ts';
import { type BareRepository, gatewayCommitter } from '../commit/bare/bare-repository.ts';
import type { CommitToImport } from '../commit/bare/import-stream.ts';
import { writeConflict } from '../commit/bare/push-outcome.ts';
import { type ErrorCode, StillpackError } from '../errors.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import type { RepositoryAt } from '../verbs/read-repository.ts';

export interface Write {
  readonly author: ChangeAuthor;
  /**
   * What the plan reads and changes, such as `packages/foo`. Writes of different places that wait at the same time are
   * pushed together. `undefined`: the plan looks at the whole registry, and is alone.
   */
  readonly place: string | undefined;
  /** Called again when another's commit came first. */
  readonly plan: (repository: RepositoryAt) => Promise<Change | undefined>;
}

/** What a commit could not be served for. */
export interface Unserved {
  /** What is wrong with the commit's own files; `undefined` when the build failed, which is tried again. */
  readonly problem: ReportedProblem | undefined;
}

/** A commit that the remote has: no failure takes it back. */
export interface Written {
  readonly commit: Oid;
  /** Why its files are not served; `undefined` when they are. */
  readonly unserved: Unserved | undefined;
}

export interface WriterOptions {
  readonly repository: BareRepository;
  readonly engine: GitEngine;
  /**
   * Makes the files of the commit live. Gives what is wrong with them, `undefined` when that did not work; never
   * rejects.
   */
  readonly publish: (commit: Oid) => Promise<readonly ReportedProblem[] | undefined>;
  readonly now: () => Date;
  /** Waits some milliseconds before another attempt. */
  readonly pause: (attempt: number) => Promise<void>;
}

const maxAttempts = 10;

export interface Waiting extends Write {
  readonly resolve: (written: Written | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Never rejects: each write learns how it went. */
export async function writeBatch(batch: readonly Waiting[], options: WriterOptions): Promise<void> {
  let open = batch;
  let attempt = 0;
  // Whoever is refused for what others pushed finds it when looking: it is served by then.
  const late: (() => void)[] = [];
  const settle = (write: Waiting, how: () => void): void => {
    open = open.filter((each) => each !== write);
    if (attempt === 0) how();
    else late.push(how);
  };
  try {
    for (; attempt < maxAttempts; attempt += 1) {
      const head = attempt === 0 ? undefined : await catchUp(attempt, options);
      const planned = await planAll(open, options, settle);
      if (planned.length === 0) {
        if (head !== undefined) await options.publish(head);
        return;
      }
      const commits = await commitAll(planned, options);
      if (commits === undefined) continue;
      const problems = await options.publish(commits.last);
      for (const [index, { write, change }] of planned.entries()) {
        const commit = commits.oids[index] ?? commits.last;
        settle(write, () => write.resolve({ commit, unserved: unservedOf(change, problems) }));
      }
      return;
    }
    throw writeConflict(maxAttempts);
  } catch (error) {
    if (open.length > 1 && isOfOne(error)) {
      for (const half of halvesOf(open)) await writeBatch(half, options);
    } else {
      for (const write of open) write.reject(error);
    }
  } finally {
    for (const each of late) each();
  }
}

/** Whether a single commit of a batch may be why all of them failed: a hook, a size. */
function isOfOne(error: unknown): boolean {
  const codes: readonly ErrorCode[] = ['DISK_FULL', 'GIT_FAILED', 'PUSH_REFUSED'];
  return error instanceof StillpackError && codes.includes(error.code);
}

function halvesOf(writes: readonly Waiting[]): readonly (readonly Waiting[])[] {
  const middle = Math.ceil(writes.length / 2);
  return [writes.slice(0, middle), writes.slice(middle)];
}

/** A build leaves out what has an error, and goes on. */
function unservedOf(
  { files }: Change,
  problems: readonly ReportedProblem[] | undefined,
): Unserved | undefined {
  if (problems === undefined) return { problem: undefined };
  const written = files.filter(({ bytes }) => bytes !== undefined);
  const problem = problems.find(
    ({ severity, path }) =>
      severity === 'error' &&
      written.some((file) => file.path === path || file.path.startsWith(`${path}/`)),
  );
  return problem && { problem };
}

/** What others pushed; waits a little, so that it is the others' turn no longer. */
async function catchUp(
  attempt: number,
  { pause, repository }: WriterOptions,
): Promise<Oid | undefined> {
  await pause(attempt);
  return repository.fetch();
}

interface PlannedWrite {
  readonly write: Waiting;
  readonly change: Change;
  readonly base: Oid | undefined;
}

/** Those that have something to commit; the others are settled. */
async function planAll(
  writes: readonly Waiting[],
  { repository, engine }: WriterOptions,
  settle: (write: Waiting, how: () => void) => void,
): Promise<readonly PlannedWrite[]> {
  const base = await repository.readHead();
  const planned: PlannedWrite[] = [];
  for (const write of writes) {
    try {
      const change = await write.plan({ engine, commit: base });
      if (change === undefined) settle(write, () => write.resolve(undefined));
      else planned.push({ write, change, base });
    } catch (error) {
      settle(write, () => write.reject(error));
    }
  }
  return planned;
}

/** `undefined` when another's commit came first. */
async function commitAll(
  planned: readonly PlannedWrite[],
  options: WriterOptions,
): Promise<{ readonly oids: readonly Oid[]; readonly last: Oid } | undefined> {
  const date = options.now();
  const commits: CommitToImport[] = planned.map(({ write: { author }, change }) => ({
    change,
    author,
    committer: gatewayCommitter,
    date,
  }));
  const oids = await options.repository.importCommits(planned[0]?.base, commits);
  const last = oids.at(-1);
  if (last === undefined) throw new TypeError('git fast-import made no commit');
  return (await isAccepted(last, options)) ? { oids, last } : undefined;
}

/** A push that broke off may have come through: then nothing may be said to have failed. */
async function isAccepted(commit: Oid, { repository, engine }: WriterOptions): Promise<boolean> {
  try {
    return (await repository.push(commit)).state === 'accepted';
  } catch (error) {
    if (!(error instanceof StillpackError && error.code === 'REMOTE_UNREACHABLE')) throw error;
    const head = await repository.fetch();
    if (head !== undefined && (await engine.isAncestor(commit, head))) return true;
    throw error;
  }
}
