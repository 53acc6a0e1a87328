// `git log --first-parent -m --no-renames --raw`, made of plumbing because the user's settings change `log`
// (log.showRoot, log.diffMerges, diff.renames, i18n.logOutputEncoding, …): rev-list walks, diff-tree compares.
import type { ChildProcess } from 'node:child_process';
import { pipeline } from 'node:stream/promises';
import type { LogCommit, Oid } from '../git-engine.ts';
import { historyIncomplete, shallowClone } from '../shallow.ts';
import { endOf, gitFailed, type GitProgram } from './git-program.ts';
import { createLogParser, logFormat } from './log-parser.ts';
import { packWindows } from './pack-windows.ts';

const diffTree = [
  ...packWindows,
  'diff-tree',
  '--stdin',
  '-r',
  '-m',
  '--root',
  '--always',
  '--no-renames',
  '--raw',
  '--no-abbrev',
  '-z',
  '--ignore-submodules=none',
  '--encoding=UTF-8',
  logFormat,
];

interface LogRequest {
  readonly git: GitProgram;
  readonly gitDir: string;
  readonly commit: Oid;
  /** Leaves out what this commit can reach. */
  readonly after?: Oid;
  /** Where a shallow clone was cut off. */
  readonly boundary: ReadonlySet<string>;
  /** Trees or commits may be missing. */
  readonly isPartial: () => Promise<boolean>;
}

/** See GitEngine.firstParentLog. Holds one commit at a time, however long the history. */
export async function* firstParentLog(request: LogRequest): AsyncGenerator<LogCommit> {
  const { git, boundary, gitDir, commit, after } = request;
  // A commit that is not here leaves out nothing.
  const range = after === undefined ? [commit] : ['--ignore-missing', commit, `^${after}`];
  const revList = [
    ...packWindows,
    'rev-list',
    '--first-parent',
    '--parents',
    '--reverse',
    ...range,
    '--',
  ];
  const walker = git.start(revList);
  const differ = startBeside(walker, () => git.start(diffTree));
  const ends = Promise.all([endOf(walker), endOf(differ)]);
  // Awaited below; a failure to start must not count as unhandled until then.
  ends.catch(() => undefined);
  // Either program's own failure is reported below, by its exit code.
  const feed = pipeline(walker.stdout, firstParents, differ.stdin).catch(() => undefined);
  walker.stdin.end();
  const parser = createLogParser();
  try {
    for await (const chunk of differ.stdout) {
      // A stream without an encoding gives Buffers.
      yield* checked(parser.push(chunk as Buffer), boundary, gitDir);
    }
    const [walked, compared] = await ends;
    if (walked.code !== 0 || compared.code !== 0) {
      if (await request.isPartial()) throw historyIncomplete(gitDir);
      throw walked.code !== 0
        ? gitFailed(revList, walked.stderr)
        : gitFailed(diffTree, compared.stderr);
    }
    yield* checked(parser.end(), boundary, gitDir);
  } finally {
    walker.kill();
    differ.kill();
    await feed;
    await ends.catch(() => undefined);
  }
}

/** When the second of two programs cannot be started, nobody waits for the first. */
function startBeside<Child>(first: ChildProcess, start: () => Child): Child {
  try {
    return start();
  } catch (error) {
    first.kill();
    throw error;
  }
}

/** See GitEngine.firstParentLogAfter. */
export async function firstParentLogAfter(
  request: LogRequest & { readonly after: Oid },
): Promise<AsyncIterable<LogCommit> | undefined> {
  const { commit, after } = request;
  if (commit === after) return nothing();
  const log = firstParentLog(request);
  const first = await log.next();
  if (first.done !== true && first.value.parent === after) return preceded(first.value, log);
  await log.return(undefined);
  return undefined;
}

async function* nothing(): AsyncGenerator<LogCommit> {
  // An empty line.
}

async function* preceded<T>(first: T, others: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield first;
    yield* others;
  } finally {
    await others.return(undefined);
  }
}

function* checked(
  commits: readonly LogCommit[],
  boundary: ReadonlySet<string>,
  gitDir: string,
): Generator<LogCommit> {
  for (const commit of commits) {
    if (boundary.has(commit.oid)) throw shallowClone(gitDir);
    yield commit;
  }
}

/** `<commit> <parent>…` lines with all but the first parent cut off, which makes a merge look like any commit. */
async function* firstParents(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of source) {
    const lines = (rest + chunk.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map((line) => `${firstTwoWords(line)}\n`).join('');
  }
}

function firstTwoWords(line: string): string {
  return line.split(' ', 2).join(' ');
}
