// What CI services say of a run, in one wording.
import { isJsonObject, type JsonObject, own } from '../json.ts';
import type { Ci } from '../model/trusted-publishers.ts';

/** A run of a workflow, as its issuer vouches for it. */
export interface WorkflowRun {
  readonly issuer: string;
  /** `acme/ui`. */
  readonly repository: string;
  /** As `TrustedPublisher` has it; `undefined` for one that is not the repository's own. */
  readonly workflow: string | undefined;
  readonly environment: string | undefined;
  /** `refs/heads/main`. */
  readonly ref: string | undefined;
  readonly ownerId: string | undefined;
  /** It runs for a pull or merge request: what it builds, strangers may have written. */
  readonly isForReview: boolean;
}

/** The run that checked claims of an id token speak of; `undefined` when they name no repository. */
export function workflowRunOf(ci: Ci, claims: unknown): WorkflowRun | undefined {
  if (!isJsonObject(claims)) return undefined;
  return ci === 'github' ? githubRun(claims) : gitlabRun(claims);
}

/** https://docs.github.com/actions/concepts/security/openid-connect */
function githubRun(claims: JsonObject): WorkflowRun | undefined {
  const [issuer, repository] = [text(claims, 'iss'), text(claims, 'repository')];
  if (issuer === undefined || repository === undefined) return undefined;
  return {
    issuer,
    repository,
    // `workflow_ref` is the workflow that was started; `job_workflow_ref` may be one that it calls, of anybody.
    workflow: githubWorkflow(repository, text(claims, 'workflow_ref')),
    environment: text(claims, 'environment'),
    ref: text(claims, 'ref'),
    ownerId: text(claims, 'repository_owner_id'),
    isForReview: text(claims, 'event_name')?.startsWith('pull_request') ?? false,
  };
}

/** `acme/ui/.github/workflows/publish.yml@refs/heads/main`; a workflow that an organisation requires is in another one. */
function githubWorkflow(repository: string, ref: string | undefined): string | undefined {
  const folder = `${repository}/.github/workflows/`;
  if (ref?.startsWith(folder) !== true) return undefined;
  return /^([^/@]+)@refs\//.exec(ref.slice(folder.length))?.[1];
}

/** https://docs.gitlab.com/ci/secrets/id_token_authentication/ */
function gitlabRun(claims: JsonObject): WorkflowRun | undefined {
  const [issuer, repository] = [text(claims, 'iss'), text(claims, 'project_path')];
  if (issuer === undefined || repository === undefined) return undefined;
  const ref = text(claims, 'ref_path');
  const source = text(claims, 'pipeline_source');
  return {
    issuer,
    repository,
    workflow: gitlabWorkflow({ issuer, repository, ref }, text(claims, 'ci_config_ref_uri')),
    environment: text(claims, 'environment'),
    ref,
    ownerId: text(claims, 'namespace_id'),
    isForReview: source?.endsWith('_request_event') ?? false,
  };
}

/** `gitlab.com/acme/ui//.gitlab-ci.yml@refs/heads/main`: the definition, of the project itself, at the ref that runs. */
function gitlabWorkflow(
  { issuer, repository, ref }: Pick<WorkflowRun, 'issuer' | 'repository' | 'ref'>,
  uri: string | undefined,
): string | undefined {
  const begin = `${issuer.replace(/^https?:\/\//, '')}/${repository}//`;
  if (uri === undefined || ref === undefined) return undefined;
  if (!uri.startsWith(begin) || !uri.endsWith(`@${ref}`)) return undefined;
  return uri.slice(begin.length, -`@${ref}`.length);
}

function text(claims: JsonObject, key: string): string | undefined {
  const value = own(claims, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
