// The installed git program behind the port.
import { resolve } from 'node:path';
import { StillpackError } from '../../errors.ts';
import { maxTarballBytes } from '../byte-limits.ts';
import type { Environment } from '../environment.ts';
import type { GitEngine, Oid } from '../git-engine.ts';
import { lfsFolderOf } from '../lfs-store.ts';
import { notARepository } from '../not-a-repository.ts';
import { readShallowBoundary } from '../shallow.ts';
import { blobSizes } from './blob-sizes.ts';
import { createBlobReader } from './blob-reader.ts';
import { firstParentLog } from './first-parent-log.ts';
import { gitEnvironment } from './git-environment.ts';
import { createGitProgram, gitFailed, type GitProgram } from './git-program.ts';
import { isPartialClone, presentObjects } from './present-objects.ts';
import { resolveCommit } from './resolve-commit.ts';
import { listFiles, treeIds } from './tree-listing.ts';

/** Opens the repository that `repo` lies in. Throws NOT_A_REPOSITORY, GIT_FAILED. */
export async function openGitEngine(options: {
  readonly repo: string;
  /** Absolute path of the git program. */
  readonly program: string;
  readonly env: Environment;
}): Promise<GitEngine> {
  const place = await locate(options);
  const env = gitEnvironment(options.env, false);
  const { program } = options;
  const { gitDir, commonDir } = place;
  const git = createGitProgram({ program, env, cwd: gitDir, gitDir });
  const [boundary, partial] = await Promise.all([
    readShallowBoundary(commonDir),
    isPartialClone(git),
  ]);
  const blobs = createBlobReader(git);
  let present: Promise<ReadonlySet<string>> | undefined;
  const isPresent = async (oid: Oid): Promise<boolean> =>
    (await (present ??= presentObjects(git))).has(oid);
  const isHere = async (oid: Oid): Promise<boolean> => !partial || (await isPresent(oid));
  let lfs: Promise<string> | undefined;
  return {
    name: 'git',
    ...place,
    lfsFolder: () => (lfs ??= lfsFolder(git, commonDir)),
    resolveCommit: (ref) => resolveCommit(git, gitDir, ref),
    listFiles: (commit) => listFiles({ git, gitDir, partial }, commit),
    treeIds: (commit, folders) => treeIds({ git, gitDir, partial }, commit, folders),
    async readBlob(oid, maxBytes = maxTarballBytes) {
      const bytes = (await isHere(oid)) ? await blobs.read(oid, maxBytes) : undefined;
      // `cat-file --batch` calls a damaged object missing (git 2.39).
      if (bytes !== undefined || !(await isPresent(oid))) return bytes;
      throw new StillpackError('GIT_FAILED', `Object ${oid} is damaged.`, {
        hint: 'Run `git fsck`, and copy the object from another clone.',
      });
    },
    async blobSizes(oids) {
      const here: Oid[] = [];
      for (const oid of oids) if (await isHere(oid)) here.push(oid);
      return blobSizes(git, here);
    },
    firstParentLog: (commit) => firstParentLog({ git, gitDir, commit, boundary, partial }),
    isAncestor: (ancestor, commit) => isAncestor(git, ancestor, commit),
    close: () => blobs.close(),
  };
}

async function lfsFolder(git: GitProgram, commonDir: string): Promise<string> {
  const args = ['config', '--get', 'lfs.storage'];
  const { code, stdout, stderr } = await git.run(args);
  if (code !== 0 && code !== 1) throw gitFailed(args, stderr);
  return lfsFolderOf(commonDir, stdout.toString('utf8').replace(/\r?\n$/, ''));
}

/** Git itself finds the repository, and refuses one that belongs to somebody else (safe.directory). */
async function locate(options: {
  readonly repo: string;
  readonly program: string;
  readonly env: Environment;
}): Promise<Pick<GitEngine, 'gitDir' | 'commonDir' | 'workTree' | 'objectFormat'>> {
  const cwd = resolve(options.repo);
  const { program } = options;
  const git = createGitProgram({ program, env: gitEnvironment(options.env, false), cwd });
  const ask = async (question: string): Promise<string> =>
    (await git.output(['rev-parse', question])).toString('utf8').replace(/\r?\n$/, '');
  const gitDir = resolve(await gitDirOf(git, options.repo));
  const [commonDir, format, inside] = await Promise.all([
    ask('--git-common-dir'),
    ask('--show-object-format'),
    ask('--is-inside-work-tree'),
  ]);
  return {
    gitDir,
    commonDir: resolve(cwd, commonDir),
    workTree: inside === 'true' ? resolve(await ask('--show-toplevel')) : undefined,
    objectFormat: format === 'sha256' ? 'sha256' : 'sha1',
  };
}

async function gitDirOf(git: GitProgram, repo: string): Promise<string> {
  const args = ['rev-parse', '--absolute-git-dir'];
  const { code, stdout, stderr } = await git.run(args);
  if (code === 0) return stdout.toString('utf8').replace(/\r?\n$/, '');
  if (stderr.includes('not a git repository')) {
    throw notARepository(repo);
  }
  throw gitFailed(args, stderr);
}

async function isAncestor(git: GitProgram, ancestor: Oid, commit: Oid): Promise<boolean> {
  const args = ['merge-base', '--is-ancestor', ancestor, commit];
  const { code, stderr } = await git.run(args);
  if (code === 0 || code === 1) return code === 0;
  const exists = await git.run(['rev-parse', '--verify', '--quiet', `${ancestor}^{commit}`]);
  if (exists.code !== 0) return false;
  throw gitFailed(args, stderr);
}
