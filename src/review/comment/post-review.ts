// The privileged end of a review: what a workflow without rights found out becomes a comment and labels.
import { createGithubRequests, type GithubOptions } from '../../forge/github-requests.ts';
import { markdownOf } from '../report/markdown.ts';
import { readReviewFile, type ReviewFile } from '../review-file.ts';
import { findPullRequest, type ForeignFiles, readForeignFiles } from './find-pull-request.ts';
import { writeLabels } from './labels.ts';
import { createRepositoryRequests } from '../../forge/repository-requests.ts';
import { readOwnLogin, writeComment } from './sticky-comment.ts';
import { parseWorkflowRunEvent } from '../../forge/github-events.ts';

export interface PostReviewOptions extends GithubOptions {
  /** `https://api.github.com/graphql`. */
  readonly graphqlUrl: string;
  /** The folder of review.json, as a stranger may have made it. */
  readonly folder: string;
  /** The payload of the event `workflow_run`, as GitHub gives it. */
  readonly event: unknown;
  /** For what a person has to look at. */
  readonly label: string;
  /** For what may not be merged. @default none */
  readonly blockLabel?: string | undefined;
}

export type PostedReview =
  | { readonly posted: true; readonly url: string; readonly pullRequest: number }
  /** Why nothing was done, one sentence, printable. */
  | { readonly posted: false; readonly reason: string };

/**
 * Comments on the pull request that the report is of, once GitHub confirms that it is: open, in this repository, and
 * still at the commit that was reviewed. The text is rendered here, whatever else the report came with. Rejects with
 * FORGE_REFUSED, FORGE_UNREACHABLE.
 */
export async function postReview(options: PostReviewOptions): Promise<PostedReview> {
  const run = parseWorkflowRunEvent(options.event);
  if (run === undefined)
    return unposted('The event is no workflow_run of a repository that is still there.');
  const { file, fault } = await readReviewFile(options.folder);
  if (file === undefined) return unposted(fault);
  const permissions = '"Pull requests: write"';
  const request = createGithubRequests({ ...options, permissions });
  const requests = createRepositoryRequests(request, run.repository);
  const { number, reason } = await findPullRequest(requests, { run, file });
  if (number === undefined) return unposted(reason);
  const foreign = await readForeignFiles(requests, number);
  // GitHub lists the files of the newest commit, which another push may have made harmless.
  const { reason: moved } = await findPullRequest(requests, { run, file });
  if (moved !== undefined) return unposted(moved);
  const login = await readOwnLogin(request, options.graphqlUrl);
  const url = await writeComment(requests, { number, login, body: bodyOf(file, foreign) });
  await writeLabels(requests, { number, labels: labelsFor(options, { file, foreign }) });
  return { posted: true, url, pullRequest: number };
}

function unposted(reason: string): PostedReview {
  return { posted: false, reason };
}

function bodyOf({ report }: ReviewFile, foreign: ForeignFiles): string {
  return markdownOf(report, { warning: mayBeForged(foreign) ? forgedWarning : undefined });
}

const forgedWarning =
  '> [!WARNING]\n> This pull request also changes files outside `packages/`, or too many files to tell: such a change can forge what follows. Look at those files first.';

function mayBeForged({ paths, isCut }: ForeignFiles): boolean {
  return isCut || paths.length > 0;
}

function labelsFor(
  { label, blockLabel }: PostReviewOptions,
  { file, foreign }: { readonly file: ReviewFile; readonly foreign: ForeignFiles },
): Parameters<typeof writeLabels>[1]['labels'] {
  const { verdict } = file.report;
  const person = {
    name: label,
    // What may be forged is no verdict.
    isWanted: verdict === 'person' || mayBeForged(foreign),
    color: 'fbca04',
    description: 'Somebody who may publish the package has to look at it',
  };
  const block = {
    isWanted: verdict === 'block',
    color: 'b60205',
    description: 'The review found what may not be merged',
  };
  // A report that may be forged does not take back what another one found.
  const isKept = !block.isWanted && mayBeForged(foreign);
  return blockLabel === undefined || isKept ? [person] : [person, { name: blockLabel, ...block }];
}
