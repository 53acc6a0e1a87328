// Brings trees and blobs by their ids, a level of the tree at a time.
import { quiet } from '../commit/bare/push-commit.ts';
import { remoteUnreachable } from '../commit/bare/push-outcome.ts';
import type { GitProgram } from '../source/git/git-program.ts';
import { presentObjects } from '../source/git/present-objects.ts';
import { parseTreeListing } from '../source/git/tree-listing.ts';
import { type Oid, oidOf, type TreeEntry } from '../source/git-engine.ts';
import { CannotFetchById } from './cannot-fetch-by-id.ts';
import type { Filter } from './shallow-clone.ts';

/** What the clone calls the remote: not `origin`, of which the user's configuration may say more. */
export const remoteName = 'registry';

export interface ObjectFetcher {
  /**
   * Brings the commit, and what lies at the paths and on the way to them: of a folder its list of names alone. Gives
   * the entries of all that. Each level costs a round trip at most. Throws REMOTE_UNREACHABLE, CannotFetchById.
   */
  bring(commit: Oid, paths: readonly string[]): Promise<readonly TreeEntry[]>;
  /** What lies directly in folders that were brought, at the top without; a folder has the mode 040000. */
  list(commit: Oid, folders?: readonly string[]): Promise<readonly TreeEntry[]>;
  /** To be called when objects came in another way. */
  forget(): void;
}

export function createObjectFetcher({
  git,
  networked,
  filter,
  uploadPack,
}: {
  /** Without a network, so that nothing is fetched one by one. */
  readonly git: GitProgram;
  readonly networked: GitProgram;
  readonly filter: Filter;
  /** Options for `git fetch`. */
  readonly uploadPack: readonly string[];
}): ObjectFetcher {
  let present: ReadonlySet<string> | undefined;
  const fetchMissing = async (oids: readonly Oid[], ...depth: readonly string[]): Promise<void> => {
    present ??= await presentObjects(git);
    const missing = oids.filter((oid) => present?.has(oid) === false);
    if (missing.length === 0) return;
    await fetchObjects(networked, { oids: missing, filter, options: [...uploadPack, ...depth] });
    present = undefined;
  };
  return {
    async bring(commit, paths) {
      await fetchMissing([commit], '--depth=1');
      await fetchMissing([await rootOf(git, commit)]);
      const entries: TreeEntry[] = [];
      for (let level = 1; ; level += 1) {
        const there = await listPaths(git, commit, prefixesOf(paths, level));
        if (there.length === 0) return entries;
        entries.push(...there);
        // A submodule's commit is in another repository.
        const inHere = there.filter(({ mode }) => mode !== '160000');
        await fetchMissing(inHere.map(({ oid }) => oid));
      }
    },
    list: (commit, folders) =>
      folders === undefined
        ? listTree(git, commit)
        : listPaths(
            git,
            commit,
            folders.map((folder) => `${folder}/`),
          ),
    forget: () => (present = undefined),
  };
}

/** The first `level` segments of each path that has as many. */
function prefixesOf(paths: readonly string[], level: number): readonly string[] {
  const long = paths.map((path) => path.split('/')).filter(({ length }) => length >= level);
  return [...new Set(long.map((segments) => segments.slice(0, level).join('/')))];
}

async function rootOf(git: GitProgram, commit: Oid): Promise<Oid> {
  const text = (await git.output(['cat-file', 'commit', commit])).toString('latin1');
  const oid = oidOf(/^tree (\w+)/.exec(text)?.[1] ?? '');
  if (oid === undefined) throw new TypeError('git names no tree of the commit');
  return oid;
}

/** Not all paths at once: Windows allows 32,767 characters for a command line. */
const pathsPerCommand = 64;

async function listPaths(
  git: GitProgram,
  commit: Oid,
  paths: readonly string[],
): Promise<readonly TreeEntry[]> {
  const entries: TreeEntry[] = [];
  for (let start = 0; start < paths.length; start += pathsPerCommand) {
    const batch = paths.slice(start, start + pathsPerCommand);
    entries.push(...(await listTree(git, commit, batch)));
  }
  return entries;
}

async function listTree(
  git: GitProgram,
  commit: Oid,
  paths: readonly string[] = [],
): Promise<readonly TreeEntry[]> {
  const args = ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', commit, '--', ...paths];
  return parseTreeListing(await git.output(args));
}

async function fetchObjects(
  networked: GitProgram,
  {
    oids,
    filter,
    options,
  }: {
    readonly oids: readonly Oid[];
    readonly filter: Filter;
    readonly options: readonly string[];
  },
): Promise<void> {
  const args = [
    ...quiet,
    // The remote would leave out what a commit that we have refers to, though it never sent it.
    ...['-c', 'fetch.negotiationAlgorithm=noop'],
    ...['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--recurse-submodules=no'],
    // What is asked for itself comes in spite of it.
    `--filter=${filter === 'blob:none' ? filter : 'tree:0'}`,
  ];
  const input = `${[...new Set(oids)].join('\n')}\n`;
  const { code, stderr } = await networked.run([...args, ...options, '--stdin', remoteName], input);
  if (code === 0) return;
  if (/not our ref|unadvertised|not allow|\bfilter\b/i.test(stderr)) throw new CannotFetchById();
  throw remoteUnreachable(stderr);
}
