// What documents that span packages are made from: the most recent packages, and who may do what with which.
import { compareText } from '../compare.ts';
import type { PackageName } from '../package-name.ts';
import type { PackageSummary } from './summary.ts';

/** A publish rewrites the list of packages, so it may not grow with the registry. */
export const maximumRecent = 250;

/** A function of all packages that readers of the registry's documents may know of. */
export interface RegistrySummary {
  /** The newest `maximumRecent`, newest first. */
  readonly recent: readonly PackageSummary[];
  /** When a package was last modified, ISO 8601; empty when there is none. */
  readonly modified: string;
  readonly packages: number;
  readonly versions: number;
}

/** A row of the documents that list whole organisations or users. */
export type ListedPackage = Pick<PackageSummary, 'name' | 'collaborators'>;

export interface RegistryTotals {
  readonly summary: RegistrySummary;
  /** Sorted by name. */
  readonly listed: readonly ListedPackage[];
}

export const emptySummary: RegistrySummary = {
  recent: [],
  modified: '',
  packages: 0,
  versions: 0,
};

/** Takes one package after another, in any order; memory follows their names. */
export function createRegistryTotals(options: { readonly protected: boolean }): {
  add(summary: PackageSummary): void;
  totals(): RegistryTotals;
} {
  let summary = emptySummary;
  let waiting: PackageSummary[] = [];
  const listed: ListedPackage[] = [];
  const shared = createSharedCollaborators();
  const settle = (): void => {
    summary = withPackages(summary, waiting);
    waiting = [];
  };
  return {
    add(one) {
      waiting.push(one);
      if (isVisible(one, options)) {
        listed.push({ name: one.name, collaborators: shared(one.collaborators) });
      }
      if (waiting.length >= maximumRecent) settle();
    },
    totals() {
      settle();
      return { summary, listed: listed.toSorted((a, b) => compareText(a.name, b.name)) };
    },
  };

  function withPackages(
    before: RegistrySummary,
    added: readonly PackageSummary[],
  ): RegistrySummary {
    const visible = added.filter((one) => isVisible(one, options));
    return {
      recent: [...before.recent, ...visible].toSorted(compareRecent).slice(0, maximumRecent),
      modified: visible.reduce((newest, { modified }) => later(newest, modified), before.modified),
      packages: before.packages + added.length,
      versions: before.versions + added.reduce((sum, { versionCount }) => sum + versionCount, 0),
    };
  }
}

type Collaborators = PackageSummary['collaborators'];

/** Gives equal maps as one, which takes their memory once: many packages are looked after by the same people. */
function createSharedCollaborators(): (collaborators: Collaborators) => Collaborators {
  const known = new Map<string, Collaborators>();
  return (collaborators) => {
    const key = JSON.stringify([...collaborators]);
    const first = known.get(key);
    if (first === undefined) known.set(key, collaborators);
    return first ?? collaborators;
  };
}

/** A package before and after a commit; `undefined` where it is not in the registry. */
export interface ChangedPackage {
  readonly name: PackageName;
  readonly before: PackageSummary | undefined;
  readonly after: PackageSummary | undefined;
}

/**
 * The summary once some packages changed; `undefined` when packages that did not change would have to be looked at,
 * since one that is no longer among the newest makes place for another.
 */
export function changedSummary(
  summary: RegistrySummary,
  changes: readonly ChangedPackage[],
  options: { readonly protected: boolean },
): RegistrySummary | undefined {
  const changed = new Set<string>(changes.map(({ name }) => name));
  const visible = changes.flatMap(({ after }) =>
    after !== undefined && isVisible(after, options) ? [after] : [],
  );
  const isFull = summary.recent.length >= maximumRecent;
  const last = isFull ? summary.recent.at(-1) : undefined;
  const recent = [...summary.recent.filter(({ name }) => !changed.has(name)), ...visible]
    .filter((one) => last === undefined || compareRecent(one, last) <= 0)
    .toSorted(compareRecent)
    .slice(0, maximumRecent);
  if (isFull && recent.length < maximumRecent) return undefined;
  const newest = visible.reduce((time, { modified }) => later(time, modified), summary.modified);
  const lost = changes.some(({ before }) => before?.modified === newest);
  if (lost && !visible.some(({ modified }) => modified === newest)) return undefined;
  let { packages, versions } = summary;
  for (const { before, after } of changes) {
    packages += Number(after !== undefined) - Number(before !== undefined);
    versions += (after?.versionCount ?? 0) - (before?.versionCount ?? 0);
  }
  return { recent, modified: newest, packages, versions };
}

/** Restricted packages are in no list, unless the whole registry is protected. */
function isVisible({ access }: PackageSummary, options: { readonly protected: boolean }): boolean {
  return options.protected || access === 'public';
}

function compareRecent(a: PackageSummary, b: PackageSummary): number {
  return compareText(b.date, a.date) || compareText(a.name, b.name);
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
