import { StillpackError } from '../../errors.ts';
import type { GitEngine, Oid } from '../git-engine.ts';
import { createGitProgram, gitFailed, type GitProgram } from '../git/git-program.ts';
import { gitEnvironment } from '../git/git-environment.ts';
import { refuseOwnPrograms } from '../git/own-programs.ts';
import { type Environment, findProgram } from '../environment.ts';

/** Keys of programs that git and git-lfs run to reach a remote (git 2.39, git-lfs 3.3). */
const programKeys = [
  String.raw`core\.(alternaterefscommand|askpass|gitproxy|sshcommand)`,
  String.raw`credential\.(.*\.)?helper`,
  String.raw`lfs\.customtransfer\..*\.path`,
  String.raw`lfs\.extension\..*\.(clean|smudge)`,
  String.raw`remote\..*\.(uploadpack|vcs)`,
];

/**
 * The git program with the network allowed; `undefined` when it is not installed. Throws REPOSITORY_UNSUPPORTED when
 * the repository's own configuration names a program that it would run.
 */
export async function networkedGit(
  engine: Pick<GitEngine, 'gitDir'>,
  env: Environment,
): Promise<GitProgram | undefined> {
  const program = await findProgram('git', env);
  if (program === undefined) return undefined;
  const { gitDir } = engine;
  const git = createGitProgram({ program, env: gitEnvironment(env, true), cwd: gitDir, gitDir });
  await refuseOwnPrograms(git, `^(${programKeys.join('|')})$`);
  return git;
}

/**
 * Brings blobs that a partial clone left out, all in one request, as git itself does lazily one by one
 * (promisor-remote.c, `fetch_objects`, git 2.39). Throws FETCH_FAILED.
 */
export async function fetchBlobs(git: GitProgram, oids: readonly Oid[]): Promise<void> {
  const remote = await promisorRemote(git);
  if (remote === undefined) {
    throw new StillpackError(
      'FETCH_FAILED',
      `${oids.length} objects are missing, and the repository names no remote that promised them.`,
      { hint: 'Run `git fsck`, and clone again if objects are missing.' },
    );
  }
  const args = [
    ...['-c', 'fetch.negotiationAlgorithm=noop', '-c', 'gc.auto=0', '-c', 'maintenance.auto=false'],
    ...['fetch', remote, '--no-tags'],
    ...['--no-write-fetch-head', '--recurse-submodules=no', '--filter=blob:none', '--stdin'],
  ];
  const { code, stderr } = await git.run(args, `${oids.join('\n')}\n`);
  if (code === 0) return;
  const failed = gitFailed(['fetch'], stderr);
  throw new StillpackError(
    'FETCH_FAILED',
    `Missing objects could not be fetched from ${remote}.`,
    failed.hint === undefined ? {} : { hint: failed.hint },
  );
}

/** The remote that a partial clone was made from. */
async function promisorRemote(git: GitProgram): Promise<string | undefined> {
  const { stdout } = await git.run(['config', '-z', '--get-regexp', '^remote\\..*\\.promisor$']);
  for (const record of stdout.toString('utf8').split('\0')) {
    const [key = '', value] = record.split('\n');
    const remote = key.slice('remote.'.length, -'.promisor'.length);
    // A name that looks like an option is nobody's honest remote.
    if (value === 'true' && remote !== '' && !remote.startsWith('-')) return remote;
  }
  return undefined;
}
