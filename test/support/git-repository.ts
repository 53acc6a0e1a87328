// Real git repositories in temporary folders, made with the git program, whatever the user's git configuration.
import { execFile } from 'node:child_process';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Oid, oidOf } from '../../src/source/git-engine.ts';
import { temporaryDirectory } from './temp-dir.ts';

const run = promisify(execFile);

export interface RepositoryOptions {
  /** @default 'sha1' */
  readonly objectFormat?: 'sha1' | 'sha256';
  /** Without a work tree. @default false */
  readonly bare?: boolean;
  /** Where to make it. @default a new temporary folder */
  readonly dir?: string;
}

export interface CommitOptions {
  /** The committer's date, ISO 8601. @default one minute after the commit made before it */
  readonly date?: string;
  /** The author's date, ISO 8601. @default `date` */
  readonly authorDate?: string;
  /** @default 'Mira' */
  readonly author?: string;
  /** @default 'mira@acme.example' */
  readonly email?: string;
  /** Replace the last commit. @default false */
  readonly amend?: boolean;
}

export interface GitRepository {
  /** The work tree, or the bare repository. */
  readonly dir: string;
  /** Runs git in `dir`; gives its output without the last line end. */
  git(...args: readonly string[]): Promise<string>;
  /** Writes a file below the work tree; `undefined` removes it. */
  write(path: string, content: Uint8Array | string | undefined, mode?: number): Promise<void>;
  /** Commits everything in the work tree (an empty commit when nothing changed). */
  commit(message: string, options?: CommitOptions): Promise<Oid>;
  /** `git merge --no-ff`, dated like a commit. */
  merge(branch: string, options?: CommitOptions): Promise<Oid>;
  /** The commit that `ref` names. */
  oid(ref: string): Promise<Oid>;
}

/** What keeps the git program from the user's and the machine's settings. */
export const isolatedGitEnv: Readonly<Record<string, string>> = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
  TZ: 'UTC',
};

export interface GitOptions {
  /** More environment variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** What git reads from standard input. */
  readonly input?: Uint8Array | string;
}

const identity = {
  GIT_AUTHOR_NAME: 'Mira',
  GIT_AUTHOR_EMAIL: 'mira@acme.example',
  GIT_COMMITTER_NAME: 'Mira',
  GIT_COMMITTER_EMAIL: 'mira@acme.example',
};

/** Runs git in `dir` with settings of its own; gives its output without the last line end. */
export async function git(
  dir: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> {
  const running = run('git', args, {
    cwd: dir,
    env: { PATH: process.env['PATH'], HOME: dir, ...isolatedGitEnv, ...identity, ...options.env },
    maxBuffer: 2 ** 28,
  });
  // A git that ends before it has read everything says so by its exit code.
  running.child.stdin?.on('error', () => undefined).end(options.input ?? '');
  return (await running).stdout.replace(/\n$/, '');
}

/** A new repository with the branch `main`, no commit yet. */
export async function createRepository(options: RepositoryOptions = {}): Promise<GitRepository> {
  const dir = options.dir ?? (await temporaryDirectory());
  await mkdir(dir, { recursive: true });
  const format = `--object-format=${options.objectFormat ?? 'sha1'}`;
  await git(dir, [
    'init',
    '-q',
    '-b',
    'main',
    format,
    ...(options.bare === true ? ['--bare'] : []),
  ]);
  return openRepository(dir);
}

/** A repository that exists already (a clone, a linked worktree) as a builder. */
export function openRepository(dir: string): GitRepository {
  let clock = Date.parse('2024-01-01T00:00:00Z');
  const signature = (options: CommitOptions): Record<string, string> => {
    if (options.date !== undefined) clock = Date.parse(options.date);
    const date = new Date(clock).toISOString();
    clock += 60_000;
    const { author: name = 'Mira', email = 'mira@acme.example' } = options;
    return {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_AUTHOR_DATE: options.authorDate ?? date,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
      GIT_COMMITTER_DATE: date,
    };
  };
  const oid = async (ref: string): Promise<Oid> => {
    const found = oidOf(await git(dir, ['rev-parse', '--verify', `${ref}^{commit}`]));
    if (found === undefined) throw new Error(`no commit ${ref}`);
    return found;
  };
  return {
    dir,
    oid,
    git: (...args) => git(dir, args),
    async write(path, content, mode) {
      const file = join(dir, path);
      if (content === undefined) return rm(file, { recursive: true });
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
      if (mode !== undefined) await chmod(file, mode);
    },
    async commit(message, options = {}) {
      await git(dir, ['add', '--all']);
      const amend = options.amend === true ? ['--amend'] : [];
      const args = ['commit', '-q', '--allow-empty', '--no-gpg-sign', '-m', message, ...amend];
      await git(dir, args, { env: signature(options) });
      return oid('HEAD');
    },
    async merge(branch, options = {}) {
      await git(dir, ['merge', '-q', '--no-ff', '-m', `Merge ${branch}`, branch], {
        env: signature(options),
      });
      return oid('HEAD');
    },
  };
}
