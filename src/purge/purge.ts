// `stillpack purge`: the bytes of a version go from the history, and all else that it says stays.
import { parsePackageSpec, parseVersion } from '../change/parse-names.ts';
import { commitChange, commitWithoutWorkTree, refuseUnfinished } from '../commit/commit-change.ts';
import type { CommitStore } from '../commit/commit-store.ts';
import { createGitStore } from '../commit/git/git-store.ts';
import { asOneWriter } from '../commit/one-writer.ts';
import type { PackageName } from '../package-name.ts';
import { type Environment, findProgram } from '../source/environment.ts';
import { gitEnvironment } from '../source/git/git-environment.ts';
import { gitMissing } from '../source/git/git-missing.ts';
import { createGitProgram } from '../source/git/git-program.ts';
import type { Oid } from '../source/git-engine.ts';
import { openEngine } from '../source/open-engine.ts';
import { headDetached, parseMessage } from '../verbs/change-repository.ts';
import type { Version } from '../version.ts';
import { checkClone, checkUncommitted } from './check-repository.ts';
import { type Holder, listHolders, refsTo } from './elsewhere.ts';
import { type MovedRef } from './move-refs.ts';
import { findOutside, removeOutside } from './outside.ts';
import { prune } from './prune.ts';
import { rewriteHistory } from './rewrite-history.ts';
import { countSignatures } from './signatures.ts';
import { type Purges, type Repository, survey, type Survey } from './survey.ts';

export interface PurgeOptions {
  /** A folder of the registry repository, or a bare one. */
  readonly repo: string;
  /** `@acme/ui@1.0.1`, one at least. */
  readonly specs: readonly string[];
  /** Kept in meta.json and in the commit's message. @default none */
  readonly reason?: string | undefined;
  /** The message of the commit before the rewriting. @default says what is done */
  readonly message?: string | undefined;
  /** Do it; otherwise only say what would happen. @default false */
  readonly confirmed?: boolean | undefined;
  /** Where `fetch` keeps bytes. */
  readonly cacheDir: string;
  readonly env: Environment;
}

export interface PurgeReport {
  readonly versions: readonly {
    readonly spec: string;
    /** When it was published; `undefined` when no branch that is built ever had it. */
    readonly time: string | undefined;
  }[];
  /** Whether there was anything to do; what the rest says was done only if `isDone`. */
  readonly isNeeded: boolean;
  readonly isDone: boolean;
  /** The objects, and every path that they ever had. */
  readonly bytes: readonly { readonly oid: Oid; readonly paths: readonly string[] }[];
  /** Files that the commit before the rewriting writes and removes. */
  readonly files: readonly string[];
  readonly removed: readonly string[];
  /** What HEAD's branch is at. */
  readonly head: Oid;
  readonly commits: { readonly rewritten: number; readonly all: number };
  /** `to` is there once it is done. */
  readonly refs: readonly (Pick<MovedRef, 'name' | 'from'> & Partial<MovedRef>)[];
  /** Of commits and tags; they cannot be kept. */
  readonly signatures: number;
  /** Objects that are in this repository nevertheless. */
  readonly left: readonly Oid[];
  /** What else holds the bytes. */
  readonly elsewhere: readonly Holder[];
}

/**
 * Commits tombstones, then replaces the versions' bytes in every commit of every ref, and removes the old objects.
 * Interrupted at any moment it leaves the old history or the new one, and goes on when it is called again. Throws as
 * `survey`, SHALLOW_CLONE, HEAD_DETACHED, UNCOMMITTED_CHANGES, DISK_FULL, GIT_MISSING, GIT_FAILED.
 */
