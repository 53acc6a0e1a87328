// Commits without a git program. What isomorphic-git would get wrong is refused when the store is opened.
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import git from 'isomorphic-git';
import type { ChangeAuthor } from '../../change/change.ts';
import { StillpackError } from '../../errors.ts';
import type { Environment } from '../../options.ts';
import type { Oid } from '../../source/git-engine.ts';
import { namesLfs } from '../../source/lfs-attributes.ts';
import { hasCode } from '../../system-error.ts';
import type { CommitStore, FileEntry } from '../commit-store.ts';
import { fallbackIdentity } from '../identity.ts';
import { durableFs as fs } from './durable-fs.ts';
import { withCodedErrors } from './coded-errors.ts';
import { withLock } from './lock.ts';
import { checkedOid, writeObject } from './write-object.ts';
import { writeTree } from './write-tree.ts';

export function createIsomorphicStore({
  gitDir,
  workTree,
  env,
}: {
  readonly gitDir: string;
  readonly workTree: string;
  readonly env: Environment;
}): CommitStore {
  const repo = { fs, gitdir: gitDir };
  return withCodedErrors({
    name: 'isomorphic-git',
    gitDir,
    workTree,
    objectFormat: 'sha1',
    readHead: () => readRef(gitDir, 'HEAD'),
    isDetached: async () => (await git.currentBranch(repo)) === undefined,
    readEntries: (commit, paths) => readEntries(gitDir, commit, paths),
    readIndex: (paths) => readIndex(gitDir, paths),
    readLfsPaths: async () => {
      await refuseLfs(workTree);
      return new Set();
    },
    readRemoteUrls: async () => (await git.listRemotes(repo)).map(({ url }) => url),
    writeBlob: (_path, blob) =>
      writeObject(gitDir, {
        write: () => git.writeBlob({ ...repo, blob }),
        read: (oid) => git.readBlob({ ...repo, oid }),
      }),
    async writeTree(base, entries) {
      const tree =
        base === undefined ? undefined : (await git.readCommit({ ...repo, oid: base })).commit.tree;
      return writeTree(gitDir, tree, entries);
    },
    async writeCommit({ tree, parent, message, author }) {
      await refuseSigning(gitDir);
      const commit = {
        tree,
        parent: parent === undefined ? [] : [parent],
        message,
        author: stamped(author ?? (await readIdentity(gitDir, env, 'AUTHOR'))),
        committer: stamped(await readIdentity(gitDir, env, 'COMMITTER')),
      };
      return writeObject(gitDir, {
        write: () => git.writeCommit({ ...repo, commit }),
        read: (oid) => git.readCommit({ ...repo, oid }),
      });
    },
    writeIndex: (entries) =>
      withLock(join(gitDir, 'index'), () => writeIndex(gitDir, workTree, entries)),
    moveHead: (move) => moveHead(gitDir, move),
  });
}

async function readEntries(
  gitDir: string,
  commit: Oid,
  paths: readonly string[],
): Promise<readonly FileEntry[]> {
  const found: FileEntry[] = [];
  for (const path of paths) {
    const folder = posix.dirname(path);
    const filepath = folder === '.' ? {} : { filepath: folder };
    const result = await git
      .readTree({ fs, gitdir: gitDir, oid: commit, ...filepath })
      .catch(ignoreNotFound);
    const entry = result?.tree.find((each) => each.path === posix.basename(path));
    if (entry !== undefined && entry.type !== 'tree') {
      found.push({ path, oid: checkedOid(entry.oid) });
    }
  }
  return found;
}

async function readIndex(gitDir: string, paths: readonly string[]): Promise<readonly FileEntry[]> {
  const wanted = new Set(paths);
  const found: FileEntry[] = [];
  await git.walk({
    fs,
    gitdir: gitDir,
    dir: gitDir,
    trees: [git.STAGE()],
    map: async (path, [entry]) => {
      const oid = wanted.has(path) ? await entry?.oid() : undefined;
      if (oid !== undefined) found.push({ path, oid: checkedOid(oid) });
      // isomorphic-git goes into a folder unless its value is null.
      return path === '.' || paths.some((each) => each.startsWith(`${path}/`)) ? path : null;
    },
  });
  return found;
}

