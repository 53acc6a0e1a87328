// The whole registry of a commit.
import { examine, aheadOf, removePackage, writePackage } from './build-package.ts';
import type { BuildContext, Built, PlacedContext } from './build-context.ts';
import { writeAllListings } from './build-listings.ts';
import { writeEverythingSpanning } from './build-spanning.ts';
import { type ListedPackageFacts, listedOf } from './site/listings/contributions.ts';
import { sectionsOf } from './site/site-urls.ts';
import { refuseUnenforceable } from './enforceable.ts';
import { nameClashesOf } from './host/clashes.ts';
import { isPurged } from './is-purged.ts';
import { mapAsDone } from './map-as-done.ts';
import { createRegistryTotals } from './model/registry-summary.ts';
import type { PackageName } from './package-name.ts';
import { type Problem, problem } from './problems.ts';
import { packageAt } from './source/package-path.ts';
import type { DepartedPackage, PackageFolder, Snapshot } from './source/snapshot.ts';
import { nothing, plus } from './write/folder-size.ts';

/** Package by package, each written as soon as it is examined; then what spans packages. */
export async function buildAll(unplaced: BuildContext, snapshot: Snapshot): Promise<Built> {
  const { options, output, state, onProgress } = unplaced;
  const { content, preset, jobs } = options;
  if (!preset.protectsReading && !content.protected) {
    await refuseUnenforceable(snapshot.outlines(), preset.name);
  }
  const clashes = nameClashesOf([...snapshot.outlines()], { preset, url: content.url });
  const moved = sectionsOf(namesIn(snapshot, clashes), content.site?.path ?? '/');
  const context: PlacedContext = { ...unplaced, site: unplaced.website?.siteWith(moved) };
  const { problems, otherProblems } = sortOut(snapshot.problems);
  const rewritten = await rewrittenHistory(snapshot, output.lastCommit);
  for (const [name, clash] of clashes) addTo(problems, name, [clash]);

  state.beginAnew();
  const totals = createRegistryTotals(content);
  const known: ListedPackageFacts[] = [];
  const placeless: DepartedPackage[] = [];
  let packages = nothing;
  let isOverruled = false;
  let done = 0;
  const total = snapshot.packageCount - clashes.size;
  const placed = without(snapshot.packages(), clashes, (folder) => {
    placeless.push(folder);
  });
  const examined = mapAsDone(placed, aheadOf(jobs), (folder) => examine(context, folder));
  for await (const one of examined) {
    const { name, summary, facts, problems: found, ...written } = await writePackage(context, one);
    addTo(problems, name, found);
    packages = plus(packages, written.change.after);
    isOverruled ||= written.isOverruled;
    if (summary !== undefined) totals.add(summary);
    const listedFacts = listedOf({ summary, facts }, content);
    if (listedFacts !== undefined) known.push(listedFacts);
    onProgress?.({ stage: 'packages', done: (done += 1), total });
  }
  for (const gone of [placeless, snapshot.departed()]) {
    for (const { name, history } of gone) await removePackage(context, name, history);
  }
  await output.removeOthers();

  const { summary, listed } = totals.totals();
  const { date } = snapshot;
  const pages = await writeAllListings(context, { listed: known, summary, date });
  const { leaves } = pages;
  const registry = await writeEverythingSpanning(context, { summary, listed, leaves, date });
  const spanningProblems = [...registry.problems, ...pages.problems];
  return {
    date,
    isOverruled,
    problems: [
      ...rewritten,
      ...otherProblems,
      ...[...problems.values()].flat(),
      ...spanningProblems,
    ],
    state: {
      commit: context.commit,
      history: snapshot.history,
      summary,
      clashes: clashes.size,
      problems,
      otherProblems,
      spanningProblems,
      packages,
      registry: registry.change.after,
      pages: pages.change.after,
      leaves,
      moved: [...moved].sort(),
    },
  };
}

/** HISTORY_REWRITTEN, unless a tombstone says that the last built commit was replaced by a purge. */
async function rewrittenHistory(snapshot: Snapshot, last = ''): Promise<readonly Problem[]> {
  const { isRewritten, commit } = snapshot;
  if (!isRewritten || (await isPurged(snapshot.outlines(), last))) return [];
  const message = `The last built commit ${last.slice(0, 12)} is no part of the history of ${commit.slice(0, 12)}.`;
  return [problem('HISTORY_REWRITTEN', '.', message)];
}

function* namesIn(
  snapshot: Snapshot,
  clashes: ReadonlyMap<PackageName, Problem>,
): Generator<PackageName> {
  for (const { name } of snapshot.outlines()) if (!clashes.has(name)) yield name;
}

async function* without(
  packages: AsyncIterable<PackageFolder>,
  clashes: ReadonlyMap<PackageName, Problem>,
  leaveOut: (folder: DepartedPackage) => void,
): AsyncGenerator<PackageFolder> {
  for await (const folder of packages) {
    const { name, history } = folder;
    if (clashes.has(name)) leaveOut({ name, history });
    else yield folder;
  }
}

type ProblemsByPackage = Map<PackageName, readonly Problem[]>;

/** Which package each problem of the tree is of, if it lies in one's folder. */
function sortOut(found: readonly Problem[]): {
  readonly problems: ProblemsByPackage;
  readonly otherProblems: readonly Problem[];
} {
  const problems: ProblemsByPackage = new Map();
  const otherProblems: Problem[] = [];
  for (const problem of found) {
    const name = packageAt(problem.path);
    if (name === undefined) otherProblems.push(problem);
    else addTo(problems, name, [problem]);
  }
  return { problems, otherProblems };
}

function addTo(problems: ProblemsByPackage, name: PackageName, found: readonly Problem[]): void {
  if (found.length > 0) problems.set(name, [...(problems.get(name) ?? []), ...found]);
}
