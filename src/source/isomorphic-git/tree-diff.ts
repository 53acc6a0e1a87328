import { isFileMode, type Oid, type PathChange } from '../git-engine.ts';
import { isFolder, type TreeItem } from './tree-object.ts';

/** Reads a tree; an absent one is empty. */
export type TreeReader = (oid: Oid | undefined) => Promise<readonly TreeItem[]>;

/** What differs between two trees, in git's order; equal folders are never opened. */
export async function diffTrees(
  readTree: TreeReader,
  before: Oid | undefined,
  after: Oid | undefined,
): Promise<PathChange[]> {
  const changes: PathChange[] = [];
  const compareTrees = async (
    prefix: string,
    oldTree: Oid | undefined,
    newTree: Oid | undefined,
  ): Promise<void> => {
    if (oldTree === newTree) return;
    for (const [was, is] of pairsOf(await readTree(oldTree), await readTree(newTree))) {
      if (was?.oid === is?.oid && was?.mode === is?.mode) continue;
      const path = prefix + (is?.name ?? was?.name ?? '');
      if (isFolder(was) || isFolder(is)) await compareTrees(`${path}/`, was?.oid, is?.oid);
      else changes.push({ path, wasFile: isFile(was), oid: isFile(is) ? is?.oid : undefined });
    }
  };
  await compareTrees('', before, after);
  return changes;
}

function isFile(item: TreeItem | undefined): boolean {
  return item !== undefined && isFileMode(item.mode);
}

/** Entries of both sides with equal keys together, in the order of the keys. */
function* pairsOf(
  before: readonly TreeItem[],
  after: readonly TreeItem[],
): Generator<readonly [TreeItem | undefined, TreeItem | undefined]> {
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const was = before[i];
    const is = after[j];
    const order = was === undefined ? 1 : is === undefined ? -1 : was.key.compare(is.key);
    if (order <= 0) i += 1;
    if (order >= 0) j += 1;
    yield [order <= 0 ? was : undefined, order >= 0 ? is : undefined];
  }
}
