// Everything that the plan of an addition is made from, read from the disk and from git.
import type { AddCandidate, AddRequest } from '../change/plan-add.ts';
import type { Environment } from '../options.ts';
import type { Problem } from '../problems.ts';
import type { GitEngine, Oid, TreeEntry } from '../source/git-engine.ts';
import { checkLayout } from '../source/check-layout.ts';
import { readOutline } from '../source/outline.ts';
import { checkPlaces } from './check-places.ts';
import { inspectPackages } from './inspect-packages.ts';
import { readKnownTarballs } from './known-tarballs.ts';
import { readNameClashes } from './read-name-clashes.ts';
import { readRepositoryState } from './repository-state.ts';

interface CandidateOptions {
  readonly files: readonly string[];
  readonly cwd: string;
  readonly env: Environment;
  readonly engine: GitEngine;
  /** The commit that is built on; `undefined` before the first one. */
  readonly base: Oid | undefined;
}

export type ReadCandidates = Pick<
  AddRequest,
  'candidates' | 'names' | 'nameClashes' | 'packages'
> & {
  /** What is wrong with the files and with what the repository says of their packages. */
  readonly problems: readonly Problem[];
};

/**
 * Reads or packs the files one after another, inspects them, and looks up what git knows of their versions. Throws
 * what a build would say of the repository as a whole: REPOSITORY_LAYOUT, CONFIG_INVALID.
 */
export async function readCandidates({
  files,
  engine,
  base,
  ...options
}: CandidateOptions): Promise<ReadCandidates> {
  const { inspected, problems } = await inspectPackages(files, options);
  const tree: TreeEntry[] = [];
  if (base !== undefined) for await (const entry of engine.listFiles(base)) tree.push(entry);
  const { tops } = await readOutline(tree);
  checkLayout(tops, { published: false });
  checkPlaces(
    tree,
    inspected.map(({ tarball }) => tarball),
  );
  const wanted = new Set(inspected.map(({ tarball }) => tarball.name));
  const state = await readRepositoryState({ engine, files: tree, wanted });
  const nameClashes = await readNameClashes(engine, tree);
  const known = await readKnownTarballs({ engine, head: base, files: tree });
  const candidates: AddCandidate[] = [];
  for (const each of inspected) {
    candidates.push({ ...each, known: await known.of(each.tarball, each.bytes) });
  }
  return { ...state, nameClashes, candidates, problems: [...problems, ...state.problems] };
}
