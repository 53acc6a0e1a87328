// `stillpack automerge`: merges what needs no person.
import { configFileName } from '../../config.ts';
import { StillpackError } from '../../errors.ts';
import { createGithubRequests, type GithubOptions } from '../../forge/github-requests.ts';
import { createRepositoryRequests } from '../../forge/repository-requests.ts';
import type { EngineChoice, Environment } from '../../options.ts';
import { fetchCommit } from '../../source/fetch/fetch-commit.ts';
import { openEngine, type OpenEngineOptions } from '../../source/open-engine.ts';
import { readConfig } from '../../verbs/read-config.ts';
import { listFiles } from '../../verbs/read-held.ts';
import type { AutomergePolicy } from '../policy.ts';
import { review, type ReviewOptions } from '../review.ts';
import { type Condition, conditionsOf } from './conditions.ts';
import {
  type ListedPullRequest,
  mergePullRequest,
  readBranch,
  readCheckedAt,
  readPullRequests,
} from './pull-requests.ts';

export interface AutomergeOptions
  extends GithubOptions, Pick<ReviewOptions, 'cacheDir' | 'existsUpstream'> {
  /** A clone of the registry repository, whose `origin` is on the forge. */
  readonly repo: string;
  readonly engine?: EngineChoice | undefined;
  readonly env: Environment;
  /** `acme/registry`. */
  readonly repository: string;
  /** What pull requests are merged into. */
  readonly branch: string;
  /** @default all that are open */
  readonly pullRequest?: number | undefined;
  /** The file name of the workflow that reviews. */
  readonly workflow: string;
  /** Only say what would happen. @default false */
  readonly dryRun?: boolean | undefined;
}

export interface AutomergeReport {
  readonly pullRequests: readonly JudgedPullRequest[];
}

export interface JudgedPullRequest {
  readonly number: number;
  readonly url: string;
  readonly head: string;
  readonly conditions: readonly Condition[];
  /** All conditions are met. */
  readonly isReady: boolean;
  readonly isMerged: boolean;
  /** Why it was not merged although it is ready. */
  readonly refusal: string | undefined;
}

/**
 * Reviews each pull request anew, by what its branch holds now, and merges the very commit that was reviewed. Throws as
 * `review`, FETCH_FAILED, FORGE_REFUSED, FORGE_UNREACHABLE.
 */
export async function automerge(options: AutomergeOptions): Promise<AutomergeReport> {
  const permissions = '"Pull requests: write", "Contents: write" and "Actions: read"';
  const request = createGithubRequests({ ...options, permissions });
  const requests = createRepositoryRequests(request, options.repository);
  const number = options.pullRequest;
  const listed = await readPullRequests(requests, { branch: options.branch, number });
  const pullRequests: JudgedPullRequest[] = [];
  for (const each of listed) pullRequests.push(await judge(each, { ...options, requests }));
  return { pullRequests };
}

async function readAutomergePolicy({
  base,
  ...place
}: OpenEngineOptions & { readonly base: string }): Promise<AutomergePolicy> {
  const engine = await openEngine(place);
  try {
    const commit = await engine.resolveCommit(base);
    const config = await readConfig(engine, await listFiles({ engine, commit }, configFileName));
    return config.review.automerge;
  } finally {
    await engine.close();
  }
}

type Judging = AutomergeOptions & {
  readonly requests: ReturnType<typeof createRepositoryRequests>;
};

async function judge(pullRequest: ListedPullRequest, options: Judging): Promise<JudgedPullRequest> {
  const { number, url, head, author } = pullRequest;
  const { requests, branch, engine = 'auto', repo, env, workflow } = options;
  const base = await readBranch(requests, branch);
  const place = { repo, engine, env };
  await fetchCommit({ ...place, commit: base, ref: `refs/heads/${branch}` });
  await fetchCommit({ ...place, commit: head, ref: `refs/pull/${number}/head` });
  const range = { base, head };
  const report = await review({ ...options, ...range, account: author, fetch: true });
  const policy = await readAutomergePolicy({ ...place, base });
  const checkedAt = await readCheckedAt(requests, { head, workflow });
  const conditions = conditionsOf({
    ...{ report, policy, now: options.now() },
    facts: { ...pullRequest, checkedAt },
  });
  const isReady = conditions.every(({ isMet }) => isMet);
  const wants = isReady && options.dryRun !== true;
  const refusal = wants ? await merge(pullRequest, options) : undefined;
  const isMerged = wants && refusal === undefined;
  return { number, url, head, conditions, isReady, isMerged, refusal };
}

/** What GitHub says when it will not: the branch is protected, or moved on meanwhile. */
async function merge(
  pullRequest: ListedPullRequest,
  { requests }: Judging,
): Promise<string | undefined> {
  try {
    await mergePullRequest(requests, pullRequest);
    return undefined;
  } catch (error) {
    if (error instanceof StillpackError && error.code === 'FORGE_REFUSED') return error.message;
    throw error;
  }
}
