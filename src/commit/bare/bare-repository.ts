// A bare clone that is ours alone: commits are made in it, and reach the registry repository by a push.
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ChangeAuthor } from '../../change/change.ts';
import { type Environment, findProgram } from '../../source/environment.ts';
import { durable } from '../../source/git/durable.ts';
import { gitEnvironment } from '../../source/git/git-environment.ts';
import { gitMissing } from '../../source/git/git-missing.ts';
import { createGitProgram, type GitProgram } from '../../source/git/git-program.ts';
import { type Oid, oidOf } from '../../source/git-engine.ts';
import { hasCode } from '../../system-error.ts';
import { askRemote } from './ask-remote.ts';
import { cloneRefusal } from './clone-refusal.ts';
import { removeLeftovers } from './disk-space.ts';
import { type CommitToImport, renderImport } from './import-stream.ts';
import { networkEnvironment } from './network-environment.ts';
import { pushCommit, quiet } from './push-commit.ts';
import { type PushOutcome, remoteUnreachable } from './push-outcome.ts';
import { runImport } from './run-import.ts';

export interface BareRepository {
  /** Absolute. */
  readonly gitDir: string;
  /** What the remote's branch was when it was last asked; `undefined` for a branch without commits. */
  readHead(): Promise<Oid | undefined>;
  /** Asks the remote. Throws REMOTE_UNREACHABLE. */
  fetch(): Promise<Oid | undefined>;
  /**
   * What the remote's branch is now; nothing here changes by that. Throws REMOTE_UNREACHABLE, also when the signal
   * aborts.
   */
  askRemote(signal: AbortSignal): Promise<Oid | undefined>;
  /**
   * Makes the commits, one on another, on `base`; they are durable when it resolves, and no branch has moved. Gives
   * their ids in order. Throws DISK_FULL, GIT_FAILED.
   */
  importCommits(base: Oid | undefined, commits: readonly CommitToImport[]): Promise<readonly Oid[]>;
  /**
   * Moves a branch of the remote to the commit, never by force. `readHead` gives it once the remote has accepted it as
   * the registry's branch, unless there is no space to note that: then the next `fetch` does. Throws as `parsePush`.
   */
  push(commit: Oid, options?: PushOptions): Promise<PushOutcome>;
  /** The commits of the remote's branches that begin with the prefix, as they were at the last `fetch`. */
  listBranches(prefix: string): Promise<ReadonlyMap<string, Oid>>;
  /** Lets git put its loose objects and packs together, when there are many. Nothing else may be under way. */
  tidy(): Promise<void>;
}

export interface PushOptions {
  /** @default the registry's branch */
  readonly branch?: string;
  /** For `git push --push-option`. */
  readonly pushOptions?: readonly string[];
}

export interface BareRepositoryOptions {
  /** Where the clone lies, or will; absolute. */
  readonly gitDir: string;
  /** A URL or an absolute path. */
  readonly remote: string;
  readonly branch: string;
  readonly env: Environment;
  /** Milliseconds that the remote may take for a fetch or a push. @default ten minutes */
  readonly timeout?: number;
  /** Seconds without a byte from it, over HTTP. @default 60 */
  readonly silence?: number;
}

/** Who commits in everybody's name. */
export const gatewayCommitter: ChangeAuthor = {
  name: 'stillpack gateway',
  email: 'noreply@stillpack.example',
};

/** Branches whose commits wait for review. */
const waitingRefs = ['refs/heads/publish/*', 'refs/heads/change/*'];
/** Where a stream leaves its last commit, until it was pushed. */
const importRef = 'refs/stillpack/import';

/**
 * Opens the clone, which no other process may have open, or makes it. Throws GIT_MISSING, REMOTE_UNREACHABLE, and REF_UNKNOWN when the remote has no such
 * branch.
 */
