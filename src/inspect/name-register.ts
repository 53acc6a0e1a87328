// The names in an archive against each other: one top folder, no name twice.
import { quoted } from './quoted.ts';
import { foldedKeyOf } from './tar-path.ts';
import type { TarFault } from './tar-visitor.ts';

export interface NameRegister {
  readonly add: (name: RegisteredName) => RelativeName;
  /** Reports files that are folders as well; to be called after the last name. */
  readonly finish: () => void;
  /** Paths of files that are there more than once, letter by letter; whether that matters their bytes say. */
  readonly repeats: ReadonlySet<string>;
}

export interface RegisteredName {
  readonly text: string;
  readonly traits: number;
  readonly isFolder: boolean;
}

/** A path below its first segment, which is what clients install; `key` is folded. */
export interface RelativeName {
  readonly relative: string;
  readonly key: string;
}

/**
 * The top folder may have any name; the first entry that is in one, or is one, says which. npm takes the first
 * segment off, whatever it is, so names are compared without it. A folder may be listed twice: that is harmless.
 */
export function createNameRegister(report: (fault: TarFault) => void): NameRegister {
  /** As first spelled, by folded key. */
  const files = new Map<string, string>();
  const repeats = new Set<string>();
  const folders = new Set<string>();
  let root: string | undefined;

  function add({ text, traits, isFolder }: RegisteredName): RelativeName {
    const slash = text.indexOf('/');
    const isTopFolder = slash < 0 && isFolder;
    if (slash >= 0 || isTopFolder) root ??= isTopFolder ? text : text.slice(0, slash);
    if (!(isTopFolder ? text === root : isBelow(text, root, slash))) {
      report({
        code: 'ROOT_MULTIPLE',
        message: `${quoted(text)} is outside the archive's first folder`,
      });
    }
    if (slash < 0) return { relative: '', key: '' };
    const relative = text.slice(slash + 1);
    const key = foldedKeyOf(relative, traits);
    const known = files.get(key);
    if (isFolder) {
      if (known !== undefined) reportTwice(text);
      folders.add(key);
    } else if (known === undefined) {
      if (folders.has(key)) reportTwice(text);
      files.set(key, relative);
    } else if (known === relative) repeats.add(relative);
    else reportTwice(text);
    return { relative, key };
  }

  function reportTwice(text: string): void {
    report({
      code: 'ENTRY_DUPLICATE',
      message: `${quoted(text)} is there twice, perhaps in other letters`,
    });
  }

  function finish(): void {
    let last = '';
    const checkFolder = (_: unknown, name: string): void => {
      if (isDirectlyIn(last, name)) return;
      const folder = folderOf(name);
      // What is above the last folder as well was looked at with it.
      for (let up = folder; up !== '' && !isOrHolds(up, last); up = folderOf(up)) {
        if (files.has(up)) reportTwice(up);
      }
      last = folder;
    };
    files.forEach(checkFolder);
    folders.forEach(checkFolder);
  }

  return { add, finish, repeats };
}

function isBelow(text: string, root: string | undefined, slash: number): boolean {
  return root !== undefined && slash === root.length && text.startsWith(root);
}

/** Mostly so for names in an archive's order, and quicker to say than what the folder is. */
function isDirectlyIn(folder: string, path: string): boolean {
  if (folder === '') return !path.includes('/');
  const slash = folder.length;
  return path[slash] === '/' && path.startsWith(folder) && !path.includes('/', slash + 1);
}

function isOrHolds(folder: string, path: string): boolean {
  if (!path.startsWith(folder)) return false;
  return path.length === folder.length || path[folder.length] === '/';
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}
