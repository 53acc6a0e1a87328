// `stillpack upload`: tarballs become a commit of a registry repository elsewhere, of which only what is needed is read.
import { rm } from 'node:fs/promises';
import { createRefusal } from '../add/refusal.ts';
import type { ChangeAuthor } from '../change/change.ts';
import { parseTag } from '../change/parse-names.ts';
import { type AddPlan, planAdd, type PlacedVersion } from '../change/plan-add.ts';
import { checkFileSize, isForgeLimited } from '../change/size-limits.ts';
import type { DistTag } from '../dist-tag.ts';
import type { Forge, PullRequest } from '../forge/forge.ts';
import type { Environment } from '../options.ts';
import type { Problem } from '../problems.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { parseMessage } from '../verbs/change-repository.ts';
import { CannotFetchById } from './cannot-fetch-by-id.ts';
import { placeDirectly, type Placed, propose } from './place-change.ts';
import { readRequest } from './read-request.ts';
import { type OfferedPackages, readTarballs } from './read-tarballs.ts';
import { type Filter, openShallowClone, type ShallowClone } from './shallow-clone.ts';

export interface UploadOptions {
  /** Tarballs and package folders, or patterns of them, relative to `cwd`. */
  readonly files: readonly string[];
  readonly cwd: string;
  /** The registry repository: a URL, or an absolute path. */
  readonly remote: string;
  /** @default the remote's own */
  readonly branch?: string | undefined;
  /** Commit to the branch, or to another one that waits for review. */
  readonly mode: 'direct' | 'pull-request';
  /** Opens the pull request. @default none: the branch alone waits */
  readonly forge?: Forge | undefined;
  /** A dist-tag for the versions. @default none: `latest` is computed */
  readonly tag?: string | undefined;
  /** Whether `<file>.sigstore` beside a tarball goes along with a version that is added, if there is one. @default true */
  readonly provenance?: boolean | undefined;
  readonly author: ChangeAuthor;
  /** The commit message. @default says what is done */
  readonly message?: string | undefined;
  readonly env: Environment;
  /** Only say what would happen. @default false */
  readonly dryRun?: boolean | undefined;
  /** Told, in a sentence, what takes longer than it should. */
  readonly onProgress?: ((line: string) => void) | undefined;
  /** @default the clock */
  readonly now?: (() => Date) | undefined;
}

export interface UploadReport {
  /** What holds the versions that were added; `undefined` when there was nothing to commit. */
  readonly commit: string | undefined;
  /** Where that commit is; without one, the registry's branch. */
  readonly branch: string;
  readonly mode: 'direct' | 'pull-request';
  readonly added: readonly PlacedVersion[];
  /** There already, with the same bytes. */
  readonly unchanged: readonly PlacedVersion[];
  readonly pullRequest: PullRequest | undefined;
  readonly warnings: readonly Problem[];
}

/** The first leaves the most out for the fewest round trips. Some remotes take a part of them only. */
const leanFilters: readonly Filter[] = ['tree:2', 'tree:0', 'blob:none', 'none'];

/**
 * Uploads all files or none; the same bytes again change nothing. Of the registry only its newest commit is looked at: a
 * version that was taken out of it without a tombstone is not refused here, but by a review and by a build, which know
 * the history. Throws ADD_REFUSED with every problem (or VERSION_EXISTS, FILE_TOO_LARGE when that is the only kind),
 * what `add` throws of files, REMOTE_UNREACHABLE, REF_UNKNOWN, REPOSITORY_UNSUPPORTED, PUSH_REFUSED, WRITE_CONFLICT,
 * and as `Forge.openPullRequest`. Nothing was changed then, save what the last says.
 */
export async function upload(options: UploadOptions): Promise<UploadReport> {
  const tag = options.tag === undefined ? undefined : parseTag(options.tag);
  const message = parseMessage(options.message);
  const offered = await readTarballs({ ...options, provenance: options.provenance ?? true });
  const uploading = { options, offered, tag, message };
  try {
    return await uploadWith(leanFilters, uploading);
  } catch (error) {
    if (!(error instanceof CannotFetchById)) throw error;
    options.onProgress?.('The remote gives nothing but whole commits: taking all of its newest.');
    return uploadWith(['none'], uploading);
  }
}

interface Uploading {
  readonly options: UploadOptions;
  readonly offered: OfferedPackages;
  readonly tag: DistTag | undefined;
  readonly message: string | undefined;
}

async function uploadWith(filters: readonly Filter[], uploading: Uploading): Promise<UploadReport> {
  const { remote, branch, env, onProgress = () => undefined } = uploading.options;
  const folder = await makeTemporaryFolder('upload');
  try {
    const clone = await openShallowClone({ folder, remote, branch, env, filters, onProgress });
    return await uploadTo(clone, uploading);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function uploadTo(clone: ShallowClone, uploading: Uploading): Promise<UploadReport> {
  const { mode, forge, author, dryRun, now = () => new Date() } = uploading.options;
  const placing = { clone, author, now, plan: () => planUpload(clone, uploading) };
  const placed: Placed =
    dryRun === true
      ? { plan: await placing.plan() }
      : mode === 'direct'
        ? await placeDirectly(placing)
        : await propose({ ...placing, forge });
  const { plan, commit, branch = clone.branch, pullRequest } = placed;
  const { added, unchanged, problems } = plan;
  return { commit, branch, mode, added, unchanged, pullRequest, warnings: problems };
}

/** On the newest commit that the clone has; its problems are warnings. Throws ADD_REFUSED, and as `readRequest`. */
async function planUpload(
  clone: ShallowClone,
  { options, offered: { packages, warnings }, tag, message }: Uploading,
): Promise<AddPlan> {
  const { known, problems, ...request } = await readRequest(clone, packages, options.env);
  const candidates = packages.map((each, index) => ({ ...each, known: known[index] ?? [] }));
  const plan = planAdd({ ...request, candidates, tag });
  const sizes = isForgeLimited([options.remote])
    ? plan.added.flatMap(({ path, size }) => checkFileSize(path, size))
    : [];
  const all = [...warnings, ...problems, ...plan.problems, ...sizes];
  const refusal = createRefusal(all);
  if (refusal !== undefined) throw refusal;
  const change = plan.change && { ...plan.change, message: message ?? plan.change.message };
  return { ...plan, change, problems: all };
}
