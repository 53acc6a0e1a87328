// What a build must know of a commit before it knows how much of it to look at.
import { compareText } from '../compare.ts';
import { checkLayout } from './check-layout.ts';
import { type GitEngine, isFileMode, type Oid, type TreeEntry } from './git-engine.ts';
import { type Outline, readOutline } from './outline.ts';
import { isUnder } from './is-under.ts';
import { sourceFile } from './package-folder.ts';
import type { SourceFile, TemplateFile } from './snapshot.ts';

/** All that `readInputs` looks at. */
const own = ['stillpack.json', 'users', 'orgs', 'templates'];

export interface BuildInputs {
  /** stillpack.json. */
  readonly config: SourceFile | undefined;
  /** orgs/*.json and users/*.json, sorted by path. */
  readonly orgs: readonly SourceFile[];
  readonly users: readonly SourceFile[];
  /** templates/site/**, sorted by path: what the website has in the place of its own. */
  readonly templates: readonly TemplateFile[];
  /** Whether the commit holds anything at `output`. */
  readonly hasOutput: boolean;
  /** Of the whole commit, if that was asked for. */
  readonly outline: Outline | undefined;
}

export interface InputsOptions {
  /** A path of the repository. */
  readonly output?: string | undefined;
  /** Takes the outline of the whole commit on the way: git is asked once, where the build needs it in any case. */
  readonly whole?: boolean;
}

/** Throws REPOSITORY_LAYOUT, GIT_FAILED, HISTORY_INCOMPLETE. */
export async function readInputs(
  engine: GitEngine,
  commit: Oid,
  { output, whole = false }: InputsOptions = {},
): Promise<BuildInputs> {
  const outputs = new Set(output === undefined ? [] : [output]);
  let hasOutput = false;
  const listed = async function* (): AsyncGenerator<TreeEntry> {
    const under = whole ? {} : { under: [...own, ...outputs] };
    for await (const entry of engine.listFiles(commit, under)) {
      const isOutput = isUnder(entry.path, outputs);
      hasOutput ||= isOutput;
      if (whole || !isOutput) yield entry;
    }
  };
  const outline = await readOutline(listed());
  const { config, orgs, users, templates, tops } = outline;
  checkLayout(tops, { published: false });
  const sorted = (files: readonly TreeEntry[]): readonly TemplateFile[] =>
    files
      .map((file) => ({ ...sourceFile(engine, file), isRegular: isFileMode(file.mode) }))
      .toSorted((a, b) => compareText(a.path, b.path));
  return {
    config: config && sourceFile(engine, config),
    orgs: sorted(orgs),
    users: sorted(users),
    templates: sorted(templates),
    hasOutput,
    outline: whole ? outline : undefined,
  };
}
