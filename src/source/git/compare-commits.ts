// What two commits have in common, and what they have not.
import {
  type AuthoredCommit,
  type Oid,
  oidOf,
  type TreeChange,
  type TreeEntry,
} from '../git-engine.ts';
import { historyIncomplete } from '../shallow.ts';
import { createFieldSplitter } from './field-splitter.ts';
import { gitFailed, type GitProgram } from './git-program.ts';
import { packWindows } from './pack-windows.ts';
import type { TreeSource } from './tree-listing.ts';

/** See GitEngine.mergeBases. */
export async function mergeBases(git: GitProgram, one: Oid, other: Oid): Promise<readonly Oid[]> {
  const args = ['merge-base', '--all', one, other];
  const { code, stdout, stderr } = await git.run(args);
  if (code !== 0 && code !== 1) throw gitFailed(args, stderr);
  return stdout
    .toString('latin1')
    .split('\n')
    .flatMap((line) => oidOf(line) ?? []);
}

/** Author's name and address (in UTF-8). */
const authorFormat = '--format=%an%x00%ae';

/** See GitEngine.commitsBetween. */
export async function commitsBetween(
  git: GitProgram,
  base: Oid,
  head: Oid,
): Promise<readonly AuthoredCommit[]> {
  const range = ['--no-merges', '--encoding=UTF-8', authorFormat, head, `^${base}`, '--'];
  const listing = (await git.output(['rev-list', ...range])).toString('utf8');
  // A line that names the commit goes before what the format makes; neither a name nor an address has a line end.
  const lines = listing.split('\n');
  return lines.flatMap((line, index) => {
    const oid = index % 2 === 0 ? oidOf(line.replace('commit ', '')) : undefined;
    const [name = '', email = ''] = lines[index + 1]?.split('\0') ?? [];
    return oid === undefined ? [] : [{ oid, author: { name, email } }];
  });
}

const diffTree = '-r --no-renames --raw --no-abbrev -z --ignore-submodules=none'.split(' ');

/** See GitEngine.compareTrees. */
export async function compareTrees(
  { git, gitDir, isPartial }: TreeSource,
  before: Oid,
  after: Oid,
): Promise<readonly TreeChange[]> {
  const args = ['diff-tree', ...diffTree, before, after];
  const { code, stdout, stderr } = await git.run([...packWindows, ...args]);
  if (code !== 0) throw (await isPartial()) ? historyIncomplete(gitDir) : gitFailed(args, stderr);
  const fields = createFieldSplitter()(stdout);
  return fields.flatMap((record, index) =>
    index % 2 === 0 ? [parseChange(record, fields[index + 1] ?? '')] : [],
  );
}

/** `:<old mode> <new mode> <old oid> <new oid> <status>`; a mode is 000000 where nothing lies. */
function parseChange(record: string, path: string): TreeChange {
  const [modeBefore, modeAfter, before, after] = record.slice(1).split(' ');
  return { path, before: sideOf(modeBefore, before), after: sideOf(modeAfter, after) };
}

function sideOf(mode = '', id = ''): Pick<TreeEntry, 'mode' | 'oid'> | undefined {
  const oid = oidOf(id);
  if (oid === undefined) throw new Error(`unexpected output of git: ${JSON.stringify(id)}`);
  return mode === '000000' ? undefined : { mode, oid };
}
