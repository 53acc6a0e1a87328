// What a command is made of. Each stands in a small file below commands/.
import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { Io } from './io.ts';

/** 0 ok · 1 failed · 2 usage or configuration · 3 network or authorisation · 42 needs a person. */
export type ExitCode = 0 | 1 | 2 | 3 | 42;

export interface Command<Args> {
  /** As yargs writes it: `add [files..]`. */
  readonly usage: string;
  readonly summary: string;
  /** Shown first in the help: command line, and what it does. */
  readonly examples: readonly (readonly [string, string])[];
  /** What the JSON document of a refusal says besides the error. */
  readonly whenRefused?: Readonly<Record<string, unknown>> | undefined;
  /** What it exits with instead where a failure's 1 would be taken for an answer. @default 1 */
  readonly failure?: ExitCode | undefined;
  readonly options: (yargs: Argv) => Argv<Args> | Promise<Argv<Args>>;
  readonly run: (args: ArgumentsCamelCase<Args>, io: Io) => Promise<ExitCode>;
}

/** Commands with a first word in common: `tag add`, `tag rm`. */
export interface CommandGroup extends Pick<Command<unknown>, 'summary' | 'examples'> {
  readonly name: string;
  /** Gives each command to `add`. */
  readonly register: (add: <Args>(command: Command<Args>) => void) => void;
}

/** A command with its arguments: what the command line asks for. */
export interface Invocation extends Pick<Command<unknown>, 'whenRefused' | 'failure'> {
  readonly run: (io: Io) => Promise<ExitCode>;
}