async function writeIndex(
  gitDir: string,
  workTree: string,
  entries: readonly FileEntry[],
): Promise<void> {
  const repo = { fs, gitdir: gitDir, dir: workTree };
  for (const { path, oid } of entries) {
    await git.updateIndex(
      oid === undefined
        ? { ...repo, filepath: path, remove: true, force: true }
        : { ...repo, filepath: path, oid, mode: 0o100644, add: true },
    );
  }
}

async function moveHead(
  gitDir: string,
  { from, to }: { readonly from: Oid | undefined; readonly to: Oid },
): Promise<void> {
  const branch = await git.resolveRef({ fs, gitdir: gitDir, ref: 'HEAD', depth: 2 });
  const ref = branch.startsWith('refs/') ? branch : 'HEAD';
  await withLock(join(gitDir, ref), async () => {
    if ((await readRef(gitDir, ref)) !== from) {
      throw new StillpackError('GIT_FAILED', 'Another commit was made in the meantime.', {
        hint: 'Nothing was committed; run the command again.',
      });
    }
    await git.writeRef({ fs, gitdir: gitDir, ref, value: to, force: true });
  });
}

async function readRef(gitDir: string, ref: string): Promise<Oid | undefined> {
  const oid = await git.resolveRef({ fs, gitdir: gitDir, ref }).catch(ignoreNotFound);
  return oid === undefined ? undefined : checkedOid(oid);
}

/** From the environment, then from the repository's configuration, as git does; the user's own file is not read. */
async function readIdentity(
  gitDir: string,
  env: Environment,
  role: 'AUTHOR' | 'COMMITTER',
): Promise<ChangeAuthor> {
  const read = async (key: 'name' | 'email'): Promise<string> => {
    const fromEnv = env[`GIT_${role}_${key.toUpperCase()}`];
    if (fromEnv !== undefined && fromEnv !== '') return fromEnv;
    const configured: unknown = await git.getConfig({ fs, gitdir: gitDir, path: `user.${key}` });
    return typeof configured === 'string' && configured !== '' ? configured : fallbackIdentity[key];
  };
  return { name: await read('name'), email: await read('email') };
}

function stamped(who: ChangeAuthor): ChangeAuthor & {
  readonly timestamp: number;
  readonly timezoneOffset: number;
} {
  const now = new Date();
  return {
    ...who,
    timestamp: Math.floor(now.getTime() / 1000),
    timezoneOffset: now.getTimezoneOffset(),
  };
}

async function refuseSigning(gitDir: string): Promise<void> {
  const signing: unknown = await git.getConfig({ fs, gitdir: gitDir, path: 'commit.gpgsign' });
  if (signing !== true && signing !== 'true') return;
  throw new StillpackError('REPOSITORY_UNSUPPORTED', 'This repository wants signed commits.', {
    hint: 'Install git, which can sign, or use --no-commit and commit elsewhere.',
  });
}

async function refuseLfs(workTree: string): Promise<void> {
  for (const path of ['.gitattributes', 'packages/.gitattributes']) {
    const text = await readFile(join(workTree, path), 'utf8').catch(() => '');
    if (!namesLfs(text)) continue;
    throw new StillpackError('REPOSITORY_UNSUPPORTED', `${path} keeps files in Git LFS.`, {
      path,
      hint: 'Install git and git-lfs: the embedded engine knows no LFS.',
    });
  }
}

/** A path that leads through a file or symbolic link is an `ObjectTypeError`. */
function ignoreNotFound(error: unknown): undefined {
  if (hasCode(error, 'NotFoundError', 'ObjectTypeError')) return undefined;
  throw error;
}
