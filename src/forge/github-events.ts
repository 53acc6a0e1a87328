// What GitHub says of the event that started a workflow. It comes from GitHub alone: nothing in it is an artifact's.
import { memberOf, textAt } from './github-requests.ts';

/** Of the event `pull_request`. */
export interface PullRequestEvent {
  readonly number: number;
  /** Commits. */
  readonly base: string;
  readonly head: string;
  /** Login. */
  readonly author: string;
}

/** `undefined` for the payload of another event. */
export function parsePullRequestEvent(payload: unknown): PullRequestEvent | undefined {
  const number = memberOf(payload, 'pull_request', 'number');
  const base = textAt(payload, 'pull_request', 'base', 'sha');
  const head = textAt(payload, 'pull_request', 'head', 'sha');
  const author = textAt(payload, 'pull_request', 'user', 'login');
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) return undefined;
  return base === '' || head === '' ? undefined : { number, base, head, author };
}

/** Of the event `workflow_run`. */
export interface WorkflowRunEvent {
  /** `acme/registry`: where the workflow ran. */
  readonly repository: string;
  /** What started it. */
  readonly event: string;
  readonly head: {
    readonly sha: string;
    readonly branch: string;
    /** The fork, or the repository itself. */
    readonly repository: string;
  };
}

/** `undefined` for the payload of another event, and where the repository of the run is gone. */
export function parseWorkflowRunEvent(payload: unknown): WorkflowRunEvent | undefined {
  const run: WorkflowRunEvent = {
    repository: textAt(payload, 'repository', 'full_name'),
    event: textAt(payload, 'workflow_run', 'event'),
    head: {
      sha: textAt(payload, 'workflow_run', 'head_sha'),
      branch: textAt(payload, 'workflow_run', 'head_branch'),
      repository: textAt(payload, 'workflow_run', 'head_repository', 'full_name'),
    },
  };
  const needed = [run.repository, run.event, ...Object.values(run.head)];
  return needed.includes('') ? undefined : run;
}
