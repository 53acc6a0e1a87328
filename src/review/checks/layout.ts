// Where files may lie, and what may lie there.
import type { Problem } from '../../problems.ts';
import { classifyPackageFile, irregularPerson } from '../../source/classify-entry.ts';
import type { TreeChange } from '../../source/git-engine.ts';
import { packagesFolder } from '../../source/package-path.ts';
import { type Finding, finding } from '../finding.ts';
import { findingOf } from '../problem-finding.ts';

/** Of every file that the change adds or replaces. */
export function checkLayout(changes: readonly TreeChange[]): readonly Finding[] {
  return changes.flatMap((change) => {
    const { path, after } = change;
    if (after === undefined) return [];
    const entry = { path, ...after };
    const special = specialFile(change);
    if (special !== undefined) return [special];
    const irregular = irregularPerson(entry);
    if (irregular !== undefined) return [findingOf(irregular)];
    if (!path.startsWith(`${packagesFolder}/`)) return [];
    const found = classifyPackageFile(entry);
    const problem = found !== undefined && 'code' in found ? found : found?.problem;
    return problem === undefined ? nestedAttributes(path) : [refused(problem)];
  });
}

/** A stray file is only a warning where it is there already. */
function refused(problem: Problem): Finding {
  return { ...findingOf(problem), level: 'block' };
}

const kinds: Readonly<Record<string, string>> = {
  '100755': 'is executable (mode 755)',
  '120000': 'is a symbolic link',
  '160000': 'is a submodule',
};

/** Elsewhere in the repository people may keep programs of their own. */
function specialFile({ path, before, after }: TreeChange): Finding | undefined {
  const kind = kinds[after?.mode ?? ''];
  const isOurs = /^(?:packages|orgs|users|stillpack\.json)(?:\/|$)/.test(path);
  if (kind === undefined || !isOurs || before?.mode === after?.mode) return undefined;
  return finding('special-file', { path, message: `${path} ${kind}.` });
}

function nestedAttributes(path: string): readonly Finding[] {
  if (!path.endsWith('/.gitattributes')) return [];
  const message = `${path} can make git change tarballs as they are checked out.`;
  const advice = 'Leave it out: the file at the top of the repository is enough.';
  return [finding('git-attributes', { path, message, advice })];
}
