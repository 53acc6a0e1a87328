import { type Oid, oidOf, type TreeEntry } from '../git-engine.ts';
import { historyIncomplete } from '../shallow.ts';
import { gitFailed, type GitProgram } from './git-program.ts';

interface TreeSource {
  readonly git: GitProgram;
  readonly gitDir: string;
  /** Trees may be missing. */
  readonly partial: boolean;
}

/** See GitEngine.listFiles. */
export async function listFiles(source: TreeSource, commit: Oid): Promise<readonly TreeEntry[]> {
  return listTree(source, ['ls-tree', '-r', '-z', '--full-tree', commit]);
}

/** See GitEngine.treeIds. */
export async function treeIds(
  source: TreeSource,
  commit: Oid,
  folders: readonly string[],
): Promise<ReadonlyMap<string, Oid>> {
  const wanted = new Set(folders);
  const trees = await listTree(source, ['ls-tree', '-r', '-d', '-z', '--full-tree', commit]);
  return new Map(
    trees
      .filter(({ path, mode }) => mode === '040000' && wanted.has(path))
      .map(({ path, oid }) => [path, oid]),
  );
}

async function listTree(source: TreeSource, args: readonly string[]): Promise<TreeEntry[]> {
  const { code, stdout, stderr } = await source.git.run(args);
  if (code !== 0) {
    throw source.partial ? historyIncomplete(source.gitDir) : gitFailed(args, stderr);
  }
  return parseTreeListing(stdout);
}

/** Records `<mode> <type> <oid>\t<path>`, as `ls-tree -z` prints them, each ended by NUL. */
export function parseTreeListing(listing: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  let start = 0;
  for (let end; (end = listing.indexOf(0, start)) !== -1; start = end + 1) {
    const tab = listing.indexOf(0x09, start);
    const [mode = '', , hash = ''] = listing.toString('latin1', start, tab).split(' ');
    const oid = oidOf(hash);
    if (oid !== undefined)
      entries.push({ path: listing.toString('utf8', tab + 1, end), mode, oid });
  }
  return entries;
}
