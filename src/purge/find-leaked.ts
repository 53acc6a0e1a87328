// Which objects hold the bytes of a version, and which commits hold those objects.
import type { GitProgram } from '../source/git/git-program.ts';
import type { Oid } from '../source/git-engine.ts';
import { folderOf, packagePathOf, provenanceVersionAt, versionAt } from '../source/package-path.ts';
import type { PackageName } from '../package-name.ts';
import type { Version } from '../version.ts';
import { walkChanges } from './walk-changes.ts';

/**
 * Every object that ever lay at the place of one of the versions, in any commit that a tip can reach: the tarball, other
 * bytes that somebody put in its place, a pointer, a provenance.
 */
export async function findFiles(
  git: GitProgram,
  tips: readonly Oid[],
  { name, versions }: { readonly name: PackageName; readonly versions: ReadonlySet<Version> },
): Promise<ReadonlyMap<Version, ReadonlySet<Oid>>> {
  const found = new Map([...versions].map((version) => [version, new Set<Oid>()]));
  for await (const { changes } of walkChanges(git, tips, { under: folderOf(name) })) {
    for (const { path, oid } of changes) {
      const place = packagePathOf(path);
      const version =
        place?.name === name ? (versionAt(place) ?? provenanceVersionAt(place)) : undefined;
      if (oid !== undefined && version !== undefined) found.get(version)?.add(oid);
    }
  }
  return found;
}

export interface AffectedCommits {
  /** Those that hold a leaked object, and all that come after one. */
  readonly affected: ReadonlySet<Oid>;
  /** Their parents that are none of them. */
  readonly boundary: ReadonlySet<Oid>;
  /** How many the tips reach. */
  readonly all: number;
  /** Where the objects lie, or lay: sorted. */
  readonly paths: ReadonlyMap<Oid, readonly string[]>;
}

/** Whatever the path: a copy is found by its id. */
export async function findAffected(
  git: GitProgram,
  tips: readonly Oid[],
  leaked: ReadonlySet<Oid>,
): Promise<AffectedCommits> {
  const paths = new Map<Oid, Set<string>>();
  const introducing = new Set<Oid>();
  if (leaked.size > 0) {
    for await (const { oid: commit, changes } of walkChanges(git, tips, { oids: [...leaked] })) {
      for (const { path, oid } of changes) {
        if (oid === undefined || !leaked.has(oid)) continue;
        introducing.add(commit);
        paths.set(oid, (paths.get(oid) ?? new Set()).add(path));
      }
    }
  }
  const list = ['rev-list', '--topo-order', '--reverse', '--parents', '--stdin'];
  const lines = (await git.output(list, linesOf(tips))).toString('latin1').split('\n');
  const affected = new Set<string>();
  const boundary = new Set<string>();
  for (const line of lines) {
    const [commit = '', ...parents] = line.split(' ');
    if (!introducing.has(commit as Oid) && !parents.some((one) => affected.has(one))) continue;
    affected.add(commit);
    for (const parent of parents) if (!affected.has(parent)) boundary.add(parent);
  }
  return {
    // Git printed them as ids.
    affected: affected as ReadonlySet<string> as ReadonlySet<Oid>,
    boundary: boundary as ReadonlySet<string> as ReadonlySet<Oid>,
    all: lines.length - 1,
    paths: new Map([...paths].map(([oid, set]) => [oid, [...set].sort()])),
  };
}

/** What git reads from standard input. */
export function linesOf(words: Iterable<string>): string {
  return [...words].map((word) => `${word}\n`).join('');
}
