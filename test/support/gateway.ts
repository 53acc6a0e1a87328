// A registry repository on a bare remote, and `stillpack gateway` in front of it.
import { mkdtemp, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import {
  createRepository,
  git,
  type GitRepository,
  isolatedGitEnv,
  openRepository,
} from './git-repository.ts';
import { stillpack, stillpackProgram } from './program.ts';
import { publishBody, type PublishOptions } from './publish-document.ts';
import { startServer } from './server-process.ts';
import { sharedTemporaryDirectory } from './temp-dir.ts';

/** Everybody's. */
export const password = 'correct-horse-1';
const users = ['mira', 'jo'] as const;
export type TestUser = (typeof users)[number];

export interface TestGatewayOptions {
  /** A folder of programs that it finds before all others. */
  readonly path?: string;
  /** More of its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** More options of the command. */
  readonly args?: readonly string[];
  /** What `--repo` names, for the folder of the bare repository. @default the folder */
  readonly reach?: (remote: string) => Promise<string>;
  /** Further files of the repository, by path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Files that were committed once, and are gone. */
  readonly gone?: Readonly<Record<string, string | Uint8Array>>;
  /** More of stillpack.json. */
  readonly config?: object;
}

export interface Sent {
  /** @default 'GET' */
  readonly method?: string;
  /** Whose login goes with it. @default nobody's */
  readonly as?: TestUser | undefined;
  /** Sent instead of a login's token. */
  readonly token?: string;
  /** Text and streams go as they are, other values as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestGateway {
  /** Ends in `/`. */
  readonly url: string;
  /** The bare repository. */
  readonly remote: GitRepository;
  /** What the gateway keeps. */
  readonly data: string;
  /** The accounts file. */
  readonly accounts: string;
  /** Of a login. */
  readonly tokens: Readonly<Record<TestUser, string>>;
  /** What it printed so far, its log too. */
  output(): string;
  /** Sends the gateway's process a signal; gives its exit code. */
  stop(signal: NodeJS.Signals): Promise<number | undefined>;
  /** The path without the first slash. */
  send(path: string, sent?: Sent): Promise<Response>;
  /** The JSON of an answer that must be 200. */
  read(path: string, as?: TestUser): Promise<unknown>;
  /** Publishes as mira, unless it says otherwise; fails when that is refused. */
  publish(options: PublishOptions, as?: TestUser): Promise<void>;
  /** Commits these files to the remote's main without the gateway, as a merged pull request does. */
  push(files: Readonly<Record<string, string | undefined>>): Promise<void>;
  /** Starts one more on this remote, with these accounts; `data` is the folder of one that ended. */
  another(data?: string): Promise<TestGateway>;
  /** The last commits of the remote's main, newest first: `mira <mira@acme.example>: npm star ui`. */
  commits(count?: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Users mira and jo are logged in; whoever wants to may begin an organisation. */
export async function startGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const { dir, remove } = await sharedTemporaryDirectory();
  const remote = await createRepository({ dir: join(dir, 'remote.git'), bare: true });
  await seed(join(dir, 'seed'), { ...options, remote: remote.dir });
  const accounts = join(dir, 'users.json');
  for (const user of users) {
    await run(['user', 'add', user, '--users', accounts], { STILLPACK_PASSWORD: password });
  }
  const repo = (await options.reach?.(remote.dir)) ?? remote.dir;
  const desk = { dir, remote, repo, accounts, options };
  const gateway = await launch(desk, join(dir, 'data'));
  return {
    ...gateway,
    async close() {
      await gateway.close();
      await remove();
    },
  };
}

interface Desk {
  readonly dir: string;
  readonly remote: GitRepository;
  /** What `--repo` names. */
  readonly repo: string;
  readonly accounts: string;
  readonly options: TestGatewayOptions;
}

async function launch(desk: Desk, data: string): Promise<TestGateway> {
  const { dir, remote, repo, accounts, options } = desk;
  const places = ['--repo', repo, '--data', data, '--users', accounts];
  const server = await startServer(process.execPath, {
    args: [
      ...[stillpackProgram, 'gateway', '--listen', '127.0.0.1:0', '--json', ...places],
      ...(options.args ?? []),
    ],
    env: { HOME: dir, ...isolatedGitEnv, PATH: pathWith(options.path), ...options.env },
    ready: (output) => urlIn(output) !== undefined,
  });
  const url = urlIn(server.output());
  if (url === undefined) throw new Error('stillpack gateway printed no URL');
  const tokens = { mira: await logIn(url, 'mira'), jo: await logIn(url, 'jo') };
  return {
    ...clientOf({ url, tokens, remote }),
    data,
    accounts,
    output: () => server.output(),
    stop: (signal) => server.stop(signal),
    another: async (given) => launch(desk, given ?? (await mkdtemp(join(dir, 'data-')))),
    close: () => server.close(),
  };
}

function clientOf({
  url,
  tokens,
  remote,
}: Pick<TestGateway, 'url' | 'tokens' | 'remote'>): Omit<
  TestGateway,
  'another' | 'close' | 'data' | 'accounts' | 'output' | 'stop'
> {
  const send: TestGateway['send'] = (path, { method, as, token, body, headers } = {}) => {
    const bearer = token ?? (as && tokens[as]);
    return fetch(`${url}${path}`, {
      ...(method !== undefined && { method }),
      headers: {
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && bodyOf(body)),
    });
  };
  return {
    url,
    remote,
    tokens,
    send,
    async read(path, as) {
      const response = await send(path, { as });
      if (response.status !== 200) throw new Error(`${path}: ${await said(response)}`);
      return response.json();
    },
    async publish(options, as = 'mira') {
      const path = options.name.replace('/', '%2f');
      const response = await send(path, { method: 'PUT', as, body: publishBody(options) });
      if (response.status !== 201) throw new Error(`${options.name}: ${await said(response)}`);
    },
    async push(files) {
      const { dir, remove } = await sharedTemporaryDirectory();
      await git(dir, ['clone', '-q', remote.dir, 'clone']);
      const clone = openRepository(join(dir, 'clone'));
      for (const [path, text] of Object.entries(files)) await clone.write(path, text);
      await clone.commit('Change it elsewhere', { date: new Date().toISOString() });
      await clone.git('push', '-q', 'origin', 'main');
      await remove();
    },
    async commits(count = 1) {
      const log = await remote.git('log', `-${count}`, '--format=%an <%ae>: %s', 'main');
      return log.split('\n');
    },
  };
}

function bodyOf(body: unknown): RequestInit {
  if (body instanceof ReadableStream) return { body, duplex: 'half' };
  return { body: typeof body === 'string' ? body : JSON.stringify(body) };
}

async function said(response: Response): Promise<string> {
  return `${response.status} ${await response.text()}`;
}

/** What `stillpack init` makes, with profiles and files, on the remote. */
async function seed(
  dir: string,
  {
    remote,
    files = {},
    gone = {},
    config: more = {},
  }: Pick<TestGatewayOptions, 'files' | 'gone' | 'config'> & { readonly remote: string },
): Promise<void> {
  const repository = await createRepository({ dir });
  await repository.git('config', 'user.name', 'root');
  await repository.git('config', 'user.email', 'root@acme.example');
  await run(['init', dir, '--url', 'http://127.0.0.1:1/', '--host', 'nginx'], isolatedGitEnv);
  // It was just written.
  const config = JSON.parse(await readFile(join(dir, 'stillpack.json'), 'utf8')) as object;
  await repository.write(
    'stillpack.json',
    JSON.stringify({ ...config, gateway: { newScopes: 'users' }, ...more }),
  );
  for (const user of users) {
    await repository.write(`users/${user}.json`, JSON.stringify({ email: addressOf(user) }));
  }
  for (const [path, content] of Object.entries(files)) await repository.write(path, content);
  for (const [path, content] of Object.entries(gone)) await repository.write(path, content);
  await repository.commit('Let users in');
  for (const path of Object.keys(gone)) await repository.write(path, undefined);
  if (Object.keys(gone).length > 0) await repository.commit('Remove files');
  await git(dir, ['push', '-q', remote, 'main']);
}

function addressOf(user: TestUser): string {
  return `${user}@acme.example`;
}

async function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const { code, stderr } = await stillpack(args, { env });
  if (code !== 0) throw new Error(`stillpack ${args.join(' ')} exited with ${code}:\n${stderr}`);
}

/** npm login --auth-type=legacy. */
export async function logIn(url: string, user: string, secret: string = password): Promise<string> {
  const response = await fetch(`${url}-/user/org.couchdb.user:${user}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: user, password: secret }),
  });
  if (response.status !== 201) throw new Error(`login of ${user}: ${await said(response)}`);
  const { token } = (await response.json()) as { readonly token: string };
  return token;
}

function pathWith(first: string | undefined): string {
  const path = process.env['PATH'] ?? '';
  return first === undefined ? path : `${first}${delimiter}${path}`;
}

function urlIn(output: string): string | undefined {
  return /"url":\s*"(http:[^"]+)"/.exec(output)?.[1];
}
