// What a review comes to, once the change was read: findings, a verdict, and what changed.
import { compareText } from '../compare.ts';
import type { PackageName } from '../package-name.ts';
import type { OnProgress } from '../progress.ts';
import type { GitEngine } from '../source/git-engine.ts';
import type { History } from '../source/landing.ts';
import { readHistory } from '../source/history.ts';
import { packagesFolder } from '../source/package-path.ts';
import type { ByteSources } from '../source/tarball-content.ts';
import { checkLayout } from './checks/layout.ts';
import { checkNamePlaces } from './checks/name-places.ts';
import { checkOwner } from './checks/owner.ts';
import { checkOthers } from './checks/policy.ts';
import type { Finding } from './finding.ts';
import { levels } from '../policy/level.ts';
import { weighed } from './weighed.ts';
import { publishersOf } from './publishers.ts';
import { type Authority, readAuthority } from './read/read-authority.ts';
import type { ReadChange } from './read/read-change.ts';
import { createContext, readNames } from './read/read-context.ts';
import { readTouched, type TouchedPackage } from './read/read-package.ts';
import { patchLength, reviewPackage } from './review-package.ts';
import { reviewSettings } from './review-settings.ts';
import { type PackageReport, type ReviewReport, verdictOf } from './review-report.ts';
import type { ReviewContext } from './reviewed.ts';
import { createPublint, type RunPublint } from './run-publint.ts';

/** Characters of all patches together, whatever the number of versions. */
const maxPatches = 2_000_000;

export interface JudgeOptions {
  /** The account on the forge that asks for the change. @default the authors of its commits, who may claim anything */
  readonly account?: string | undefined;
  /** Asked about new names if stillpack.json wants it; rejects when it cannot tell. */
  readonly existsUpstream?: ((name: PackageName) => Promise<boolean>) | undefined;
  readonly onProgress?: OnProgress | undefined;
}

/** Throws as `review`. */
export async function judge(
  change: ReadChange,
  sources: ByteSources,
  options: JudgeOptions,
): Promise<ReviewReport> {
  const { engine } = sources;
  const { base, head, changes } = change;
  const authority = await readAuthority(engine, base);
  const { touched, findings: unread } = await readAllTouched(engine, change);
  const judging = { change, sources, authority, touched, options };
  const owners = await checkOwners(judging);
  const { packages, findings: ofPackages } = await reviewAll(judging);
  const findings = [
    ...[authority.findings, checkLayout(changes), checkOthers(changes)],
    ...[await reviewSettings(engine, change), unread, owners, ofPackages],
  ].flat();
  const sorted = sortedFindings(weighed(findings, authority.config.review));
  const others = changes
    .filter(({ path }) => !path.startsWith(`${packagesFolder}/`))
    .map(({ path }) => path);
  // Whatever weight the policy gives to a check of owners, no right follows from a commit's author.
  const isByOwner = options.account !== undefined && touched.size > 0 && owners.length === 0;
  return { base, head, verdict: verdictOf(sorted), isByOwner, findings: sorted, packages, others };
}

interface Judging {
  readonly change: ReadChange;
  readonly sources: ByteSources;
  readonly authority: Authority;
  readonly touched: ReadonlyMap<PackageName, TouchedPackage>;
  readonly options: JudgeOptions;
}

async function readAllTouched(
  engine: GitEngine,
  { base, byPackage }: ReadChange,
): Promise<Pick<Judging, 'touched'> & { readonly findings: readonly Finding[] }> {
  const touched = new Map<PackageName, TouchedPackage>();
  const unread: (readonly Finding[])[] = [];
  for (const [name, changes] of byPackage) {
    const { pkg, findings } = await readTouched(engine, { base, name, changes });
    if (pkg === undefined) unread.push(findings);
    else touched.set(name, pkg);
  }
  return { touched, findings: unread.flat() };
}

/** The packages themselves, one after another. */
async function reviewAll(judging: Judging): Promise<{
  readonly packages: readonly PackageReport[];
  readonly findings: readonly Finding[];
}> {
  const { sources, touched, change, authority } = judging;
  const publint = createPublint();
  try {
    const context = await contextOf(judging, publint.run);
    const { config } = authority;
    const places = checkNamePlaces([...touched.values()], { names: context.names, config });
    let history: Promise<History> | undefined;
    const readOnce = (): Promise<History> =>
      (history ??= readHistory({ engine: sources.engine, commit: change.base }));
    const found = await reviewPackages(judging, { context, history: readOnce });
    return { packages: found.packages, findings: [...places, ...found.findings] };
  } finally {
    await publint.close();
  }
}

async function contextOf(
  { change: { base }, sources, authority, touched, options }: Judging,
  publint: RunPublint,
): Promise<ReviewContext> {
  const policy = authority.config.review;
  const existsUpstream = policy.upstream ? (options.existsUpstream ?? cannotAsk) : undefined;
  // New ones, too: two of them may look alike.
  const there = touched.size === 0 ? [] : await readNames(sources.engine, base);
  const names = [...new Set([...there, ...touched.keys()])];
  return createContext({ sources, base, policy, touched, names, publint, existsUpstream });
}

function cannotAsk(): Promise<never> {
  return Promise.reject(new Error('Nobody said which registry to ask.'));
}

async function checkOwners({
  change,
  authority: { directory, rights },
  touched,
  options: { account },
}: Judging): Promise<readonly Finding[]> {
  const publishers = publishersOf(directory, { account, authors: change.authors });
  const findings: (readonly Finding[])[] = [];
  for (const pkg of touched.values()) {
    findings.push(await checkOwner(pkg, { publishers, rights }));
  }
  return findings.flat();
}

async function reviewPackages(
  { sources, touched, options: { onProgress } }: Judging,
  shared: { readonly context: ReviewContext; readonly history: () => Promise<History> },
): Promise<{ readonly packages: readonly PackageReport[]; readonly findings: readonly Finding[] }> {
  const packages: PackageReport[] = [];
  const findings: (readonly Finding[])[] = [];
  let room = maxPatches;
  for (const pkg of touched.values()) {
    onProgress?.({ stage: 'review', done: packages.length, total: touched.size });
    const { report, findings: found } = await reviewPackage(pkg, { sources, ...shared, room });
    findings.push(found);
    packages.push(report);
    room -= report.added.reduce((sum, version) => sum + patchLength(version), 0);
  }
  return {
    packages: packages.toSorted((a, b) => compareText(a.name, b.name)),
    findings: findings.flat(),
  };
}

/** Worst first, then by path, and without repeats. */
function sortedFindings(findings: readonly Finding[]): readonly Finding[] {
  const distinct = new Map(findings.map((each) => [JSON.stringify(each), each]));
  return [...distinct.values()].toSorted(
    (a, b) =>
      levels.indexOf(a.level) - levels.indexOf(b.level) ||
      compareText(a.path, b.path) ||
      compareText(a.check, b.check),
  );
}
