// What an action is made of, and how one is run: outputs are set however it ends.
import { StillpackError } from '../../src/errors.ts';
import { printBug } from '../report.ts';
import type { Runner } from './runner.ts';

/** `Output` are the names of its outputs. */
export interface Action<Output extends string = string> {
  /** What each output is when the action fails before it knows better. */
  readonly outputs: Readonly<Record<Output, string>>;
  readonly run: (runner: Runner) => Promise<ActionResult<Output>>;
}

export interface ActionResult<Output extends string> {
  readonly outputs: Readonly<Record<Output, string>>;
  /** Fails the job: one sentence that says why. @default undefined */
  readonly failure?: string | undefined;
}

/** Gives the exit code. */
export async function runAction(action: Action, runner: Runner): Promise<0 | 1> {
  let { outputs } = action;
  try {
    const result = await action.run(runner);
    outputs = result.outputs;
    if (result.failure === undefined) return 0;
    runner.annotate({ level: 'error', title: 'stillpack', message: result.failure });
  } catch (error) {
    explain(error, runner);
  } finally {
    for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, value);
  }
  return 1;
}

function explain(error: unknown, runner: Runner): void {
  if (!(error instanceof StillpackError)) {
    printBug(runner.io, error);
    const message = 'stillpack failed in a way it should not; the log says more. Please report it.';
    runner.annotate({ level: 'error', title: 'stillpack', message });
    return;
  }
  const { code, message, hint, path, problems } = error;
  runner.annotate({ level: 'error', title: code, message: sentences(message, hint), path });
  // A single problem is what the error itself says.
  for (const each of problems.length > 1 ? problems : []) annotateProblem(runner, each);
}

interface ShownProblem {
  readonly code: string;
  readonly severity: string;
  readonly path: string;
  readonly message: string;
  readonly hint: string;
}

export function annotateProblem(runner: Runner, problem: ShownProblem): void {
  const { code, severity, path, message, hint } = problem;
  const level = severity === 'warning' ? 'warning' : 'error';
  runner.annotate({ level, title: code, message: sentences(message, hint), path });
}

function sentences(message: string, hint: string | undefined): string {
  return hint === undefined ? message : `${message} ${hint}`;
}

/** Bytes. GitHub takes 1 MiB for all outputs of a job. */
const maxList = 200_000;

/** A JSON array, of as many items as there is room for. */
export function listOutput(items: readonly unknown[]): string {
  const texts = items.map((item) => JSON.stringify(item));
  let room = maxList;
  const fit = texts.filter((text) => (room -= Buffer.byteLength(text) + 1) > 0);
  return `[${fit.join(',')}]`;
}
