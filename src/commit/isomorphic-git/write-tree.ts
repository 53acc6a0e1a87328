import git, { type TreeEntry } from 'isomorphic-git';
import type { Oid } from '../../source/git-engine.ts';
import type { FileEntry } from '../commit-store.ts';
import { durableFs } from './durable-fs.ts';
import { writeObject } from './write-object.ts';

/** Writes `tree` (an empty one without) with the entries set or removed; folders left empty vanish. */
export async function writeTree(
  gitDir: string,
  tree: string | undefined,
  entries: readonly FileEntry[],
): Promise<Oid> {
  const children = await readChildren(gitDir, tree);
  for (const [name, group] of groupByFirstSegment(entries)) {
    const child = await writeChild(gitDir, { name, old: children.get(name), group });
    if (child === undefined) children.delete(name);
    else children.set(name, child);
  }
  const repo = { fs: durableFs, gitdir: gitDir };
  return writeObject(gitDir, {
    write: () => git.writeTree({ ...repo, tree: [...children.values()] }),
    read: (oid) => git.readTree({ ...repo, oid }),
  });
}

async function writeChild(
  gitDir: string,
  {
    name,
    old,
    group,
  }: {
    readonly name: string;
    readonly old: TreeEntry | undefined;
    readonly group: readonly FileEntry[];
  },
): Promise<TreeEntry | undefined> {
  const file = group.find(({ path }) => path === '');
  if (file !== undefined) {
    return file.oid && { mode: '100644', path: name, oid: file.oid, type: 'blob' };
  }
  const oid = await writeTree(gitDir, old?.type === 'tree' ? old.oid : undefined, group);
  const isEmpty = (await readChildren(gitDir, oid)).size === 0;
  return isEmpty ? undefined : { mode: '040000', path: name, oid, type: 'tree' };
}

async function readChildren(
  gitDir: string,
  tree: string | undefined,
): Promise<Map<string, TreeEntry>> {
  if (tree === undefined) return new Map();
  const { tree: entries } = await git.readTree({ fs: durableFs, gitdir: gitDir, oid: tree });
  return new Map(entries.map((entry) => [entry.path, entry]));
}

/** `a/b` and `a/c` as `a` → `b`, `c`; a file of the folder itself has the path `''`. */
function groupByFirstSegment(entries: readonly FileEntry[]): Map<string, readonly FileEntry[]> {
  const groups = new Map<string, readonly FileEntry[]>();
  for (const { path, oid } of entries) {
    const [name = '', ...rest] = path.split('/');
    groups.set(name, [...(groups.get(name) ?? []), { path: rest.join('/'), oid }]);
  }
  return groups;
}