export async function purge(options: PurgeOptions): Promise<PurgeReport> {
  const { env, repo } = options;
  const purges = parseSpecs(options.specs);
  const message = parseMessage(options.message);
  const program = await findProgram('git', env);
  if (program === undefined) throw gitMissing();
  const engine = await openEngine({ repo, env, engine: 'git' });
  const { gitDir, workTree = gitDir, objectFormat } = engine;
  try {
    const variables = { ...gitEnvironment(env, false), FAST_EXPORT_SIGNED_COMMITS_NOABORT: '1' };
    const git = createGitProgram({ program, cwd: workTree, gitDir, env: variables });
    const store = createGitStore({ program, gitDir, workTree, objectFormat, env });
    const work = (): Promise<PurgeReport> =>
      purgeIn({ engine, git, store }, { ...options, message, purges });
    return await (options.confirmed === true ? asOneWriter(gitDir, work) : work());
  } finally {
    await engine.close();
  }
}

function parseSpecs(specs: readonly string[]): Purges {
  const purges = new Map<PackageName, Set<Version>>();
  for (const spec of specs) {
    const { name, rest } = parsePackageSpec(spec);
    purges.set(name, (purges.get(name) ?? new Set()).add(parseVersion(rest)));
  }
  return purges;
}

interface Desk extends Repository {
  readonly store: CommitStore;
}

async function purgeIn(
  desk: Desk,
  options: PurgeOptions & { readonly purges: Purges },
): Promise<PurgeReport> {
  const { engine, git, store } = desk;
  await checkClone(git, engine);
  await refuseUnfinished(engine.gitDir);
  const head = await engine.resolveCommit('HEAD');
  if (await store.isDetached()) throw headDetached(head);
  const { purges, reason, message, cacheDir } = options;
  const found = await survey(desk, { purges, head, reason });
  const { affected, leaked } = found;
  const { removed, ...planned } = await reportPlan(desk, found);
  const { refs } = found.refs;
  await checkUncommitted(git, { refs, affected, leaked, removed: new Set(removed) });
  const report = { ...planned, removed };
  if (!report.isNeeded || options.confirmed !== true) return report;
  const outside = await findOutside(engine, leaked);
  const done = await apply(desk, found, message);
  await removeOutside(engine, outside, cacheDir);
  const left = leaked.size > 0 ? await prune(git, engine, leaked) : [];
  return { ...report, ...done, isDone: true, left };
}

async function reportPlan(desk: Desk, found: Survey): Promise<PurgeReport> {
  const { affected, leaked, change, head, times } = found;
  const { refs } = found.refs;
  const old = refsTo(refs, affected);
  const files = change?.files ?? [];
  const outside = await findOutside(desk.engine, leaked);
  const pathsIf = (isRemoved: boolean): readonly string[] =>
    files.filter(({ bytes }) => (bytes === undefined) === isRemoved).map(({ path }) => path);
  return {
    versions: [...times].map(([spec, time]) => ({ spec, time })),
    isNeeded: leaked.size > 0 || change !== undefined,
    isDone: false,
    bytes: [...leaked].map((oid) => ({ oid, paths: found.paths.get(oid) ?? [] })),
    files: pathsIf(false),
    removed: pathsIf(true),
    head,
    commits: { rewritten: affected.size, all: found.all },
    refs: old.map(({ name, oid }) => ({ name, from: oid })),
    signatures: await countSignatures(desk.git, { commits: affected, tags: old }),
    left: [],
    elsewhere: await listHolders(desk, { refs, old, specs: [...times.keys()], outside }),
  };
}

async function apply(
  desk: Desk,
  found: Survey,
  message: string | undefined,
): Promise<Pick<PurgeReport, 'head' | 'refs' | 'commits'>> {
  const { head: base, change: planned } = found;
  const change = planned && { ...planned, message: message ?? planned.message };
  const { engine, store } = desk;
  const commit = async (): Promise<Oid> => {
    if (change === undefined) return base;
    return engine.workTree === undefined
      ? commitWithoutWorkTree(store, change, base)
      : commitChange(store, change, { base });
  };
  const head = await commit();
  const moves = await rewriteHistory(desk, { ...found, head });
  const rewritten = found.affected.size + (head !== base && found.affected.has(base) ? 1 : 0);
  const all = found.all + (head === base ? 0 : 1);
  const branch = moves.find(({ from }) => from === head);
  return { head: branch?.to ?? head, refs: moves, commits: { rewritten, all } };
}
