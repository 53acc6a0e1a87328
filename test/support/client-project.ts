// A project and a user's home on an empty machine, in which a client runs.
import { spawn } from 'node:child_process';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { Args, Client, Source } from './client.ts';
import { temporaryDirectory } from './temp-dir.ts';
import { toolProgram } from './tools/tool.ts';

export interface ClientProject {
  readonly dir: string;
  /**
   * Runs one command, with more in its environment; gives what it printed on both channels. Rejects with that when it
   * exits other than 0.
   */
  run(
    args: Args,
    conversation?: Conversation,
    env?: Readonly<Record<string, string>>,
  ): Promise<string>;
  /** The version in `node_modules`, or `undefined`; a dependency of a dependency may be in the client's own store. */
  installed(name: string): Promise<string | undefined>;
  has(path: string): Promise<boolean>;
  /** Leaves the project's own files, without `node_modules` and caches, set up for `source`. */
  moveToEmptyMachine(source: Source): Promise<void>;
}

/** What is typed when a command has printed `asked`, in this order; at once for what matches nothing at all. */
export type Conversation = readonly {
  readonly asked: RegExp;
  /** Gets what `asked` matched; without a result nothing is typed. */
  readonly answer: (match: RegExpExecArray) => Promise<string | undefined> | string;
}[];

/** Nothing listens there: a client that wants anything but the loopback interface is refused at once. */
const nowhere = 'http://127.0.0.1:9';
const here = '127.0.0.1,localhost';

/** A new project of `client`, set up for `source`, with an empty home; removed when the running test ends. */
export async function createProject(client: Client, source: Source): Promise<ClientProject> {
  const root = await temporaryDirectory();
  const dir = join(root, 'project');
  const home = join(root, 'home');
  const program = toolProgram(client.tool, client.program);

  const write = async (path: string, text: string): Promise<void> => {
    const file = path.startsWith('~/') ? join(home, path.slice(2)) : join(dir, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  const setUp = async (from: Source): Promise<void> => {
    await mkdir(home, { recursive: true });
    for (const [path, text] of Object.entries(client.configFiles(from))) await write(path, text);
  };
  const project: ClientProject = {
    dir,
    run: (args, conversation = [], env = {}) =>
      runProgram(program, args, {
        cwd: dir,
        env: { ...environment(home, client), ...env },
        conversation,
      }),
    has: (path) => exists(join(dir, path)),
    async installed(name) {
      const file = join(dir, 'node_modules', name, 'package.json');
      if (!(await exists(file))) return undefined;
      // A package.json that a client unpacked from one of our own tarballs.
      const { version } = JSON.parse(await readFile(file, 'utf8')) as { version: string };
      return version;
    },
    async moveToEmptyMachine(to) {
      await rm(join(dir, 'node_modules'), { recursive: true, force: true });
      await rm(home, { recursive: true, force: true });
      await setUp(to);
    },
  };
  const manifest = { name: 'user', version: '1.0.0', private: true, ...client.manifest };
  await write('package.json', JSON.stringify(manifest));
  await setUp(source);
  return project;
}

/** Everything a client may know of this machine: no setting of the user's, no cache, no network. */
export function environment(
  home: string,
  { runs }: Pick<Client, 'runs'> = {},
): Record<string, string> {
  const path = [dirname(process.execPath), '/usr/bin', '/bin'];
  if (runs !== undefined) path.unshift(dirname(toolProgram(runs, 'npm')));
  return {
    HOME: home,
    TMPDIR: home,
    PATH: path.join(delimiter),
    CI: 'true',
    NO_COLOR: '1',
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    http_proxy: nowhere,
    https_proxy: nowhere,
    NO_PROXY: here,
    no_proxy: here,
    DO_NOT_TRACK: '1',
    npm_config_globalconfig: join(home, 'no-global-npmrc'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    YARN_ENABLE_TELEMETRY: '0',
    DENO_NO_UPDATE_CHECK: '1',
  };
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

interface RunOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly conversation: Conversation;
}

function runProgram(
  program: string,
  args: Args,
  { cwd, env, conversation }: RunOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const stdin = conversation.length === 0 ? 'ignore' : 'pipe';
    const child = spawn(program, args, { cwd, env, stdio: [stdin, 'pipe', 'pipe'] });
    let output = '';
    let unread = '';
    const questions = [...conversation];
    const converse = async (): Promise<void> => {
      const match = questions[0]?.asked.exec(unread) ?? undefined;
      if (match === undefined) return;
      unread = unread.slice(match.index + match[0].length);
      const line = await questions.shift()?.answer(match);
      if (line !== undefined) child.stdin?.write(`${line}\n`);
    };
    const collect = (text: Buffer): void => {
      output += text.toString();
      unread += text.toString();
      converse().catch(reject);
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', reject);
    converse().catch(reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ${args.join(' ')} exited with ${code}:\n${output}`));
    });
  });
}
