// Whether a report is of the pull request that it names, as GitHub has it now.
import { memberOf } from '../../forge/github-requests.ts';
import type { ReviewFile } from '../review-file.ts';
import type { RepositoryRequests } from '../../forge/repository-requests.ts';
import type { WorkflowRunEvent } from '../../forge/github-events.ts';

export type CheckedPullRequest =
  | { readonly number: number; readonly reason?: undefined }
  /** Why there is nothing to say about it, one sentence. */
  | { readonly reason: string; readonly number?: undefined };

/** Rejects with FORGE_REFUSED, FORGE_UNREACHABLE. */
export async function findPullRequest(
  requests: RepositoryRequests,
  { run, file }: { readonly run: WorkflowRunEvent; readonly file: ReviewFile },
): Promise<CheckedPullRequest> {
  const { pullRequest: number, report } = file;
  if (run.event !== 'pull_request') return { reason: 'The review was not run for a pull request.' };
  if (number === undefined) return { reason: 'The report names no pull request.' };
  if (report.head !== run.head.sha) {
    return { reason: 'The report is of another commit than the one that was reviewed.' };
  }
  const found = await requests.ask({
    route: 'GET /pulls/{number}',
    parameters: { number },
    purpose: `show pull request ${number}`,
    mayBeMissing: true,
  });
  const is = (expected: string, ...keys: readonly string[]): boolean =>
    String(memberOf(found, ...keys)).toLowerCase() === expected.toLowerCase();
  if (found === undefined) return { reason: `There is no pull request ${number}.` };
  if (!is('open', 'state')) return { reason: `Pull request ${number} is not open.` };
  if (!is(run.repository, 'base', 'repo', 'full_name')) {
    return { reason: `Pull request ${number} is of another repository.` };
  }
  if (
    !is(run.head.repository, 'head', 'repo', 'full_name') ||
    memberOf(found, 'head', 'ref') !== run.head.branch
  ) {
    return { reason: `Pull request ${number} is not the one that was reviewed.` };
  }
  if (!is(run.head.sha, 'head', 'sha')) {
    return { reason: `Pull request ${number} has moved on to another commit.` };
  }
  return { number };
}

export interface ForeignFiles {
  /** That are not below packages/, sorted. */
  readonly paths: readonly string[];
  /** GitHub did not list all files. */
  readonly isCut: boolean;
}

/** GitHub lists no more of a pull request. */
const maxListed = 3000;

/** Who changes those may have changed the review. Rejects with FORGE_REFUSED, FORGE_UNREACHABLE. */
export async function readForeignFiles(
  requests: RepositoryRequests,
  number: number,
): Promise<ForeignFiles> {
  const files = await requests.list({
    route: 'GET /pulls/{number}/files',
    parameters: { number },
    purpose: `list the files of pull request ${number}`,
  });
  const paths = files
    .flatMap((file) => [memberOf(file, 'filename'), memberOf(file, 'previous_filename')])
    .filter((path) => typeof path === 'string' && !path.startsWith('packages/'));
  return { paths: [...new Set(paths)].map(String).sort(), isCut: files.length >= maxListed };
}
