// What a build must know of a commit before it knows how much of it to look at.
import { compareText } from '../compare.ts';
import { checkLayout } from './check-layout.ts';
import type { GitEngine, Oid, TreeEntry } from './git-engine.ts';
import { readOutline } from './outline.ts';
import { sourceFile } from './package-folder.ts';
import type { SourceFile } from './snapshot.ts';

export interface BuildInputs {
  /** stillpack.json. */
  readonly config: SourceFile | undefined;
  /** orgs/*.json and users/*.json, sorted by path. */
  readonly orgs: readonly SourceFile[];
  readonly users: readonly SourceFile[];
  /** Whether the commit holds anything at `output`. */
  readonly hasOutput: boolean;
}

/** `output` is a path of the repository. Throws REPOSITORY_LAYOUT, GIT_FAILED, HISTORY_INCOMPLETE. */
export async function readInputs(
  engine: GitEngine,
  commit: Oid,
  { output }: { readonly output: string | undefined },
): Promise<BuildInputs> {
  const own = ['stillpack.json', 'users', 'orgs'];
  const under = output === undefined ? own : [...own, output];
  const entries: TreeEntry[] = [];
  let hasOutput = false;
  for await (const entry of engine.listFiles(commit, { under })) {
    if (isUnder(entry.path, own)) entries.push(entry);
    else hasOutput = true;
  }
  const { config, orgs, users, tops } = await readOutline(entries);
  checkLayout(tops, { published: false });
  const sorted = (files: readonly TreeEntry[]): readonly SourceFile[] =>
    files.map((file) => sourceFile(engine, file)).toSorted((a, b) => compareText(a.path, b.path));
  return {
    config: config && sourceFile(engine, config),
    orgs: sorted(orgs),
    users: sorted(users),
    hasOutput,
  };
}

function isUnder(path: string, tops: readonly string[]): boolean {
  return tops.some((top) => path === top || path.startsWith(`${top}/`));
}
