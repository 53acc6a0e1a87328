import { isFileMode, type Oid, type PathChange, type TreeChange } from '../git-engine.ts';
import { isFolder, type TreeItem } from './tree-object.ts';

/** Reads a tree; an absent one is empty. */
export type TreeReader = (oid: Oid | undefined) => Promise<readonly TreeItem[]>;

/** What differs between two trees, in git's order; equal folders are never opened. */
export async function diffTrees(
  readTree: TreeReader,
  before: Oid | undefined,
  after: Oid | undefined,
): Promise<TreeChange[]> {
  const changes: TreeChange[] = [];
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
      else changes.push({ path, before: sideOf(was), after: sideOf(is) });
    }
  };
  await compareTrees('', before, after);
  return changes;
}

function sideOf(item: TreeItem | undefined): TreeChange['after'] {
  return item && { mode: item.mode, oid: item.oid };
}

/** The same, as far as a log tells it. */
export function pathChangeOf({ path, before, after }: TreeChange): PathChange {
  return { path, wasFile: isFile(before), oid: isFile(after) ? after?.oid : undefined };
}

function isFile(side: TreeChange['after']): boolean {
  return side !== undefined && isFileMode(side.mode);
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
