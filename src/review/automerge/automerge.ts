// `stillpack automerge`: merges what needs no person.
import { configFileName } from '../../config.ts';
import { StillpackError } from '../../errors.ts';
import { githubPlaceOf } from '../../forge/forge-of.ts';
import { createGithubRequests, type GithubOptions } from '../../forge/github-requests.ts';
import { createRepositoryRequests } from '../../forge/repository-requests.ts';
import type { EngineChoice, Environment } from '../../options.ts';
import { networkedGit } from '../../source/fetch/fetch-blobs.ts';
import { fetchCommit } from '../../source/fetch/fetch-commit.ts';
import { gitMissing } from '../../source/git/git-missing.ts';
import { openEngine, type OpenEngineOptions } from '../../source/open-engine.ts';
import { readConfig } from '../../verbs/read-config.ts';
import { listFiles } from '../../verbs/read-held.ts';
import type { AutomergePolicy } from '../../policy/review-policy.ts';
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
  /** Why it was not merged although it is ready, or could not be judged, which leaves no conditions. */
  readonly refusal: string | undefined;
}

/**
 * Where the pull requests of a clone are: on GitHub, by its remote `origin`. Throws OPTION_INVALID, REF_UNKNOWN where
 * there is no such remote, GIT_MISSING.
 */
export async function githubOf({
  apiUrl,
  token,
  ...place
}: OpenEngineOptions & {
  readonly apiUrl: string | undefined;
  readonly token: string | undefined;
}): Promise<Pick<AutomergeOptions, 'apiUrl' | 'token' | 'repository'>> {
  const engine = await openEngine(place);
  try {
    const git = await networkedGit(engine, place.env);
    if (git === undefined) throw gitMissing();
    const { code, stdout } = await git.run(['remote', 'get-url', 'origin']);
    if (code !== 0) throw noOrigin();
    const remoteUrl = stdout.toString('utf8').trim();
    return githubPlaceOf({
      remoteUrl,
      ...(apiUrl !== undefined && { apiUrl }),
      ...(token !== undefined && { token }),
    });
  } finally {
    await engine.close();
  }
}

function noOrigin(): StillpackError {
  return new StillpackError('REF_UNKNOWN', 'The repository has no remote origin.', {
    hint: '`git remote add origin …` names where its pull requests are.',
  });
}

/**
 * Reviews each pull request anew, by what its branch holds now, and merges the very commit that was reviewed. Throws
 * CONFIG_INVALID of the branch, GIT_MISSING, NOT_A_REPOSITORY, FORGE_REFUSED, FORGE_UNREACHABLE.
 */
export async function automerge(options: AutomergeOptions): Promise<AutomergeReport> {
  const permissions = '"Pull requests: write", "Contents: write" and "Actions: read"';
  const request = createGithubRequests({ ...options, permissions });
  const requests = createRepositoryRequests(request, options.repository);
  const number = options.pullRequest;
  const listed = await readPullRequests(requests, { branch: options.branch, number });
  const pullRequests: JudgedPullRequest[] = [];
  for (const each of listed) pullRequests.push(await judgeOne(each, { ...options, requests }));
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

/** What is wrong with one pull request keeps no other one waiting. */
async function judgeOne(
  pullRequest: ListedPullRequest,
  options: Judging,
): Promise<JudgedPullRequest> {
  try {
    return await judge(pullRequest, options);
  } catch (error) {
    if (!(error instanceof StillpackError) || isOfAll.test(error.code)) throw error;
    const { number, url, head } = pullRequest;
    const unjudged = { conditions: [], isReady: false, isMerged: false };
    return { number, url, head, ...unjudged, refusal: error.message };
  }
}

/** Codes of errors that the next pull request would meet as well. */
const isOfAll = /^(?:CONFIG_INVALID|FORGE_|GIT_MISSING|NOT_A_REPOSITORY)/;

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
  const checkedAt = await readCheckedAt(requests, pullRequest, workflow);
  const conditions = conditionsOf({
    ...{ report, policy, now: options.now() },
    facts: { ...pullRequest, checkedAt },
  });
  const isReady = conditions.every(({ isMet }) => isMet);
  const wants = isReady && options.dryRun !== true;
  const refusal = wants ? await merge(pullRequest, { base, ...options }) : undefined;
  const isMerged = wants && refusal === undefined;
  return { number, url, head, conditions, isReady, isMerged, refusal };
}

/** Why not: the branch moved on from what was judged, or what GitHub says when it will not. */
async function merge(
  pullRequest: ListedPullRequest,
  { requests, branch, base }: Judging & { readonly base: string },
): Promise<string | undefined> {
  if ((await readBranch(requests, branch)) !== base) {
    return `${branch} has moved on meanwhile: the next run judges it anew.`;
  }
  try {
    await mergePullRequest(requests, pullRequest);
    return undefined;
  } catch (error) {
    if (error instanceof StillpackError && error.code === 'FORGE_REFUSED') return error.message;
    throw error;
  }
}
