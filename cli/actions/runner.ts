// GitHub's runner as the actions see it: the one module that speaks to @actions/core.
import { readFile } from 'node:fs/promises';
import * as core from '@actions/core';
import { StillpackError } from '../../src/errors.ts';
import { escapeForeign } from '../../src/printable.ts';
import type { Environment } from '../../src/index.ts';
import { tokenVariables } from '../../src/source/git/token-environment.ts';
import { type Io, processIo } from '../io.ts';

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** In the repository. */
  readonly path?: string | undefined;
}

export interface Runner {
  readonly io: Io;
  /** What the workflow says; trimmed, and empty when it says nothing. */
  readonly input: (name: string) => string;
  /** The same; throws OPTION_INVALID when it is empty. */
  readonly required: (name: string) => string;
  /** An input that is kept out of the log. */
  readonly secret: (name: string) => string;
  /** Throws OPTION_INVALID for what is neither `true` nor `false`. */
  readonly flag: (name: string) => boolean;
  /** The payload of the event that started the workflow. Throws OPTION_INVALID where there is none. */
  readonly readEvent: () => Promise<unknown>;
  /** A variable that the runner sets. Throws OPTION_INVALID where it does not. */
  readonly variable: (name: string) => string;
  /** The environment with the input `token`, kept out of the log, for git on GitHub's server alone. */
  readonly gitEnvironment: () => Environment;
  /** Shown beside the file, and in the log. */
  readonly annotate: (annotation: Annotation) => void;
  /** Markdown on the page of the run. */
  readonly summarize: (markdown: string) => Promise<void>;
  readonly setOutput: (name: string, value: string) => void;
}

/** Nothing that a text quotes gives the runner a command: @actions/core escapes, and delimits what it writes to files. */
export function openRunner(): Runner {
  const io = processIo();
  const variable: Runner['variable'] = (name) => {
    const value = io.env[name];
    if (value !== undefined && value !== '') return value;
    throw new StillpackError('OPTION_INVALID', `The variable ${name} is not set.`, {
      hint: 'This is an action: let a workflow of GitHub run it.',
    });
  };
  return {
    io,
    variable,
    input: (name) => core.getInput(name),
    required: readRequired,
    secret: readSecret,
    flag: (name) => parseFlag(name, core.getInput(name)),
    readEvent: () => readEvent(io.env['GITHUB_EVENT_PATH']),
    gitEnvironment() {
      const token = readSecret('token');
      if (token === '') return io.env;
      const server = variable('GITHUB_SERVER_URL');
      return { ...io.env, [tokenVariables.token]: token, [tokenVariables.server]: server };
    },
    annotate({ level, title, message, path }) {
      const place = path === undefined ? {} : { file: path };
      core[level](escapeForeign(message), { title: escapeForeign(title), ...place });
    },
    async summarize(markdown) {
      await core.summary.addRaw(markdown, true).write();
    },
    setOutput: (name, value) => core.setOutput(name, value),
  };
}

function readRequired(name: string): string {
  const text = core.getInput(name);
  if (text !== '') return text;
  throw new StillpackError('OPTION_INVALID', `The input "${name}" is empty.`, {
    hint: 'Give it below "with" of the step, or leave it out where it has a default.',
  });
}

/** What is masked once stays so; the runner masks what workflows call a secret itself. */
function readSecret(name: string): string {
  const secret = core.getInput(name);
  if (secret !== '') core.setSecret(secret);
  return secret;
}

function parseFlag(name: string, text: string): boolean {
  if (text === 'true') return true;
  if (text === 'false' || text === '') return false;
  throw new StillpackError('OPTION_INVALID', `"${text}" is no value of ${name}.`, {
    hint: 'Write true or false.',
  });
}

async function readEvent(path: string | undefined): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path ?? '', 'utf8'));
  } catch (cause) {
    throw new StillpackError('OPTION_INVALID', 'The event of the workflow cannot be read.', {
      hint: 'GITHUB_EVENT_PATH names it: let a workflow of GitHub run the action.',
      cause,
    });
  }
}
