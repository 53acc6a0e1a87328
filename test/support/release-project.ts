// A source repository with packages, as a release tool finds it in CI: cloned from a remote of its own, and logged in to
// a gateway.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { npm11 } from './client-npm.ts';
import { createProject, environment } from './client-project.ts';
import type { TestGateway } from './gateway.ts';
import { createRepository, type GitRepository, isolatedGitEnv } from './git-repository.ts';
import { publishBody } from './publish-document.ts';
import { temporaryDirectory } from './temp-dir.ts';
import { type ToolId, toolPrograms } from './tools/tool.ts';

const execute = promisify(execFile);

export interface ReleaseOptions {
  readonly gateway: TestGateway;
  /** Whose programs are on the PATH, besides Node's and git. */
  readonly tools: readonly ToolId[];
  readonly files: Readonly<Record<string, object | string>>;
}

export interface ReleaseProject {
  /** The clone. */
  readonly repository: GitRepository;
  /** Its remote. */
  readonly origin: GitRepository;
  /** Runs a tool as mira; gives what it printed on both channels. Rejects with that when it exits other than 0. */
  run(program: string, ...args: readonly string[]): Promise<string>;
  /** Commits what is in the work tree, and pushes it. */
  push(message: string): Promise<void>;
}

export async function createReleaseProject({
  gateway,
  tools,
  files,
}: ReleaseOptions): Promise<ReleaseProject> {
  const root = await temporaryDirectory();
  const home = join(root, 'home');
  const origin = await createRepository({ dir: join(root, 'origin.git'), bare: true });
  const repository = await createRepository({ dir: join(root, 'work') });
  await repository.git('remote', 'add', 'origin', origin.dir);
  await repository.git('config', 'user.name', 'Mira');
  await repository.git('config', 'user.email', 'mira@acme.example');
  await mkdir(home);
  const token = `${gateway.url.replace('http:', '')}:_authToken=${gateway.tokens.mira}\n`;
  await writeFile(join(home, '.npmrc'), token);
  await repository.write('.npmrc', `registry=${gateway.url}\n`);
  for (const [path, content] of Object.entries(files)) {
    await repository.write(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  const machine = environment(home);
  const programs = (['node-24', ...tools] as const).map(toolPrograms);
  const env = {
    ...machine,
    ...isolatedGitEnv,
    PATH: [...programs, machine['PATH']].join(delimiter),
    // Else lerna leaves a process behind.
    NX_DAEMON: 'false',
  };
  const project: ReleaseProject = {
    repository,
    origin,
    async run(program, ...args) {
      const { stdout, stderr } = await execute(program, args, { cwd: repository.dir, env });
      return `${stdout}${stderr}`;
    },
    async push(message) {
      await repository.commit(message);
      await repository.git('push', '-q', 'origin', 'main');
    },
  };
  await project.push('feat: begin');
  return project;
}

/** Two packages, the second of which needs the first: `dependency` is how it says so. */
export function twoPackages(dependency: string): Readonly<Record<string, object | string>> {
  const shared = { version: '1.0.0', license: 'MIT', files: ['*.js'] };
  return {
    'packages/core/package.json': { name: 'core', ...shared },
    'packages/core/index.js': "module.exports = 'core';\n",
    'packages/ui/package.json': { name: '@mira/ui', ...shared, dependencies: { core: dependency } },
    'packages/ui/index.js': "module.exports = require('core');\n",
  };
}

/** The versions that a stranger gets with npm, who asks for the first of the packages alone. */
export async function installed(
  { url }: TestGateway,
  ...names: readonly [string, ...string[]]
): Promise<readonly (string | undefined)[]> {
  const project = await createProject(npm11, { registry: url });
  await project.run(npm11.add(names[0]));
  return Promise.all(names.map((name) => project.installed(name)));
}

/** Branches of the registry that wait for somebody to merge them. */
export async function waitingBranches({ remote }: TestGateway): Promise<readonly string[]> {
  const list = await remote.git('for-each-ref', '--format=%(refname:short)', 'refs/heads/publish');
  return list.split('\n');
}

/** What a reviewer does to all of them. */
export async function mergeWaiting(gateway: TestGateway): Promise<void> {
  const { remote } = gateway;
  const clone = await createRepository();
  await clone.git('pull', '-q', remote.dir, 'main');
  for (const branch of await waitingBranches(gateway)) {
    await clone.git('fetch', '-q', remote.dir, branch);
    await clone.merge('FETCH_HEAD');
  }
  await clone.git('push', '-q', remote.dir, 'main');
  // The gateway looks at the remote when it is asked for the next change.
  await gateway.send('next', { method: 'PUT', as: 'mira', body: publishBody({ name: 'next' }) });
}

export async function tagsOf(repository: GitRepository): Promise<readonly string[]> {
  const list = await repository.git('tag');
  return list === '' ? [] : list.split('\n');
}
