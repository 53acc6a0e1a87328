// A bare clone for one upload: the newest commit of a branch, and of its trees and blobs those that are asked for.
import { join } from 'node:path';
import { askRemote } from '../commit/bare/ask-remote.ts';
import type { BareRepository } from '../commit/bare/bare-repository.ts';
import { branchUnknown } from '../commit/bare/clone-refusal.ts';
import { renderImport } from '../commit/bare/import-stream.ts';
import { networkEnvironment } from '../commit/bare/network-environment.ts';
import { pushCommit, quiet } from '../commit/bare/push-commit.ts';
import { remoteUnreachable } from '../commit/bare/push-outcome.ts';
import { runImport } from '../commit/bare/run-import.ts';
import { type Environment, findProgram } from '../source/environment.ts';
import { gitEnvironment } from '../source/git/git-environment.ts';
import { gitMissing } from '../source/git/git-missing.ts';
import { createGitProgram, type GitProgram } from '../source/git/git-program.ts';
import { type Oid, oidOf } from '../source/git-engine.ts';
import { cloneShallow, type Filter, remoteName, uploadPackOf } from './clone-shallow.ts';
import { createObjectFetcher, type ObjectFetcher } from './object-fetcher.ts';

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

/** Milliseconds that the remote may take for one answer. */
const timeout = 10 * 60_000;
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
  const network = { env: networkEnvironment({ env }), timeout };
  const outside = createGitProgram({ program, cwd: folder, ...network });
  const filter = await cloneShallow(outside, { ...options, gitDir });
  const run = { program, cwd: gitDir, gitDir };
  const git = createGitProgram({ ...run, env: gitEnvironment(env, false) });
  const networked = createGitProgram({ ...run, ...network });
  const branch = await branchOf(git, options.branch);
  const ref = `refs/heads/${branch}`;
  const uploadPack = uploadPackOf(remote);
  const objects = createObjectFetcher({ git, networked, filter, uploadPack });
  return {
    gitDir,
    branch,
    ...objects,
    head: () => readHead(git, branch),
    async fetch() {
      onProgress('Somebody else was faster: asking for what they pushed.');
      await fetchNewest(networked, { ref, uploadPack });
      objects.forget();
    },
    async importCommits(base, commits) {
      const stream = renderImport({ ref: importRef, base, commits });
      return runImport(git, { options: quiet, stream, count: commits.length });
    },
    push: (commit, { branch: other = branch, pushOptions } = {}) =>
      pushCommit(networked, { commit, remote, branch: other, pushOptions }),
    async listBranches(name) {
      const oid = await askRemote(networked, { remote, ref: `refs/heads/${name}` });
      return new Map(oid === undefined ? [] : [[name, oid]]);
    },
  };
}

async function readHead(git: GitProgram, branch: string): Promise<Oid> {
  const args = ['rev-parse', '--verify', `refs/heads/${branch}`];
  const oid = oidOf((await git.output(args)).toString().trim());
  if (oid === undefined) throw branchUnknown(branch);
  return oid;
}

async function fetchNewest(
  networked: GitProgram,
  { ref, uploadPack }: { readonly ref: string; readonly uploadPack: readonly string[] },
): Promise<void> {
  const options = ['--quiet', '--depth=1', '--no-tags', '--no-write-fetch-head', ...uploadPack];
  const args = [...quiet, 'fetch', ...options, remoteName, `+${ref}:${ref}`];
  const { code, stderr } = await networked.run(args);
  if (code !== 0) throw remoteUnreachable(stderr);
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
