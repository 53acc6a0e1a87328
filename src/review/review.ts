// `stillpack review`: what a range of commits changes, judged by what held before it.
import { compareText } from '../compare.ts';
import type { EngineChoice, Environment } from '../options.ts';
import type { PackageName } from '../package-name.ts';
import type { OnProgress } from '../progress.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import type { History } from '../source/landing.ts';
import { readHistory } from '../source/history.ts';
import { openEngine } from '../source/open-engine.ts';
import type { ByteSources } from '../source/tarball-content.ts';
import { bringLfsObjects, bringObjects } from './bring-objects.ts';
import { checkLayout } from './checks/layout.ts';
import { checkNamePlaces } from './checks/name-places.ts';
import { checkOwner } from './checks/owner.ts';
import { checkOthers } from './checks/policy.ts';
import type { Finding } from './finding.ts';
import { fetchingLate } from './late-objects.ts';
import { levels } from './level.ts';
import { weighed } from './policy.ts';
import { publishersOf } from './publishers.ts';
import { type Authority, readAuthority } from './read-authority.ts';
import { type ReadChange, readChange } from './read-change.ts';
import { createContext, readNames } from './read-context.ts';
import { readTouched, type TouchedPackage } from './read-package.ts';
import { reviewPackage, patchLength } from './review-package.ts';
import { reviewPeople } from './review-people.ts';
import { type PackageReport, type ReviewReport, verdictOf } from './review-report.ts';
import type { ReviewContext } from './reviewed.ts';

export interface ReviewOptions {
  /** A folder of the registry repository. */
  readonly repo: string;
  /** What the change is merged into, and what it brings: see GitEngine.resolveCommit. */
  readonly base: string;
  readonly head: string;
  /** The account on the forge that asks for the change. @default the authors of its commits, who may claim anything */
  readonly account?: string | undefined;
  /** Brings what a partial clone lacks, nearly all in one request, and what Git LFS keeps. @default false */
  readonly fetch?: boolean | undefined;
  /** @default 'auto' */
  readonly engine?: EngineChoice | undefined;
  /** Where `stillpack fetch` keeps bytes. */
  readonly cacheDir: string;
  /** Asked about new names if stillpack.json wants it; rejects when it cannot tell. */
  readonly existsUpstream?: ((name: PackageName) => Promise<boolean>) | undefined;
  readonly env: Environment;
  readonly onProgress?: OnProgress | undefined;
}

/** Characters of all patches together, whatever the number of versions. */
const maxPatches = 2_000_000;

/**
 * Judges without running, checking out or unpacking to a disk anything of the change. Policy, users, organisations and
 * owners are read from `base`. Throws RANGE_INVALID, REF_UNKNOWN, CONFIG_INVALID of `base`, SHALLOW_CLONE,
 * FILE_NOT_FETCHED, FETCH_FAILED, and what opening does.
 */
export async function review(options: ReviewOptions): Promise<ReviewReport> {
  if (options.fetch === true) {
    const brought = await withEngine(options, async (engine) => {
      const range = await resolveRange(engine, options);
      return { ...range, files: await bringObjects(engine, range, options.env) };
    });
    await withEngine(options, (engine) =>
      bringLfsObjects(engine, { ...brought, env: options.env }),
    );
  }
  return withEngine(options, async (engine) => {
    const change = await readChange(engine, await resolveRange(engine, options));
    const reader = options.fetch === true ? fetchingLate(engine, options) : engine;
    return judge(change, { engine: reader, cacheDir: options.cacheDir }, options);
  });
}

async function withEngine<Result>(
  { repo, engine: choice = 'auto', env }: ReviewOptions,
  use: (engine: GitEngine) => Promise<Result>,
): Promise<Result> {
  const engine = await openEngine({ repo, engine: choice, env });
  try {
    return await use(engine);
  } finally {
    await engine.close();
  }
}

async function resolveRange(
  engine: GitEngine,
  { base, head }: ReviewOptions,
): Promise<{ readonly base: Oid; readonly head: Oid }> {
  return { base: await engine.resolveCommit(base), head: await engine.resolveCommit(head) };
}

async function judge(
  change: ReadChange,
  sources: ByteSources,
  options: ReviewOptions,
): Promise<ReviewReport> {
  const { engine } = sources;
  const { base, head, changes } = change;
  const authority = await readAuthority(engine, base);
  const findings: Finding[] = [
    ...authority.findings,
    ...checkLayout(changes),
    ...checkOthers(changes),
  ];
  findings.push(...(await reviewPeople(engine, change)));
  const touched = new Map<PackageName, TouchedPackage>();
  for (const [name, ofPackage] of change.byPackage) {
    const { pkg, findings: faults } = await readTouched(engine, { base, name, changes: ofPackage });
    if (pkg === undefined) findings.push(...faults);
    else touched.set(name, pkg);
  }
  const context = await contextOf({ change, sources, authority, touched, options });
  const places = checkNamePlaces([...touched.values()], {
    names: context.names,
    config: authority.config,
  });
  const owners = await checkOwners(touched, { change, authority, options });
  findings.push(...places, ...owners);
  const packages = await reviewPackages(touched, { sources, context, findings, options, base });
  const sorted = sortedFindings(weighed(findings, authority.config.review));
  const others = changes
    .filter(({ path }) => !path.startsWith('packages/'))
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
  readonly options: ReviewOptions;
}

async function contextOf({
  change,
  sources,
  authority,
  touched,
  options,
}: Judging): Promise<ReviewContext> {
  const policy = authority.config.review;
  const { base } = change;
  const existsUpstream = policy.upstream ? (options.existsUpstream ?? cannotAsk) : undefined;
  // New ones, too: two of them may look alike.
  const there = touched.size === 0 ? [] : await readNames(sources.engine, base);
  const names = [...new Set([...there, ...touched.keys()])];
  return createContext({ sources, base, policy, touched, names, existsUpstream });
}

function cannotAsk(): Promise<never> {
  return Promise.reject(new Error('Nobody said which registry to ask.'));
}

async function checkOwners(
  touched: Judging['touched'],
  { change, authority, options }: Pick<Judging, 'change' | 'authority' | 'options'>,
): Promise<readonly Finding[]> {
  const { directory, rights } = authority;
  const publishers = publishersOf(directory, { account: options.account, authors: change.authors });
  const findings: Finding[] = [];
  for (const pkg of touched.values()) {
    findings.push(...(await checkOwner(pkg, { publishers, rights })));
  }
  return findings;
}

async function reviewPackages(
  touched: Judging['touched'],
  {
    sources,
    context,
    findings,
    options,
    base,
  }: Pick<Judging, 'sources' | 'options'> & {
    readonly context: ReviewContext;
    /** Gets what is found. */
    readonly findings: Finding[];
    readonly base: Oid;
  },
): Promise<readonly PackageReport[]> {
  const reports: PackageReport[] = [];
  let room = maxPatches;
  let history: Promise<History> | undefined;
  const readOnce = (): Promise<History> =>
    (history ??= readHistory({ engine: sources.engine, commit: base }));
  const { onProgress } = options;
  for (const pkg of touched.values()) {
    onProgress?.({ stage: 'review', done: reports.length, total: touched.size });
    const found = await reviewPackage(pkg, { sources, context, history: readOnce, room });
    findings.push(...found.findings);
    reports.push(found.report);
    room -= found.report.added.reduce((sum, version) => sum + patchLength(version), 0);
  }
  return reports.toSorted((a, b) => compareText(a.name, b.name));
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
