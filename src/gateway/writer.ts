// Writes become commits, one after another: planned on the head, pushed, built, and only then answered.
import type { ReportedProblem } from '../build-report.ts';
import type { Change, ChangeAuthor } from '../change/change.ts';
import { type BareRepository, gatewayCommitter } from '../commit/bare/bare-repository.ts';
import type { CommitToImport } from '../commit/bare/import-stream.ts';
import { StillpackError } from '../errors.ts';
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

export interface Writer {
  /**
   * Gives the commit once it is durable and its files were made live, as far as that worked; `undefined` when there was
   * nothing to do. Rejects with what the plan throws, WRITE_CONFLICT, and what committing and pushing do: then nothing
   * was changed.
   */
  write(write: Write): Promise<Written | undefined>;
  /** Runs the task when no write is under way. Rejects with what it throws, and GATEWAY_CLOSING. */
  between<Result>(task: () => Promise<Result>): Promise<Result>;
  /** Resolves once everything that waits is done; what comes later is refused with GATEWAY_CLOSING. */
  drain(): Promise<void>;
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
/** Writes that share a push and a build. */
const maxBatch = 50;

interface Waiting extends Write {
  readonly resolve: (written: Written | undefined) => void;
  readonly reject: (error: unknown) => void;
}

interface Task {
  readonly run: () => Promise<void>;
}

export function createWriter(options: WriterOptions): Writer {
  const queue: (Waiting | Task)[] = [];
  let running: Promise<void> | undefined;
  let isClosing = false;

  const work = async (): Promise<void> => {
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      if ('run' in next) {
        queue.shift();
        await next.run();
      } else {
        await writeBatch(takeBatch(queue), options);
      }
    }
    running = undefined;
  };
  const wake = (): void => {
    running ??= work();
  };

  return {
    async write(write) {
      if (isClosing) throw closing();
      return new Promise((resolve, reject) => {
        queue.push({ ...write, resolve, reject });
        wake();
      });
    },
    between: (task) =>
      new Promise((resolve, reject) => {
        if (isClosing) throw closing();
        queue.push({ run: () => task().then(resolve, reject) });
        wake();
      }),
    async drain() {
      isClosing = true;
      await running;
    },
  };
}

/** From the front of the queue, as long as the places differ; nothing overtakes a write of its own place. */
function takeBatch(queue: (Waiting | Task)[]): readonly Waiting[] {
  const batch: Waiting[] = [];
  const places = new Set<string>();
  for (let next = queue[0]; next !== undefined && !('run' in next); next = queue[0]) {
    const isApart = next.place !== undefined && !places.has(next.place);
    if (batch.length > 0 && (!isApart || batch.length === maxBatch)) break;
    queue.shift();
    batch.push(next);
    if (next.place === undefined) break;
    places.add(next.place);
  }
  return batch;
}

/** Never rejects: each write learns how it went. */
async function writeBatch(batch: readonly Waiting[], options: WriterOptions): Promise<void> {
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
    throw conflict();
  } catch (error) {
    for (const write of open) write.reject(error);
  } finally {
    for (const each of late) each();
  }
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
  { repository, now }: WriterOptions,
): Promise<{ readonly oids: readonly Oid[]; readonly last: Oid } | undefined> {
  const date = now();
  const commits: CommitToImport[] = planned.map(({ write: { author }, change }) => ({
    change,
    author,
    committer: gatewayCommitter,
    date,
  }));
  const oids = await repository.importCommits(planned[0]?.base, commits);
  const last = oids.at(-1);
  if (last === undefined) throw new TypeError('git fast-import made no commit');
  const { state } = await repository.push(last);
  return state === 'accepted' ? { oids, last } : undefined;
}

function conflict(): StillpackError {
  return new StillpackError(
    'WRITE_CONFLICT',
    `Other commits came first, ${maxAttempts} times in a row.`,
    { hint: 'Nothing was changed; try again in a moment.' },
  );
}

function closing(): StillpackError {
  return new StillpackError('GATEWAY_CLOSING', 'The gateway is shutting down.', {
    hint: 'Nothing was changed; try again in a moment.',
  });
}
