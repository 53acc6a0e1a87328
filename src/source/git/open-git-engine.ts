// The installed git program behind the port.
import { StillpackError } from '../../errors.ts';
import { maxTarballBytes } from '../byte-limits.ts';
import type { Environment } from '../environment.ts';
import type { GitEngine, Oid } from '../git-engine.ts';
import { lfsFolderOf } from '../lfs-store.ts';
import { readShallowBoundary } from '../shallow.ts';
import { blobSizes } from './blob-sizes.ts';
import { commitsBetween, compareTrees, mergeBases } from './compare-commits.ts';
import { createBlobReader } from './blob-reader.ts';
import { firstParentLog, firstParentLogAfter } from './first-parent-log.ts';
import { gitEnvironment } from './git-environment.ts';
import { createGitProgram, gitFailed, type GitProgram } from './git-program.ts';
import { isPartialClone, presentObjects } from './present-objects.ts';
import { locate } from './locate.ts';
import { resolveCommit } from './resolve-commit.ts';
import { listFiles, listFolder } from './tree-listing.ts';

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
  const run = { program, env, cwd: gitDir, gitDir };
  const git = createGitProgram(run);
  const boundary = await readShallowBoundary(commonDir);
  let partial: Promise<boolean> | undefined;
  const isPartial = (): Promise<boolean> => (partial ??= isPartialClone(git, commonDir));
  const blobs = createBlobReader(git, run);
  let present: Promise<ReadonlySet<string>> | undefined;
  const isPresent = async (oid: Oid): Promise<boolean> =>
    (await (present ??= presentObjects(git))).has(oid);
  const isHere = async (oid: Oid): Promise<boolean> =>
    !(await isPartial()) || (await isPresent(oid));
  const ifHere = async <Found>(
    oid: Oid,
    find: () => Promise<Found | undefined>,
  ): Promise<Found | undefined> => {
    const found = (await isHere(oid)) ? await find() : undefined;
    // `cat-file --batch` calls a damaged object missing (git 2.39).
    if (found !== undefined || !(await isPresent(oid))) return found;
    throw new StillpackError('GIT_FAILED', `Object ${oid} is damaged.`, {
      hint: 'Run `git fsck`, and copy the object from another clone.',
    });
  };
  let lfs: Promise<string> | undefined;
  return {
    name: 'git',
    ...place,
    lfsFolder: () => (lfs ??= lfsFolder(git, commonDir)),
    resolveCommit: (ref) => resolveCommit(git, gitDir, ref),
    listFiles: (commit, { under } = {}) => listFiles({ git, gitDir, isPartial }, commit, under),
    readBlob: (oid, maxBytes = maxTarballBytes) => ifHere(oid, () => blobs.read(oid, maxBytes)),
    openBlob: (oid, maxBytes = maxTarballBytes) => ifHere(oid, () => blobs.open(oid, maxBytes)),
    async blobSizes(oids) {
      const here: Oid[] = [];
      for (const oid of oids) if (await isHere(oid)) here.push(oid);
      return blobSizes(git, here);
    },
    firstParentLog: (commit) => firstParentLog({ git, gitDir, commit, boundary, isPartial }),
    firstParentLogAfter: (commit, after) =>
      firstParentLogAfter({ git, gitDir, commit, after, boundary, isPartial }),
    isAncestor: (ancestor, commit) => isAncestor(git, ancestor, commit),
    mergeBases: (one, other) => mergeBases(git, one, other),
    commitsBetween: (base, head) => commitsBetween(git, base, head),
    compareTrees: (before, after) => compareTrees({ git, gitDir, isPartial }, before, after),
    listFolder: (commit, path) => listFolder({ git, gitDir, isPartial }, commit, path),
    close: () => blobs.close(),
  };
}

async function lfsFolder(git: GitProgram, commonDir: string): Promise<string> {
  const args = ['config', '--get', 'lfs.storage'];
  const { code, stdout, stderr } = await git.run(args);
  if (code !== 0 && code !== 1) throw gitFailed(args, stderr);
  return lfsFolderOf(commonDir, stdout.toString('utf8').replace(/\r?\n$/, ''));
}

async function isAncestor(git: GitProgram, ancestor: Oid, commit: Oid): Promise<boolean> {
  const args = ['merge-base', '--is-ancestor', ancestor, commit];
  const { code, stderr } = await git.run(args);
  if (code === 0 || code === 1) return code === 0;
  for (const oid of [ancestor, commit]) {
    const exists = await git.run(['rev-parse', '--verify', '--quiet', `${oid}^{commit}`]);
    if (exists.code !== 0) return false;
  }
  throw gitFailed(args, stderr);
}
