// `stillpack add`: tarballs and package folders become a commit of the registry repository.
import type { Change } from '../change/change.ts';
import { type AddPlan, planAdd, type PlacedVersion } from '../change/plan-add.ts';
import { commitChange, writeFiles } from '../commit/commit-change.ts';
import type { CommitStore } from '../commit/commit-store.ts';
import { openCommitStore } from '../commit/open-commit-store.ts';
import type { EngineChoice, Environment } from '../options.ts';
import type { Problem } from '../problems.ts';
import type { Oid } from '../source/git-engine.ts';
import { openEngine } from '../source/open-engine.ts';
import { parseMessage, parseTag, refuseNoFiles } from './add-arguments.ts';
import { readCandidates } from './candidates.ts';
import { createRefusal } from './refusal.ts';
import { checkSizes } from './sizes.ts';

export interface AddOptions {
  /** A folder of the registry repository. */
  readonly repo: string;
  /** Tarballs and package folders, relative to `cwd`. */
  readonly files: readonly string[];
  readonly cwd: string;
  /** A dist-tag for the versions. @default none: `latest` is computed */
  readonly tag?: string | undefined;
  /** The commit message. @default says what is published */
  readonly message?: string | undefined;
  /** Without a commit the files are put in place, and that is all. @default true */
  readonly commit?: boolean | undefined;
  /** Only say what would happen. @default false */
  readonly dryRun?: boolean | undefined;
  /** @default 'auto' */
  readonly engine?: EngineChoice | undefined;
  readonly env: Environment;
}

export interface AddReport {
  readonly added: readonly PlacedVersion[];
  /** There already, with the same bytes. */
  readonly unchanged: readonly PlacedVersion[];
  /** Files that were (or would be) written, relative to the repository. */
  readonly files: readonly string[];
  /** `undefined` when nothing was committed. */
  readonly commit: string | undefined;
  /** `undefined` when there is nothing to commit. */
  readonly message: string | undefined;
  readonly warnings: readonly Problem[];
}

/**
 * Adds all files or none. Throws ADD_REFUSED with every problem (or VERSION_EXISTS, FILE_TOO_LARGE when that is the
 * only kind), NOT_A_TARBALL, PACK_FAILED, OPTION_INVALID, and what opening and committing throw.
 */
export async function add(options: AddOptions): Promise<AddReport> {
  const tag = parseTag(options.tag);
  const message = parseMessage(options.message);
  refuseNoFiles(options.files);
  const engine = await openEngine({ ...options, engine: options.engine ?? 'auto' });
  try {
    const store = await openCommitStore(engine, options.env);
    const base = await store.readHead();
    const { problems, ...request } = await readCandidates({ ...options, engine, base });
    const plan = planAdd({ ...request, tag, message });
    const sizes = await checkSizes({ store, commonDir: engine.commonDir, plan });
    const all = [...problems, ...plan.problems, ...sizes];
    const refusal = createRefusal(all);
    if (refusal !== undefined) throw refusal;
    const commit = await apply(store, { options, change: plan.change, base });
    return reportOf(plan, { commit, warnings: all });
  } finally {
    await engine.close();
  }
}

async function apply(
  store: CommitStore,
  {
    options,
    change,
    base,
  }: {
    readonly options: AddOptions;
    readonly change: Change | undefined;
    readonly base: Oid | undefined;
  },
): Promise<string | undefined> {
  if (change === undefined || options.dryRun === true) return undefined;
  if (options.commit !== false) return commitChange(store, change, { base });
  await writeFiles(store, change, { base });
  return undefined;
}

function reportOf(
  { added, unchanged, change }: AddPlan,
  { commit, warnings }: Pick<AddReport, 'commit' | 'warnings'>,
): AddReport {
  return {
    added,
    unchanged,
    files: change?.files.map(({ path }) => path) ?? [],
    commit,
    message: change?.message,
    warnings,
  };
}
