// An action as GitHub's runner starts it: its main.cjs, with inputs and files in the environment, and nothing else.
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { temporaryDirectory } from './temp-dir.ts';

const folder = resolve(import.meta.dirname, '../../.github/actions');

export const actionNames = ['build', 'comment', 'review', 'upload'] as const;
export type ActionName = (typeof actionNames)[number];

/** action.yml, as far as the tests look at it. */
export interface ActionFile {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default?: string; required?: boolean }>
  >;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: Readonly<Record<string, string>>;
}

export async function readActionFile(name: ActionName): Promise<ActionFile> {
  // A test holds the files to it.
  return parse(await readFile(join(folder, name, 'action.yml'), 'utf8')) as ActionFile;
}

export interface ActionOptions {
  /** The workspace. */
  readonly cwd: string;
  /** What the workflow says; the rest are the defaults of action.yml. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** The event's payload. @default {} */
  readonly event?: unknown;
  /** More variables of the runner. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ActionOutcome {
  readonly code: number;
  /** The log. */
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Lines of the log that are commands to the runner, but for masks. */
  readonly commands: readonly string[];
}

/** Never rejects, whatever its exit code. */
export async function runAction(
  name: ActionName,
  { cwd, inputs = {}, event = {}, env = {} }: ActionOptions,
): Promise<ActionOutcome> {
  const temporary = await temporaryDirectory();
  const place = (file: string): string => join(temporary, file);
  for (const file of ['output', 'summary']) await writeFile(place(file), '');
  await writeFile(place('event.json'), JSON.stringify(event));
  const { code, stdout, stderr } = await start(join(folder, name, 'main.cjs'), cwd, {
    PATH: process.env['PATH'] ?? '',
    HOME: temporary,
    ...(await inputVariables(name, inputs)),
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_PATH: place('event.json'),
    GITHUB_OUTPUT: place('output'),
    GITHUB_REPOSITORY: 'acme/registry',
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_STEP_SUMMARY: place('summary'),
    RUNNER_TEMP: temporary,
    ...env,
  });
  return {
    code,
    stdout,
    stderr,
    outputs: outputsIn(await readFile(place('output'), 'utf8')),
    summary: await readFile(place('summary'), 'utf8'),
    // The runner takes them after blanks, too.
    commands: stdout
      .split('\n')
      .filter((line) => /^\s*::|##\[/.test(line) && !line.startsWith('::add-mask::')),
  };
}

async function inputVariables(
  name: ActionName,
  given: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const { inputs } = await readActionFile(name);
  const texts = Object.entries(inputs).map(([key, input]): [string, string] => {
    const usual = input.default ?? '';
    return [key, usual.startsWith('${{') ? '' : usual];
  });
  const all = { ...Object.fromEntries(texts), ...given };
  return Object.fromEntries(
    Object.entries(all).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]),
  );
}

async function start(
  file: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Pick<ActionOutcome, 'code' | 'stdout' | 'stderr'>> {
  return new Promise((settle) => {
    const child = execFile(
      process.execPath,
      [file],
      { cwd, env, maxBuffer: 2 ** 26 },
      (_error, stdout, stderr) => settle({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

/** As the runner reads the file: `name<<delimiter`, lines, delimiter. */
function outputsIn(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const [, name, delimiter] = /^(.+?)<<(.+)$/.exec(lines[at] ?? '') ?? [];
    if (name === undefined || delimiter === undefined) continue;
    const end = lines.indexOf(delimiter, at + 1);
    outputs[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return outputs;
}
