// Commits with the git program, through plumbing and an index of its own: no hook, filter or editor of the
// repository runs, and what the user has staged stays staged.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StillpackError } from '../../errors.ts';
import type { Environment } from '../../source/environment.ts';
import { durable } from '../../source/git/durable.ts';
import { gitEnvironment } from '../../source/git/git-environment.ts';
import { createGitProgram, gitFailed, type GitProgram } from '../../source/git/git-program.ts';
import { withoutFilters } from '../../source/git/own-programs.ts';
import { parseTreeListing } from '../../source/git/tree-listing.ts';
import { type Oid, oidOf } from '../../source/git-engine.ts';
import { makeTemporaryFolder } from '../../temporary-folder.ts';
import type { CommitStore, FileEntry } from '../commit-store.ts';
import { identityVariables, readIdentityVariables } from './git-identity.ts';
import { parseAttributes, parseIndexListing, renderIndexInfo } from './git-records.ts';
import { writeLfsObject } from './lfs.ts';
import { readSigning } from './signing.ts';

export interface GitStoreOptions {
  /** Absolute path of the git program. */
  readonly program: string;
  readonly gitDir: string;
  readonly workTree: string;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly env: Environment;
}

export function createGitStore(options: GitStoreOptions): CommitStore {
  const { gitDir, workTree, objectFormat } = options;
  const env = { ...gitEnvironment(options.env, false), ...identityVariables(options.env) };
  const gitWith = (variables: Readonly<Record<string, string>>): GitProgram =>
    createGitProgram({
      program: options.program,
      env: { ...env, ...variables },
      cwd: workTree,
      gitDir,
    });
  const git = gitWith({});
  return {
    name: 'git',
    gitDir,
    workTree,
    objectFormat,
    readHead: () => readHead(git),
    async isDetached() {
      const args = ['symbolic-ref', '--quiet', 'HEAD'];
      const { code, stderr } = await git.run(args);
      if (code !== 0 && code !== 1) throw gitFailed(args, stderr);
      return code === 1;
    },
    async readEntries(commit, paths) {
      const args = ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', commit, '--'];
      return inBatches(paths, async (batch) => {
        const entries = parseTreeListing(await git.output([...args, ...batch]));
        return entries.flatMap(({ mode, path, oid }) => (mode === '040000' ? [] : [{ path, oid }]));
      });
    },
    async readIndex(paths) {
      const args = ['--glob-pathspecs', 'ls-files', '--stage', '-z', '--full-name', '--'];
      return inBatches(paths, async (batch) =>
        parseIndexListing(await git.output([...args, ...batch.map(exactly)])),
      );
    },
    async readLfsPaths(paths) {
      const args = ['check-attr', '--stdin', '-z', 'filter'];
      const filters = parseAttributes(await git.output(args, paths.join('\0')));
      return new Set(paths.filter((path) => filters.get(path) === 'lfs'));
    },
    async readRemoteUrls() {
      const { stdout } = await git.run(['config', '-z', '--get-regexp', '^remote\\..*\\.url$']);
      const records = stdout.toString().split('\0').filter(Boolean);
      return records.map((record) => record.slice(record.indexOf('\n') + 1));
    },
    async writeBlob(path, bytes, { lfs }) {
      const stored = lfs ? await writeLfsObject(git, path, bytes) : bytes;
      return oidFrom(git, [...durable, 'hash-object', '-w', '--no-filters', '--stdin'], stored);
    },
    writeTree: (base, entries) => writeTree(gitWith, { base, entries, objectFormat }),
    async writeCommit({ tree, parent, message, author }) {
      const who = { ...(await readIdentityVariables(git)), ...authorVariables(author) };
      const parents = parent === undefined ? [] : ['-p', parent];
      const args = [...durable, '-c', 'i18n.commitEncoding=UTF-8', 'commit-tree', ...parents];
      const signing = await readSigning(git);
      return oidFrom(gitWith(who), [...args, ...signing, '-F', '-', tree], message);
    },
    async writeIndex(entries) {
      const info = renderIndexInfo(entries, objectFormat);
      const options = [...durable, ...(await withoutFilters(git))];
      await git.output([...options, 'update-index', '-z', '--index-info'], info);
    },
    async moveHead({ from, to, message }) {
      const old = from ?? '0'.repeat(objectFormat === 'sha256' ? 64 : 40);
      const args = [...durable, 'update-ref', '-m', message, 'HEAD', to, old];
      const outcome = await git.run(args);
      if (outcome.code === 0) return;
      if ((await readHead(git)) === from) throw gitFailed(['update-ref'], outcome.stderr);
      throw new StillpackError('GIT_FAILED', 'Another commit was made in the meantime.', {
        hint: 'Nothing was committed; run the command again.',
      });
    },
  };
}

async function readHead(git: GitProgram): Promise<Oid | undefined> {
  const { stdout } = await git.run(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  return oidOf(stdout.toString().trim());
}

/** In an index of its own, so that the user's is not read and its lock not needed. */
async function writeTree(
  gitWith: (variables: Readonly<Record<string, string>>) => GitProgram,
  {
    base,
    entries,
    objectFormat,
  }: {
    readonly base: Oid | undefined;
    readonly entries: readonly FileEntry[];
    readonly objectFormat: 'sha1' | 'sha256';
  },
): Promise<Oid> {
  const folder = await makeTemporaryFolder('index');
  try {
    const git = gitWith({ GIT_INDEX_FILE: join(folder, 'index') });
    await git.output(['read-tree', ...(base === undefined ? ['--empty'] : [base])]);
    await git.output(
      ['update-index', '-z', '--index-info'],
      renderIndexInfo(entries, objectFormat),
    );
    return await oidFrom(git, [...durable, 'write-tree']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function oidFrom(
  git: GitProgram,
  args: readonly string[],
  input?: string | Uint8Array,
): Promise<Oid> {
  const text = (await git.output(args, input)).toString().trim();
  const oid = oidOf(text);
  if (oid === undefined) throw new TypeError(`git gave "${text}" as an object id`);
  return oid;
}

function authorVariables(
  author: { readonly name: string; readonly email: string } | undefined,
): Readonly<Record<string, string>> {
  return author === undefined
    ? {}
    : { GIT_AUTHOR_NAME: author.name, GIT_AUTHOR_EMAIL: author.email };
}

/** Not all paths at once: Windows allows 32,767 characters for a command line. */
const pathsPerCommand = 64;

async function inBatches(
  paths: readonly string[],
  read: (batch: readonly string[]) => Promise<readonly FileEntry[]>,
): Promise<readonly FileEntry[]> {
  const found: FileEntry[] = [];
  for (let start = 0; start < paths.length; start += pathsPerCommand) {
    found.push(...(await read(paths.slice(start, start + pathsPerCommand))));
  }
  return found;
}

/** A pathspec of one file. One without a pattern is also of all that lies below it, should it be a folder. */
function exactly(path: string): string {
  const [first = '', ...rest] = path;
  return `[${first}]${rest.join('').replace(/[*?[\]\\]/g, String.raw`\$&`)}`;
}
