// OSV files made from objects.
import { parseAdvisories } from '../../src/advisories/parse-advisories.ts';
import type { AdvisoriesOf, Advisory } from '../../src/advisories/advisory.ts';
import type { OsvEvent } from '../../src/advisories/osv-ranges.ts';
import type { ReadFile } from '../../src/model/users.ts';
import type { Problem } from '../../src/problems.ts';
import { jsonFiles } from './model.ts';

/** A complete OSV file: all versions of `pkg` below 1.2.0, unless `more` has it otherwise. */
export function osv(id: string, more: object = {}): object {
  return {
    id,
    modified: '2026-02-03T04:05:06Z',
    affected: [affects('pkg', below('1.2.0'))],
    ...more,
  };
}

export function affects(name: string, events: readonly OsvEvent[], type = 'SEMVER'): object {
  return { package: { ecosystem: 'npm', name }, ranges: [{ type, events }] };
}

export function below(version: string): readonly OsvEvent[] {
  return [{ introduced: '0' }, { fixed: version }];
}

/** Files named after their ids. */
export function advisoryFiles(...files: readonly object[]): readonly ReadFile[] {
  return files.flatMap((file) => {
    const { id } = file as { readonly id: string };
    return jsonFiles('advisories', { [id]: file });
  });
}

export function problemsOf(...files: readonly object[]): readonly Problem[] {
  return parseAdvisories(advisoryFiles(...files)).problems;
}

/** Fails on a file that is left out. */
export function advisoriesFrom(...files: readonly object[]): AdvisoriesOf {
  const { advisories, problems } = parseAdvisories(advisoryFiles(...files));
  if (problems.length > 0) throw new TypeError(JSON.stringify(problems));
  return (name) => advisories.get(name) ?? [];
}

/** The one advisory of a file about one package. */
export function advisoryFrom(file: object): Advisory {
  const { advisories } = parseAdvisories(advisoryFiles(file));
  const [advisory, ...others] = [...advisories.values()].flat();
  if (advisory === undefined || others.length > 0) throw new TypeError('not one advisory');
  return advisory;
}
