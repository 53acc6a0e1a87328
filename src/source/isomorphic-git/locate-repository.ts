// Finds the repository as git does (gitrepository-layout): `.git` folder, `.git` file, or a bare repository.
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { notARepository } from '../not-a-repository.ts';

export interface RepositoryPlace {
  /** Absolute. */
  readonly gitDir: string;
  /** The folder that holds `.git`; `undefined` when the repository was found by its own folder. */
  readonly parent: string | undefined;
}

/** Looks in `repo` and the folders above it. Throws NOT_A_REPOSITORY. */
export async function locateRepository(repo: string): Promise<RepositoryPlace> {
  for (let folder = resolve(repo); ; folder = dirname(folder)) {
    const place = await repositoryAt(folder);
    if (place !== undefined) return place;
    if (dirname(folder) === folder) throw notARepository(repo);
  }
}

async function repositoryAt(folder: string): Promise<RepositoryPlace | undefined> {
  const dotGit = join(folder, '.git');
  const target = await gitFileTarget(dotGit);
  if (target !== undefined) return { gitDir: resolve(folder, target), parent: folder };
  if (await isGitDir(dotGit)) return { gitDir: dotGit, parent: folder };
  return (await isGitDir(folder)) ? { gitDir: folder, parent: undefined } : undefined;
}

/** What a `.git` file (of a submodule, or a linked worktree) points at. */
async function gitFileTarget(dotGit: string): Promise<string | undefined> {
  if (!(await isKind(dotGit, 'isFile'))) return undefined;
  return /^gitdir: (.*?)\r?\n?$/.exec(await readFile(dotGit, 'utf8'))?.[1];
}

async function isGitDir(folder: string): Promise<boolean> {
  return (
    (await isKind(join(folder, 'HEAD'), 'isFile')) &&
    ((await isKind(join(folder, 'commondir'), 'isFile')) ||
      ((await isKind(join(folder, 'objects'), 'isDirectory')) &&
        (await isKind(join(folder, 'refs'), 'isDirectory'))))
  );
}

async function isKind(path: string, kind: 'isFile' | 'isDirectory'): Promise<boolean> {
  try {
    return (await stat(path))[kind]();
  } catch {
    return false;
  }
}
