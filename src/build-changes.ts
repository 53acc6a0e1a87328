// What changed since the last build, and nothing else: the cost of a publish does not grow with the registry.
import type { FolderHistory } from './source/landing.ts';
import {
  examine,
  aheadOf,
  removePackage,
  writePackage,
  type WrittenPackage,
} from './build-package.ts';
import type { BuildContext, Built, PlacedContext } from './build-context.ts';
import { sizeAfter, writeChangedListings, type WrittenListings } from './build-listings.ts';
import { writeEverythingSpanning, writeRecent, type WrittenRegistry } from './build-spanning.ts';
import { refuseUnenforceable } from './enforceable.ts';
import { nameClashesOf } from './host/clashes.ts';
import { couldClash } from './host/could-clash.ts';
import { mapAsDone } from './map-as-done.ts';
import {
  type ChangedPackage,
  changedSummary,
  createRegistryTotals,
  type RegistrySummary,
  type RegistryTotals,
} from './model/registry-summary.ts';
import type { PackageFacts } from './model/package-facts.ts';
import type { PackageSummary } from './model/summary.ts';
import type { PackageName } from './package-name.ts';
import type { Problem } from './problems.ts';
import type { SnapshotChanges } from './source/read-changes.ts';
import { packageAt } from './source/package-path.ts';
import { listedOf } from './site/listings/contributions.ts';
import { sectionsOf } from './site/site-urls.ts';
import type { BuildState } from './state/build-state.ts';
import type { PackageState } from './state/package-state.ts';
import { minus, plus } from './write/folder-size.ts';

/**
 * Brings the output folder and the state, both as the build of `last` left them, to the commit of the changes.
 * `undefined` when packages that did not change might have to, when what was kept of them is there no longer, or when
 * something that spans packages has no place; what was written by then is as it must be.
 */
export async function buildChanges(
  unplaced: BuildContext,
  { changes, last }: { readonly changes: SnapshotChanges; readonly last: BuildState },
): Promise<Built | undefined> {
  const { options, onProgress } = unplaced;
  if (last.spanningProblems.length > 0) return undefined;
  // Whether such a package is there decides where other packages' pages lie.
  const { site: siteConfig } = options.content;
  if (siteConfig !== undefined && sectionsOf(changes.touched, siteConfig.path).size > 0) {
    return undefined;
  }
  const site = unplaced.website?.siteWith(new Set(last.moved));
  const context: PlacedContext = { ...unplaced, site };
  const kept = await readKept(context, changes);
  if (kept === undefined) return undefined;
  const before = historiesOf(kept);
  const outlines = changes.outlines(before);
  if (await mayMoveOthers(context, { changes, before, outlines, kept, last })) return undefined;
  const { content, preset } = options;
  if (!preset.protectsReading && !content.protected) {
    await refuseUnenforceable(outlines, preset.name);
  }

  const written: WrittenPackage[] = [];
  const examined = mapAsDone(changes.packages(before), aheadOf(options.jobs), (folder) =>
    examine(context, folder),
  );
  for await (const one of examined) {
    written.push(await writePackage(context, one));
    onProgress?.({ stage: 'packages', done: written.length, total: outlines.length });
  }
  const present = new Set(outlines.map(({ name }) => name));
  for (const name of changes.touched) {
    const history = present.has(name) ? undefined : changes.historyOf(name, before);
    if (history !== undefined) written.push(await removePackage(context, name, history));
  }

  const changed = written.map(({ name, summary, facts }) => ({
    name,
    before: kept.get(name)?.summary,
    after: summary,
    facts: { before: kept.get(name)?.facts, after: facts },
  }));
  const { date } = changes;
  const spanning = await writeSpanning(context, { changed, last, date });
  if (spanning === undefined) return undefined;
  const { summary, registry, pages } = spanning;
  if (registry.problems.length + pages.problems.length > 0) return undefined;

  const problems = new Map(last.problems);
  for (const name of changes.touched) problems.delete(name);
  const found = [...written, ...straysIn(changes.problems)];
  for (const { name, problems: own } of found) {
    if (own.length > 0) problems.set(name, [...(problems.get(name) ?? []), ...own]);
  }
  return {
    date,
    isOverruled: written.some(({ isOverruled }) => isOverruled),
    problems: [...last.otherProblems, ...[...problems.values()].flat()],
    state: {
      ...last,
      commit: context.commit,
      history: changes.history,
      summary,
      problems,
      packages: written.reduce(
        (size, { change }) => plus(minus(size, change.before), change.after),
        last.packages,
      ),
      registry: registry.change.after,
      pages: sizeAfter(last.pages, pages),
      leaves: pages.leaves,
    },
  };
}

type Kept = ReadonlyMap<PackageName, PackageState>;

