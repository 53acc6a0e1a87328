import { oidOf, type Oid, type TreeEntry } from '../git-engine.ts';
import { isUnder } from '../is-under.ts';
import { historyIncomplete } from '../shallow.ts';
import { createFieldSplitter } from './field-splitter.ts';
import { endOf, gitFailed, type GitProgram } from './git-program.ts';
import { packWindows } from './pack-windows.ts';

export interface TreeSource {
  readonly git: GitProgram;
  readonly gitDir: string;
  /** Trees may be missing. */
  readonly isPartial: () => Promise<boolean>;
}

/** As many paths as any system takes as arguments; git compares each entry with each of them. */
const maxPathspecs = 100;

/** See GitEngine.listFiles. Holds one chunk of git's output at a time. */
export async function* listFiles(
  { git, gitDir, isPartial }: TreeSource,
  commit: Oid,
  under?: readonly string[],
): AsyncGenerator<TreeEntry> {
  if (under?.length === 0) return;
  const few = under !== undefined && under.length <= maxPathspecs ? under : [];
  const listTree = ['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...few];
  const args = [...packWindows, '--literal-pathspecs', ...listTree];
  const wanted = under === undefined || few.length > 0 ? undefined : new Set(under);
  const lister = git.start(args);
  lister.stdin.end();
  const ended = endOf(lister);
  // Awaited below; a failure to start must not count as unhandled until then.
  ended.catch(() => undefined);
  const split = createFieldSplitter();
  try {
    for await (const chunk of lister.stdout) {
      // A stream without an encoding gives Buffers.
      for (const record of split(chunk as Buffer)) {
        const entry = parseRecord(record);
        if (wanted === undefined || isUnder(entry.path, wanted)) yield entry;
      }
    }
    const { code, stderr } = await ended;
    if (code === 0) return;
    throw (await isPartial()) ? historyIncomplete(gitDir) : gitFailed(args, stderr);
  } finally {
    lister.kill();
    await ended.catch(() => undefined);
  }
}

/** See GitEngine.listFolders. Each hundred folders take one run of git. */
export async function listFolders(
  { git, gitDir, isPartial }: TreeSource,
  commit: Oid,
  paths: readonly string[],
): Promise<readonly TreeEntry[]> {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < paths.length; at += maxPathspecs) {
    const folders = paths.slice(at, at + maxPathspecs).map((path) => `${path}/`);
    const listTree = ['ls-tree', '-z', '--full-tree', commit, '--', ...folders];
    const args = [...packWindows, '--literal-pathspecs', ...listTree];
    const { code, stdout, stderr } = await git.run(args);
    if (code !== 0) throw (await isPartial()) ? historyIncomplete(gitDir) : gitFailed(args, stderr);
    for (const entry of parseTreeListing(stdout)) entries.push(entry);
  }
  return entries;
}

/** The whole output of `ls-tree -z`. */
export function parseTreeListing(listing: Buffer): readonly TreeEntry[] {
  return createFieldSplitter()(listing).map((record) => parseRecord(record));
}

/** `<mode> <type> <oid>\t<path>`. */
function parseRecord(record: string): TreeEntry {
  const tab = record.indexOf('\t');
  const oid = oidOf(record.slice(record.indexOf(' ', 7) + 1, tab));
  if (oid === undefined) throw new Error(`unexpected output of git: ${JSON.stringify(record)}`);
  return { path: record.slice(tab + 1), mode: record.slice(0, 6), oid };
}
