// What can be reached from a commit, through all parents.
import type { GitEngine, Oid } from '../git-engine.ts';
import type { CommitObject } from './commit-object.ts';
import type { ObjectReader } from './object-reader.ts';

interface WalkedHistory {
  readonly objects: ObjectReader;
  readonly readCommit: (oid: Oid) => Promise<CommitObject>;
  /** Where a shallow clone was cut off. */
  readonly boundary: ReadonlySet<string>;
}

/** The questions of the port that a walk answers. */
export function createCommitWalk({
  objects,
  readCommit,
  boundary,
}: WalkedHistory): Pick<GitEngine, 'isAncestor' | 'mergeBases' | 'commitsBetween'> {
  async function* reachable(
    from: Oid,
    isKnown: (oid: Oid) => boolean = () => false,
  ): AsyncGenerator<{ readonly oid: Oid; readonly commit: CommitObject }> {
    const seen = new Set<Oid>([from]);
    for (const oid of seen) {
      if (isKnown(oid)) continue;
      const commit = await readCommit(oid);
      yield { oid, commit };
      if (!boundary.has(oid)) for (const parent of commit.parents) seen.add(parent);
    }
  }
  const allFrom = async (from: Oid): Promise<ReadonlySet<Oid>> => {
    const all = new Set<Oid>();
    for await (const { oid } of reachable(from)) all.add(oid);
    return all;
  };

  return {
    async isAncestor(ancestor, commit) {
      if ((await objects.find(commit)) === undefined) return false;
      for await (const { oid } of reachable(commit)) if (oid === ancestor) return true;
      return false;
    },
    async mergeBases(one, other) {
      const ofOther = await allFrom(other);
      const common = new Set<Oid>();
      const older = new Set<Oid>();
      for await (const { oid, commit } of reachable(one)) {
        if (!ofOther.has(oid)) continue;
        common.add(oid);
        if (!boundary.has(oid)) for (const parent of commit.parents) older.add(parent);
      }
      return [...common].filter((oid) => !older.has(oid));
    },
    async commitsBetween(base, head) {
      const before = await allFrom(base);
      const between = [];
      for await (const { oid, commit } of reachable(head, (each) => before.has(each))) {
        if (commit.parents.length < 2) between.push({ oid, author: commit.author });
      }
      return between;
    },
  };
}