export async function openBareRepository(options: BareRepositoryOptions): Promise<BareRepository> {
  const { gitDir, remote, branch, env, timeout = 10 * 60_000 } = options;
  const program = await findProgram('git', env);
  if (program === undefined) throw gitMissing();
  if (!(await isThere(gitDir))) await cloneBare(program, options);
  await removeLeftovers(gitDir);
  const run = { program, cwd: gitDir, gitDir };
  const git = createGitProgram({ ...run, env: gitEnvironment(env, false) });
  const networked = createGitProgram({ ...run, env: networkEnvironment(options), timeout });
  const ref = `refs/heads/${branch}`;
  const readHead = async (): Promise<Oid | undefined> => readRef(git, ref);

  return {
    gitDir,
    readHead,
    async fetch() {
      const refspecs = [ref, ...waitingRefs].map((each) => `+${each}:${each}`);
      const args = [...quiet, 'fetch', '--quiet', '--no-tags', '--prune', '--no-write-fetch-head'];
      const outcome = await networked.run([...args, '--end-of-options', remote, ...refspecs]);
      if (outcome.code !== 0) throw remoteUnreachable(outcome.stderr);
      return readHead();
    },
    askRemote: (signal) => askRemote(networked, { remote, ref, signal }),
    async importCommits(base, commits) {
      const stream = renderImport({ ref: importRef, base, commits });
      const options = [...durable, ...quiet];
      try {
        return await runImport(git, { options, stream, count: commits.length });
      } catch (error) {
        await removeLeftovers(gitDir);
        throw error;
      }
    },
    push: (commit, pushing) => push({ ...options, git, networked }, commit, pushing),
    listBranches: (prefix) => listBranches(git, prefix),
    async tidy() {
      await git.run(['-c', 'gc.autoDetach=false', 'gc', '--auto', '--quiet']);
    },
  };
}

interface Pushing extends BareRepositoryOptions {
  readonly git: GitProgram;
  readonly networked: GitProgram;
}

async function push(
  { git, networked, remote, branch }: Pushing,
  commit: Oid,
  { branch: other = branch, pushOptions }: PushOptions = {},
): Promise<PushOutcome> {
  const ref = `refs/heads/${other}`;
  const from = other === branch ? await readRef(git, ref) : undefined;
  const outcome = await pushCommit(networked, { commit, remote, branch: other, pushOptions });
  if (outcome.state === 'accepted') {
    const old = from === undefined ? [] : [from];
    // The remote has the commit, whatever comes of this: the next fetch brings what is not noted here.
    await git.run([...durable, 'update-ref', ref, commit, ...old]);
  }
  return outcome;
}

async function listBranches(git: GitProgram, prefix: string): Promise<ReadonlyMap<string, Oid>> {
  const format = '--format=%(objectname) %(refname)';
  const listing = await git.output(['for-each-ref', format, `refs/heads/${prefix}`]);
  const lines = listing.toString('utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const oid = oidOf(line.split(' ', 1).join(''));
      return oid === undefined ? [] : [[line.slice(`${oid} refs/heads/`.length), oid]];
    }),
  );
}

async function cloneBare(program: string, options: BareRepositoryOptions): Promise<void> {
  const { gitDir, remote, branch } = options;
  const parent = dirname(gitDir);
  const unfinished = `${gitDir}.unfinished`;
  await mkdir(parent, { recursive: true });
  await rm(unfinished, { recursive: true, force: true });
  const git = createGitProgram({ program, cwd: parent, env: networkEnvironment(options) });
  const args = ['clone', '--quiet', '--bare', '--single-branch', '--no-tags', `--branch=${branch}`];
  const outcome = await git.run([...args, '--end-of-options', remote, unfinished]);
  if (outcome.code !== 0) throw await cloneRefusal(git, { remote, branch }, outcome.stderr);
  // Whole or not there: a clone that was cut off is made anew.
  await rename(unfinished, gitDir);
}

async function readRef(git: GitProgram, ref: string): Promise<Oid | undefined> {
  const { stdout } = await git.run(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  return oidOf(stdout.toString().trim());
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}
