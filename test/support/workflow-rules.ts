// Our own rules for workflows, against what took over other projects' CI: text of strangers in scripts, actions that
// move, tokens that may do more than they need to, caches that carry something into a job with rights.
import { parse } from 'yaml';

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: unknown;
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly on: string | Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly concurrency?: { readonly 'cancel-in-progress'?: unknown };
  readonly jobs: Readonly<Record<string, Job>>;
}

/** A workflow whose linters found nothing. */
export function parseWorkflow(text: string): Workflow {
  return parse(text) as Workflow;
}

/** By action: the names of its inputs. */
export type KnownActions = ReadonlyMap<string, ReadonlySet<string>>;

const ownActions = './node_modules/stillpack/.github/actions/';

/** One line for each rule that is broken. */
export function brokenRules(text: string, known?: KnownActions): readonly string[] {
  const workflow = parseWorkflow(text);
  const jobs = Object.entries(workflow.jobs);
  return [
    ...brokenAtTop(workflow),
    ...brokenPins(text),
    ...jobs.flatMap(([name, job]) =>
      [...brokenInJob(job, workflow)].map((what) => `${name}: ${what}`),
    ),
    ...(known === undefined ? [] : jobs.flatMap(([, job]) => [...brokenInputs(job, known)])),
  ];
}

function* brokenAtTop(workflow: Workflow): Generator<string> {
  const { on, permissions, concurrency, jobs } = workflow;
  if (JSON.stringify(permissions) !== '{}') yield 'no `permissions: {}` on top';
  if (triggers(on).includes('pull_request_target')) yield 'runs on pull_request_target';
  const mayChange = Object.values(jobs).some(isPrivileged);
  if (mayChange && concurrency?.['cancel-in-progress'] !== false) {
    yield 'deploys or writes, and may run twice or be cancelled halfway';
  }
}

function* brokenPins(text: string): Generator<string> {
  for (const [, uses = ''] of text.matchAll(/^[ -]*uses: *(.*)$/gm)) {
    if (uses.startsWith('./')) continue;
    if (!/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v?\d+\.\d+\.\d+$/.test(uses))
      yield `not pinned: ${uses}`;
  }
}

function* brokenInJob(job: Job, workflow: Workflow): Generator<string> {
  const steps = job.steps ?? [];
  if (job.permissions === undefined) yield 'does not say what its token may do';
  if (/\$\{\{[^}]*\bsecrets\./.test(JSON.stringify(job)) && job.environment === undefined) {
    yield 'has secrets without an environment';
  }
  const isTrusted = isPrivileged(job) || triggers(workflow.on).includes('workflow_run');
  for (const step of steps) {
    if (step.run?.includes('${{') === true) yield 'has an expression in a script';
    if (isTrusted && usesCache(step)) yield 'has rights and a cache';
    if (!isAction(step, 'actions/checkout')) continue;
    if (step.with?.['persist-credentials'] !== false) yield 'leaves the token in the repository';
    const ref = JSON.stringify(step.with?.['ref'] ?? '');
    if (/head|merge_commit/.test(ref)) yield 'checks out what a stranger proposes';
    const isProposed = triggers(workflow.on).includes('pull_request') && ref === '""';
    if (isProposed && steps.some(({ uses }) => uses?.startsWith(ownActions) === true)) {
      yield 'runs the program that a stranger proposes';
    }
  }
}

function* brokenInputs(job: Job, known: KnownActions): Generator<string> {
  for (const { uses, with: inputs = {} } of job.steps ?? []) {
    if (uses?.startsWith(ownActions) !== true) continue;
    const names = known.get(uses.slice(ownActions.length));
    if (names === undefined) yield `no action of ours: ${uses}`;
    for (const name of Object.keys(inputs)) {
      if (names?.has(name) === false) yield `${uses} has no input ${name}`;
    }
  }
}

/** May change something outside the run, or has what lets it. */
function isPrivileged(job: Job): boolean {
  const mayWrite = Object.values(job.permissions ?? {}).includes('write');
  return mayWrite || job.environment !== undefined;
}

function usesCache(step: Step): boolean {
  if (isAction(step, 'actions/cache')) return true;
  if (!isAction(step, 'actions/setup-node')) return false;
  return step.with?.['package-manager-cache'] !== false || step.with['cache'] !== undefined;
}

function isAction({ uses = '' }: Step, name: string): boolean {
  return uses.startsWith(`${name}@`) || uses.startsWith(`${name}/`);
}

function triggers(on: Workflow['on']): readonly string[] {
  return typeof on === 'string' ? [on] : Array.isArray(on) ? (on as string[]) : Object.keys(on);
}
