import type { TrustedPublisher } from '../model/trusted-publishers.ts';
import type { WorkflowRun } from './workflow-run.ts';

/** Whether a package that trusts those publishers lets the run publish it. */
export function isTrusted(run: WorkflowRun, publishers: readonly TrustedPublisher[]): boolean {
  return !run.isForReview && publishers.some((publisher) => isOf(run, publisher));
}

/** Everything that is said of a publisher must be so, letter by letter. */
function isOf(run: WorkflowRun, publisher: TrustedPublisher): boolean {
  const { environment = run.environment, ownerId = run.ownerId, ref } = publisher;
  return (
    run.issuer === publisher.issuer &&
    run.repository === publisher.repository &&
    run.workflow === publisher.workflow &&
    run.environment === environment &&
    run.ownerId === ownerId &&
    (ref === undefined || (run.ref !== undefined && refMatches(run.ref, ref)))
  );
}

function refMatches(ref: string, pattern: string): boolean {
  return pattern.endsWith('*') ? ref.startsWith(pattern.slice(0, -1)) : ref === pattern;
}
