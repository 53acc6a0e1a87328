// isomorphic-git behind the port: no git program needed.
import fs from 'node:fs';
import { resolve } from 'node:path';
import git from 'isomorphic-git';
import { StillpackError } from '../../errors.ts';
import { maxTarballBytes } from '../byte-limits.ts';
import type { GitEngine, LogCommit, Oid, TreeEntry } from '../git-engine.ts';
import { foldersOf } from '../is-under.ts';
import { blobSeal, isLarge, largeSize } from '../large-bytes.ts';
import { lfsFolderOf } from '../lfs-store.ts';
import { readWhole } from '../read-large.ts';
import { readShallowBoundary, shallowClone } from '../shallow.ts';
import { type CommitObject, parseCommit } from './commit-object.ts';
import { locateRepository, type RepositoryPlace } from './locate-repository.ts';
import { objectHeaderOf } from './read-object-header.ts';
import { createObjectReader } from './object-reader.ts';
import { type Caller, refuseForeign } from './ownership.ts';
import { recentlyRead } from './recently-read.ts';
import { resolveCommit } from './resolve-commit.ts';
import { createCommitWalk } from './commit-walk.ts';
import { diffTrees, pathChangeOf, type TreeReader } from './tree-diff.ts';
import { isFolder, parseTree } from './tree-object.ts';
import { refuseUnsupported } from './unsupported.ts';

/** Enough for the folders that a commit usually touches. */
const recentTrees = 64;

interface LineCommit {
  readonly oid: Oid;
  readonly commit: CommitObject;
}

interface IsomorphicOptions extends Caller {
  /** A folder in the repository, or the bare repository. */
  readonly repo: string;
}

/**
 * Opens the repository that `repo` lies in. Throws NOT_A_REPOSITORY, GIT_FAILED when it belongs to another user,
 * REPOSITORY_UNSUPPORTED.
 */
