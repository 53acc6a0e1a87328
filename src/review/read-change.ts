// What would be merged: the difference from where the change began, on top of what it is merged into.
import { StillpackError } from '../errors.ts';
import type { PackageName } from '../package-name.ts';
import type { GitEngine, Oid, TreeChange, TreeEntry } from '../source/git-engine.ts';
import type { Author } from '../source/landing.ts';
import { packageAt } from '../source/package-path.ts';

export interface ReadChange {
  /** What it is merged into: policy and owners are read there. */
  readonly base: Oid;
  readonly head: Oid;
  /** In git's order. */
  readonly changes: readonly TreeChange[];
  /** Those of the packages whose folders it touches, in git's order. */
  readonly byPackage: ReadonlyMap<PackageName, readonly TreeChange[]>;
  /** Everybody who wrote a commit of it. */
  readonly authors: readonly Author[];
}

/**
 * What `head` brings to `base`, as a merge would. Throws RANGE_INVALID where they have no commit in common, or several
 * of which none is the newest; HISTORY_INCOMPLETE, GIT_FAILED.
 */
export async function readChange(
  engine: GitEngine,
  { base, head }: { readonly base: Oid; readonly head: Oid },
): Promise<ReadChange> {
  const [fork, ...others] = await engine.mergeBases(base, head);
  if (fork === undefined) throw unrelated(base, head);
  // A merge of such lines can take back what each of the commits alone seems to keep.
  if (others.length > 0) throw crossed(base, head);
  const changes = await engine.compareTrees(fork, head);
  const byPackage = new Map<PackageName, TreeChange[]>();
  for (const change of changes) {
    const name = packageAt(change.path);
    if (name !== undefined) byPackage.set(name, [...(byPackage.get(name) ?? []), change]);
  }
  const commits = await engine.commitsBetween(base, head);
  const authors = new Map(commits.map(({ author }) => [`${author.name}\0${author.email}`, author]));
  return { base, head, changes, byPackage, authors: [...authors.values()] };
}

/** The files of a folder once the changes are merged. */
export function mergedFiles(
  files: readonly TreeEntry[],
  changes: readonly TreeChange[],
): readonly TreeEntry[] {
  const merged = new Map(files.map((entry) => [entry.path, entry]));
  for (const { path, after } of changes) {
    if (after === undefined) merged.delete(path);
    else merged.set(path, { path, ...after });
  }
  return [...merged.values()];
}

function unrelated(base: Oid, head: Oid): StillpackError {
  const [from, to] = [base.slice(0, 12), head.slice(0, 12)];
  return new StillpackError('RANGE_INVALID', `${from} and ${to} have no commit in common.`, {
    hint: 'Fetch the whole history of both (`fetch-depth: 0`), or name the commit that the change was made on.',
  });
}

function crossed(base: Oid, head: Oid): StillpackError {
  const [from, to] = [base.slice(0, 12), head.slice(0, 12)];
  const message = `The lines of ${from} and ${to} cross: what a merge would bring is not what either shows.`;
  return new StillpackError('RANGE_INVALID', message, {
    hint: 'Make the change anew on the newest commit of the branch that it is for (`git rebase`).',
  });
}
