// What changed since the last build, and nothing else: the cost of a publish does not grow with the registry.
import type { FolderHistory } from './source/landing.ts';
import {
  examine,
  aheadOf,
  removePackage,
  writePackage,
  type WrittenPackage,
} from './build-package.ts';
import { type BuildContext, type Built } from './build-context.ts';
import { writeEverythingSpanning, writeRecent } from './build-spanning.ts';
import { refuseUnenforceable } from './enforceable.ts';
import { nameClashesOf } from './host/clashes.ts';
import { couldClash } from './host/could-clash.ts';
import { mapInOrder } from './map-in-order.ts';
import {
  type ChangedPackage,
  changedSummary,
  createRegistryTotals,
  type RegistryTotals,
} from './model/registry-summary.ts';
import type { PackageSummary } from './model/summary.ts';
import type { PackageName } from './package-name.ts';
import type { Problem } from './problems.ts';
import type { SnapshotChanges } from './source/read-changes.ts';
import { packageAt } from './source/package-path.ts';
import type { BuildState } from './state/build-state.ts';
import type { PackageState } from './state/package-state.ts';
import { minus, plus } from './write/folder-size.ts';

/**
 * Brings the output folder and the state, both as the build of `last` left them, to the commit of the changes.
 * `undefined`, with nothing changed yet, when packages that did not change might have to.
 */
export async function buildChanges(
  context: BuildContext,
  { changes, last }: { readonly changes: SnapshotChanges; readonly last: BuildState },
): Promise<Built | undefined> {
  const { options, onProgress } = context;
  const kept = await readKept(context, changes, last);
  if (kept === undefined) return undefined;
  const before = historiesOf(kept);
  const outlines = changes.outlines(before);
  if (await mayMoveOthers(context, { changes, before, outlines, kept, last })) return undefined;
  const { content, preset } = options;
  if (!preset.protectsReading && !content.protected) {
    await refuseUnenforceable(outlines, preset.name);
  }

  const written: WrittenPackage[] = [];
  const examined = mapInOrder(changes.packages(before), aheadOf(options.jobs), (folder) =>
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

  const changed = written.map(({ name, summary }) => ({
    name,
    before: kept.get(name)?.summary,
    after: summary,
  }));
  const { date } = changes;
  const summary = changedSummary(last.summary, changed, content);
  const totals =
    summary === undefined || changed.some(isListedOtherwise) ? await totalsOf(context) : undefined;
  const newSummary = totals?.summary ?? summary ?? last.summary;
  const registry =
    totals === undefined
      ? await writeRecent(context, { summary: newSummary, date })
      : await writeEverythingSpanning(context, { ...totals, date });

  const problems = new Map(last.problems);
  for (const name of changes.touched) problems.delete(name);
  const found = [...written, ...straysIn(changes.problems)];
  for (const { name, problems: own } of found) {
    if (own.length > 0) problems.set(name, [...(problems.get(name) ?? []), ...own]);
  }
  return {
    date,
    problems: [...last.otherProblems, ...[...problems.values()].flat(), ...registry.problems],
    state: {
      ...last,
      commit: context.commit,
      history: changes.history,
      summary: newSummary,
      problems,
      packages: written.reduce(
        (size, { change }) => plus(minus(size, change.before), change.after),
        last.packages,
      ),
      registry: registry.change.after,
    },
  };
}

type Kept = ReadonlyMap<PackageName, PackageState>;

/** `undefined` when something must have been kept of a package, and is there no longer. */
async function readKept(
  { state, sources }: BuildContext,
  { touched }: SnapshotChanges,
  { commit }: BuildState,
): Promise<Kept | undefined> {
  const kept = new Map<PackageName, PackageState>();
  const unknown: string[] = [];
  for (const name of touched) {
    const found = await state.readPackage(name);
    if (found === undefined) unknown.push(`packages/${name}`);
    else kept.set(name, found);
  }
  if (unknown.length === 0) return kept;
  const entries = sources.engine.listFiles(commit, { under: unknown });
  const { done } = await entries[Symbol.asyncIterator]().next();
  return done === true ? kept : undefined;
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
  const others = coming.flatMap(({ name }) => names.filter((other) => couldClash(name, other)));
  const { preset, content } = options;
  const together = new Map(
    [...others.map((name) => ({ name, since: 0 })), ...coming].map((each) => [each.name, each]),
  );
  return nameClashesOf([...together.values()], { preset, url: content.url }).size > 0;
}

/** Whether the package has another row in the documents that list packages. */
function isListedOtherwise({ before, after }: ChangedPackage): boolean {
  return rowOf(before) !== rowOf(after);
}

function rowOf(summary: PackageSummary | undefined): string {
  return JSON.stringify(summary && [summary.access, [...summary.collaborators]]);
}

/** Of all packages, from what was kept of them. */
async function totalsOf({ state, options }: BuildContext): Promise<RegistryTotals> {
  const totals = createRegistryTotals(options.content);
  for (const name of await state.names()) {
    const summary = (await state.readPackage(name))?.summary;
    if (summary !== undefined) totals.add(summary);
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