export async function openIsomorphicEngine({
  repo,
  ...caller
}: IsomorphicOptions): Promise<GitEngine> {
  const place = await locateRepository(repo);
  await refuseForeign(place, caller);
  const { gitDir } = place;
  await refuseUnsupported(gitDir);
  const boundary = await readShallowBoundary(gitDir);
  const objects = createObjectReader(gitDir);

  const readCommit = async (oid: Oid): Promise<CommitObject> => {
    const commit = parseCommit(await objects.read(oid, 'commit'));
    if (commit !== undefined) return commit;
    throw new StillpackError('GIT_FAILED', `Commit ${oid} is damaged.`);
  };
  const readTree: TreeReader = recentlyRead(
    async (oid) => (oid === undefined ? [] : parseTree(await objects.read(oid, 'tree'))),
    recentTrees,
  );
  const openBlob: GitEngine['openBlob'] = async (oid, maxBytes = maxTarballBytes) => {
    const header = await objectHeaderOf(gitDir, oid);
    if (header !== undefined) {
      const { type, size, largest, whole } = header;
      if (type !== 'blob') return 'not-a-blob';
      if (size > maxBytes || largest > maxTarballBytes) return 'too-large';
      // Past isomorphic-git, which needs memory for the whole pack and three times the blob.
      if (whole !== undefined && size >= largeSize) {
        return {
          size,
          place: { kind: 'entry', entry: whole },
          seal: blobSeal({ oid, size }, 'sha1'),
        };
      }
    }
    const object = await objects.find(oid);
    if (object === undefined) return undefined;
    if (object.type !== 'blob') return 'not-a-blob';
    return object.bytes.length > maxBytes ? 'too-large' : object.bytes;
  };
  const readBlob: GitEngine['readBlob'] = async (oid, maxBytes) => {
    const opened = await openBlob(oid, maxBytes);
    if (!isLarge(opened)) return opened;
    return readWhole(opened).catch((cause: unknown) => {
      throw new StillpackError('GIT_FAILED', `Object ${oid} is damaged.`, { cause });
    });
  };

  /** Goes into no folder that neither is `wanted` nor leads to what is. */
  async function* walk(
    tree: Oid,
    wanted:
      { readonly paths: ReadonlySet<string>; readonly folders: ReadonlySet<string> } | undefined,
    above = '',
  ): AsyncGenerator<TreeEntry> {
    for (const item of await readTree(tree)) {
      const { mode, oid } = item;
      const path = above + item.name;
      const isWanted = wanted === undefined || wanted.paths.has(path);
      if (!isFolder(item)) {
        if (isWanted) yield { path, mode, oid };
      } else if (isWanted || wanted.folders.has(path)) {
        yield* walk(oid, isWanted ? undefined : wanted, `${path}/`);
      }
    }
  }

  /** Newest first: as far as `after`, or the root. */
  const readLine = async (newest: Oid, after?: Oid): Promise<LineCommit[]> => {
    const line: LineCommit[] = [];
    for (let oid: Oid | undefined = newest; oid !== undefined && oid !== after;) {
      if (boundary.has(oid)) throw shallowClone(gitDir);
      const commit = await readCommit(oid);
      line.push({ oid, commit });
      oid = commit.parents[0];
    }
    return line;
  };

  async function* logOf(
    line: readonly LineCommit[],
    before: Oid | undefined,
  ): AsyncGenerator<LogCommit> {
    let parentTree = before === undefined ? undefined : (await readCommit(before)).tree;
    for (const { oid, commit } of line.toReversed()) {
      const { tree, date, author, parents } = commit;
      const changes = await diffTrees(readTree, parentTree, tree);
      yield { oid, parent: parents[0], date, author, changes: changes.map(pathChangeOf) };
      parentTree = tree;
    }
  }

  return {
    name: 'isomorphic-git',
    gitDir,
    commonDir: gitDir,
    workTree: await workTreeOf(place),
    objectFormat: 'sha1',
    headWhenOpened: undefined,
    async lfsFolder() {
      const storage = await configValue(gitDir, 'lfs.storage');
      return lfsFolderOf(gitDir, typeof storage === 'string' ? storage : '');
    },
    resolveCommit: (ref) => resolveCommit(objects, gitDir, ref),
    async *listFiles(commit, { under } = {}) {
      const wanted = under && { paths: new Set(under), folders: foldersOf(under) };
      yield* walk((await readCommit(commit)).tree, wanted);
    },
    readBlob,
    openBlob,
    async blobSizes(oids) {
      const sizes = new Map<Oid, number>();
      for (const oid of oids) {
        const header = await objectHeaderOf(gitDir, oid);
        if (header?.type === 'blob') sizes.set(oid, header.size);
      }
      return sizes;
    },
    async *firstParentLog(commit) {
      yield* logOf(await readLine(commit), undefined);
    },
    async firstParentLogAfter(commit, after) {
      const line = await readLine(commit, after);
      const onLine = commit === after || line.at(-1)?.commit.parents[0] === after;
      return onLine ? logOf(line, after) : undefined;
    },
    ...createCommitWalk({ objects, readCommit, boundary }),
    async compareTrees(before, after) {
      const [was, is] = [await readCommit(before), await readCommit(after)];
      return diffTrees(readTree, was.tree, is.tree);
    },
    async listFolder(commit, path) {
      let tree: Oid | undefined = (await readCommit(commit)).tree;
      for (const name of path.split('/')) {
        const items = await readTree(tree);
        tree = items.find((item) => item.name === name && isFolder(item))?.oid;
        if (tree === undefined) return [];
      }
      const items = await readTree(tree);
      return items.map(({ name, mode, oid }) => ({ path: `${path}/${name}`, mode, oid }));
    },
    close: () => Promise.resolve(),
  };
}

/** Bare by configuration, elsewhere by `core.worktree`, or the folder that holds `.git`. */
async function workTreeOf({ gitDir, parent }: RepositoryPlace): Promise<string | undefined> {
  if (parent === undefined) return undefined;
  if ((await configValue(gitDir, 'core.bare')) === true) return undefined;
  const elsewhere = await configValue(gitDir, 'core.worktree');
  return typeof elsewhere === 'string' ? resolve(gitDir, elsewhere) : parent;
}

async function configValue(gitDir: string, path: string): Promise<unknown> {
  // The library types every value as `any`.
  return (await git.getConfig({ fs, gitdir: gitDir, path })) as unknown;
}
