// What is no package: configuration, people, workflows.
import type { TreeChange } from '../../source/git-engine.ts';
import { packagesFolder } from '../../source/package-path.ts';
import { type Finding, finding } from '../finding.ts';

/** Longest list of paths; a change of more says how many. */
const maxPaths = 20;

/** Nothing outside packages/ is changed by a publish. */
export function checkOthers(changes: readonly TreeChange[]): readonly Finding[] {
  const others = changes.filter(({ path }) => !path.startsWith(`${packagesFolder}/`));
  const findings = others.slice(0, maxPaths).map(({ path, before, after }) => {
    const verb = before === undefined ? 'is added' : after === undefined ? 'is removed' : 'changes';
    return finding('policy-changed', {
      path,
      message: `${path} ${verb}: it is part of no package.`,
    });
  });
  const more = others.length - findings.length;
  if (more === 0) return findings;
  const message = `${more} more files that are part of no package change.`;
  return [...findings, finding('policy-changed', { path: '.', message })];
}
