// What would be merged: the difference from where the change began, on top of what it is merged into.
import { StillpackError } from '../../errors.ts';
import type { PackageName } from '../../package-name.ts';
import type { GitEngine, Oid, TreeChange, TreeEntry } from '../../source/git-engine.ts';
import type { Author } from '../../source/landing.ts';
import { packageAt } from '../../source/package-path.ts';
import { readShallowBoundary, shallowClone } from '../../source/shallow.ts';

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
 * that are equally new, or where a folder of `head` is none that git makes, HISTORY_INCOMPLETE, GIT_FAILED.
 */
export async function readChange(
  engine: GitEngine,
  { base, head }: { readonly base: Oid; readonly head: Oid },
): Promise<ReadChange> {
  // What was cut off may hold the commit where the change began.
  const boundary = await readShallowBoundary(engine.commonDir);
  if (boundary.size > 0) throw shallowClone(engine.gitDir);
  const [fork, another] = await engine.mergeBases(base, head);
  if (fork === undefined) throw unrelated(base, head);
  if (another !== undefined) throw crossed(base, head);
  const changes = await engine.compareTrees(fork, head);
  if (new Set(changes.map(({ path }) => path)).size < changes.length) throw disordered(head);
  const byPackage = new Map<PackageName, TreeChange[]>();
  for (const change of changes) {
    const name = packageAt(change.path);
    if (name === undefined) continue;
    const others = byPackage.get(name);
    if (others === undefined) byPackage.set(name, [change]);
    else others.push(change);
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

/** A merge begins with a mixture of those commits then: what it undoes, the difference from one of them may not show. */
function crossed(base: Oid, head: Oid): StillpackError {
  const [from, to] = [base.slice(0, 12), head.slice(0, 12)];
  const message = `The histories of ${from} and ${to} cross: they have several newest commits in common.`;
  return new StillpackError('RANGE_INVALID', message, {
    hint: 'Rebase the change onto the branch that it is merged into, or merge that branch into it; then review again.',
  });
}

/** Of a name that a folder has twice, or out of git's order, a comparison and a merge take different ones. */
function disordered(head: Oid): StillpackError {
  const message = `A folder in ${head.slice(0, 12)} has a name twice, or its names out of order.`;
  return new StillpackError('RANGE_INVALID', message, {
    hint: 'No git program makes such a commit: `git fsck` names the folder. Refuse it where it is received (`receive.fsckObjects`).',
  });
}
