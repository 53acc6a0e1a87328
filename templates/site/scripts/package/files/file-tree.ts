// The files of a package as folders. Pure, and without recursion: a path may have any number of parts.
import { compareText } from '../../../../../src/compare.ts';

export interface TreeFile {
  readonly kind: 'file';
  readonly name: string;
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

export interface TreeFolder {
  readonly kind: 'folder';
  readonly name: string;
  /** Without `/` at the end; the root's is empty. */
  readonly path: string;
  readonly folders: ReadonlyMap<string, TreeFolder>;
  readonly files: readonly TreeFile[];
}

interface Growing extends TreeFolder {
  readonly folders: Map<string, Growing>;
  readonly files: TreeFile[];
}

function newFolder(name: string, path: string): Growing {
  return { kind: 'folder', name, path, folders: new Map(), files: [] };
}

export function createFileTree(sizes: Iterable<readonly [string, number]>): TreeFolder {
  const root = newFolder('', '');
  for (const [path, size] of sizes) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let folder = root;
    let at = 0;
    for (const part of parts) {
      at += part.length + 1;
      let next = folder.folders.get(part);
      if (next === undefined)
        folder.folders.set(part, (next = newFolder(part, path.slice(0, at - 1))));
      folder = next;
    }
    folder.files.push({ kind: 'file', name, path, size });
  }
  return root;
}

/** Folders first, each kind by name. */
export function childrenOf(folder: TreeFolder): readonly (TreeFolder | TreeFile)[] {
  const byName = (a: { name: string }, b: { name: string }): number => compareText(a.name, b.name);
  return [...[...folder.folders.values()].sort(byName), ...[...folder.files].sort(byName)];
}

/** The folders on the way to a path, outermost first; `a/b/c` has `a` and `a/b`. */
export function foldersAbove(path: string): readonly string[] {
  return [...path.matchAll(/\//g)].map((slash) => path.slice(0, slash.index));
}

/** Paths in which each word occurs, whatever its case. */
export function filterPaths(paths: Iterable<string>, text: string): readonly string[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return [...paths]
    .filter((path) => {
      const lower = path.toLowerCase();
      return words.every((word) => lower.includes(word));
    })
    .sort(compareText);
}
