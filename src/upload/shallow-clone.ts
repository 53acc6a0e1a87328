// A bare clone for one upload: the newest commit of a branch, and of its trees and blobs those that are asked for.
import { isAbsolute, join } from 'node:path';
import { askRemote } from '../commit/bare/ask-remote.ts';
import type { BareRepository } from '../commit/bare/bare-repository.ts';
import { branchUnknown, cloneRefusal } from '../commit/bare/clone-refusal.ts';
import { renderImport } from '../commit/bare/import-stream.ts';
import { networkEnvironment } from '../commit/bare/network-environment.ts';
import { pushCommit, quiet } from '../commit/bare/push-commit.ts';
import { remoteUnreachable } from '../commit/bare/push-outcome.ts';
import { runImport } from '../commit/bare/run-import.ts';
import { type Environment, findProgram } from '../source/environment.ts';
import { gitEnvironment } from '../source/git/git-environment.ts';
import { gitMissing } from '../source/git/git-missing.ts';
import { createGitProgram, endOf, type GitProgram } from '../source/git/git-program.ts';
import { type Oid, oidOf } from '../source/git-engine.ts';
import { createObjectFetcher, type ObjectFetcher, remoteName } from './object-fetcher.ts';

export interface ShallowClone
  extends
    Pick<BareRepository, 'gitDir' | 'importCommits' | 'push' | 'listBranches'>,
    Pick<ObjectFetcher, 'bring' | 'list'> {
  /** The branch of the remote that was cloned. */
  readonly branch: string;
  /** Its newest commit when it was last asked for. */
  head(): Promise<Oid>;
  /** Asks for it again. Throws REMOTE_UNREACHABLE. */
  fetch(): Promise<void>;
}

export interface ShallowCloneOptions {
  /** Absolute; empty. */
  readonly folder: string;
  /** A URL or an absolute path. */
  readonly remote: string;
  /** @default the remote's own */
  readonly branch: string | undefined;
  readonly env: Environment;
  /** What not to send, in the order tried. */
  readonly filters: readonly Filter[];
  readonly onProgress: (line: string) => void;
}

/** For `git clone --filter`; `none` brings all that the commit has. */
export type Filter = 'tree:2' | 'tree:0' | 'blob:none' | 'none';

/** Milliseconds that the remote may take for one answer. */
const timeout = 10 * 60_000;
/** For a repository on this machine: without it git leaves nothing out, whatever it is asked (git-config(1)). */
const uploadPack =
  'git -c core.hooksPath=/dev/null -c uploadpack.allowFilter=true -c uploadpack.allowAnySHA1InWant=true upload-pack';
const importRef = 'refs/stillpack/import';

/**
 * Throws GIT_MISSING, REMOTE_UNREACHABLE, and REF_UNKNOWN when the remote has no such branch. The caller removes the
 * folder.
 */
export async function openShallowClone(options: ShallowCloneOptions): Promise<ShallowClone> {
  const { folder, remote, env, onProgress } = options;
  const program = await findProgram('git', env);
  if (program === undefined) throw gitMissing();
  const gitDir = join(folder, 'registry.git');
  const outside = createGitProgram({ program, cwd: folder, env: networkEnvironment({ env }) });
  const filter = await cloneWith(outside, options, gitDir);
  const run = { program, cwd: gitDir, gitDir };
  const git = createGitProgram({ ...run, env: gitEnvironment(env, false) });
  const networked = createGitProgram({ ...run, env: networkEnvironment({ env }), timeout });
  const branch = await branchOf(git, options.branch);
  const ref = `refs/heads/${branch}`;
  const asked = uploadPackOf(remote);
  const objects = createObjectFetcher({ git, networked, filter, uploadPack: asked });
  return {
    gitDir,
    branch,
    ...objects,
    async head() {
      const oid = oidOf((await git.output(['rev-parse', '--verify', ref])).toString().trim());
      if (oid === undefined) throw branchUnknown(branch);
      return oid;
    },
    async fetch() {
      onProgress('Somebody else was faster: asking for what they pushed.');
      const options = ['--quiet', '--depth=1', '--no-tags', '--no-write-fetch-head', ...asked];
      const args = [...quiet, 'fetch', ...options, remoteName, `+${ref}:${ref}`];
      const { code, stderr } = await networked.run(args);
      if (code !== 0) throw remoteUnreachable(stderr);
      objects.forget();
    },
    async importCommits(base, commits) {
      const stream = renderImport({ ref: importRef, base, commits });
      return runImport(git, { options: quiet, stream, count: commits.length });
    },
    push: (commit, { branch: other = branch, pushOptions } = {}) =>
      pushCommit(networked, { commit, remote, branch: other, pushOptions }),
    async listBranches(name) {
      const { signal } = new AbortController();
      const oid = await askRemote(networked, { remote, ref: `refs/heads/${name}`, signal });
      return new Map(oid === undefined ? [] : [[name, oid]]);
    },
  };
}

/** Gives the filter that the remote took. */
async function cloneWith(
  git: GitProgram,
  { remote, branch, filters, onProgress }: ShallowCloneOptions,
  gitDir: string,
): Promise<Filter> {
  let stderr = '';
  for (const filter of filters) {
    const outcome = await clone(git, { remote, branch, filter, gitDir, onProgress });
    if (outcome.code === 0) return filter;
    stderr = outcome.stderr;
    if (!/\bfilter\b/.test(stderr)) break;
    onProgress(`The remote does not take the filter ${filter}: asking in another way.`);
  }
  throw branch === undefined
    ? remoteUnreachable(stderr)
    : await cloneRefusal(git, { remote, branch }, stderr);
}

async function clone(
  git: GitProgram,
  {
    remote,
    branch,
    filter,
    gitDir,
    onProgress,
  }: Pick<ShallowCloneOptions, 'remote' | 'branch' | 'onProgress'> & {
    readonly filter: Filter;
    readonly gitDir: string;
  },
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
    if (!/filtering not recognized/.test(String(text))) return;
    onProgress('The remote cannot leave anything out: taking all files of its newest commit.');
  });
  return endOf(child);
}

function uploadPackOf(remote: string): readonly string[] {
  return isAbsolute(remote) ? [`--upload-pack=${uploadPack}`] : [];
}

/** Throws REF_UNKNOWN where HEAD names no branch, or one without commits, and for the name of a tag. */
async function branchOf(git: GitProgram, asked: string | undefined): Promise<string> {
  const head = await git.run(['symbolic-ref', '--quiet', 'HEAD']);
  const ref = head.stdout.toString('utf8').trim();
  const branch = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
  const { code } = await git.run(['rev-parse', '--verify', '--quiet', ref]);
  if (branch === undefined || code !== 0) throw branchUnknown(asked);
  return branch;
}