/** `undefined` when what was kept of a package is there no longer. */
async function readKept(
  { state }: BuildContext,
  { touched }: SnapshotChanges,
): Promise<Kept | undefined> {
  const kept = new Map<PackageName, PackageState>();
  for (const name of touched) {
    const found = await state.readPackage(name);
    if (found === 'unknown') return undefined;
    if (found !== 'none') kept.set(name, found);
  }
  return kept;
}

function historiesOf(kept: Kept): ReadonlyMap<PackageName, FolderHistory> {
  return new Map([...kept].map(([name, { history }]) => [name, history]));
}

/** Whether a package that comes, goes or lost its seniority decides which others have a place. */
async function mayMoveOthers(
  { state, options }: BuildContext,
  {
    changes,
    before,
    outlines,
    kept,
    last,
  }: {
    readonly changes: SnapshotChanges;
    readonly before: ReadonlyMap<PackageName, FolderHistory>;
    readonly outlines: ReturnType<SnapshotChanges['outlines']>;
    readonly kept: Kept;
    readonly last: BuildState;
  },
): Promise<boolean> {
  const coming = outlines.filter(({ name }) => kept.get(name)?.summary === undefined);
  const isMoved = (name: PackageName): boolean =>
    changes.historyOf(name, before)?.since !== before.get(name)?.since;
  if (last.clashes > 0 && (coming.length > 0 || changes.touched.some(isMoved))) return true;
  if (coming.length === 0) return false;
  const names = await state.names();
  if (names === undefined) return true;
  const others = coming.flatMap(({ name }) => names.filter((other) => couldClash(name, other)));
  const { preset, content } = options;
  const together = new Map(
    [...others.map((name) => ({ name, since: 0 })), ...coming].map((each) => [each.name, each]),
  );
  return nameClashesOf([...together.values()], { preset, url: content.url }).size > 0;
}

/** What spans packages, as far as it changed; `undefined` when what was kept of a package is there no longer. */
async function writeSpanning(
  context: PlacedContext,
  {
    changed,
    last,
    date,
  }: {
    readonly changed: readonly ChangedWithFacts[];
    readonly last: BuildState;
    readonly date: Date;
  },
): Promise<WrittenSpanning | undefined> {
  const { content } = context.options;
  const few = changed.some(isListedOtherwise)
    ? undefined
    : changedSummary(last.summary, changed, content);
  const totals = few === undefined ? await totalsOf(context, changed) : undefined;
  const summary = few ?? totals?.summary;
  if (summary === undefined) return undefined;
  const pages = await writeChangedListings(context, {
    changed: changed.map(({ name, before, after, facts }) => ({
      name,
      before: listedOf({ summary: before, facts: facts.before }, content),
      after: listedOf({ summary: after, facts: facts.after }, content),
    })),
    leaves: last.leaves,
    summaries: { before: last.summary, after: summary },
    date,
  });
  if (pages === undefined) return undefined;
  const spanning = { summary, leaves: pages.leaves, date };
  const registry =
    totals === undefined
      ? await writeRecent(context, spanning)
      : await writeEverythingSpanning(context, { ...spanning, listed: totals.listed });
  return { summary, registry, pages };
}

interface ChangedWithFacts extends ChangedPackage {
  readonly facts: {
    readonly before: PackageFacts | undefined;
    readonly after: PackageFacts | undefined;
  };
}

interface WrittenSpanning {
  readonly summary: RegistrySummary;
  readonly registry: WrittenRegistry;
  readonly pages: WrittenListings;
}

/** Whether the package has another row in the documents that list packages. */
function isListedOtherwise({ before, after }: ChangedPackage): boolean {
  return rowOf(before) !== rowOf(after);
}

function rowOf(summary: PackageSummary | undefined): string {
  return JSON.stringify(summary && [summary.access, [...summary.collaborators]]);
}

/** Of all packages: those that changed, and the others from what was kept of them; `undefined` when one is unknown. */
async function totalsOf(
  { state, options }: BuildContext,
  changed: readonly ChangedPackage[],
): Promise<RegistryTotals | undefined> {
  const names = await state.names();
  if (names === undefined) return undefined;
  const totals = createRegistryTotals(options.content);
  for (const { after } of changed) if (after !== undefined) totals.add(after);
  const known = new Set(changed.map(({ name }) => name));
  for (const name of names) {
    if (known.has(name)) continue;
    const kept = await state.readPackage(name);
    if (kept === 'unknown') return undefined;
    if (kept !== 'none' && kept.summary !== undefined) totals.add(kept.summary);
  }
  return totals.totals();
}

function straysIn(
  problems: readonly Problem[],
): readonly { readonly name: PackageName; readonly problems: readonly Problem[] }[] {
  return problems.flatMap((problem) => {
    const name = packageAt(problem.path);
    return name === undefined ? [] : [{ name, problems: [problem] }];
  });
}
