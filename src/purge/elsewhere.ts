// What else holds purged bytes: no program of ours reaches it.
import type { GitProgram } from '../source/git/git-program.ts';
import type { GitEngine, Oid } from '../source/git-engine.ts';
import type { OutsideBytes } from './outside.ts';
import type { Ref } from './read-refs.ts';

/** A place that may still have the bytes. */
export interface Holder {
  readonly holder:
    | 'caches'
    | 'clones'
    | 'forge'
    | 'gateway'
    | 'git-lfs'
    | 'host'
    | 'mirrors'
    | 'output'
    | 'pinned-pointer'
    | 'remote'
    | 'secrets';
  /** What it has, and what to do about it. */
  readonly text: string;
  /** To be run in the repository, in a POSIX shell. */
  readonly commands: readonly string[];
}

/** In the order in which to see to them. */
export async function listHolders(
  { git, engine }: { readonly git: GitProgram; readonly engine: GitEngine },
  {
    refs,
    old,
    specs,
    outside,
  }: {
    readonly refs: readonly Ref[];
    /** Those of the refs that lead to the old history. */
    readonly old: readonly Ref[];
    readonly specs: readonly string[];
    readonly outside: OutsideBytes;
  },
): Promise<readonly Holder[]> {
  const remotes = await listRemotes(git);
  const pushes: Holder[] = [];
  for (const name of remotes) {
    const commands = await pushCommands(engine, { remote: name, refs, old });
    if (commands.length === 0) continue;
    pushes.push({
      holder: 'remote',
      text: `The remote ${name} has the old history until it is pushed over; until then \`git fetch\` brings it back. Its branch protection may have to allow a forced push for the time being.`,
      commands,
    });
  }
  const again = `stillpack purge ${specs.map(shellWord).join(' ')} --yes`;
  return [
    holder(
      'secrets',
      'A key or password that was in the package is known: revoke it first, whatever else is done.',
    ),
    ...pushes,
    holder(
      'forge',
      'A forge keeps old commits in pull requests (refs/pull, refs/merge-requests), in forks and in cached pages: ask its support to remove them, and close or update open pull requests.',
    ),
    holder(
      'clones',
      'Every clone and fork has the old history, and one push or merge from there brings it back. In each, once what is not pushed is saved: take the new branches, then run the same command, which makes other branches anew and prunes.',
      ['git fetch --prune --prune-tags --force', 'git reset --hard @{upstream}', again],
    ),
    holder(
      'gateway',
      'A gateway has a clone and built files in its data folder: stop it, delete the clone and the built files there, and start it again.',
    ),
    holder(
      'output',
      'The output folder has the tarball, its documents and their compressed twins until the next build, which takes them away.',
      ['stillpack build --out public'],
    ),
    holder(
      'host',
      'The static host and its CDN serve the old files until they are deployed anew with removals, and may keep old deployments and versions of objects: delete those, and purge the CDN.',
    ),
    holder(
      'caches',
      'Caches of CI jobs, artifacts and the cache folder of builds (README, manifest) may have it: delete them on every machine that builds.',
      ['rm -r "${XDG_CACHE_HOME:-$HOME/.cache}/stillpack"'],
    ),
    holder(
      'mirrors',
      'Mirrors, proxies, and whoever installed the version have a copy (node_modules, the cache of npm, pnpm, yarn or bun): tell them.',
    ),
    ...outside.lfs.map(({ sha256 }) =>
      holder(
        'git-lfs',
        `The Git LFS server has object ${sha256}: git cannot remove it there; use the forge's settings, or ask its support.`,
      ),
    ),
    ...outside.pinned.map(({ url }) =>
      holder('pinned-pointer', `The bytes themselves are at ${url}: remove them there.`),
    ),
  ];
}

function holder(name: Holder['holder'], text: string, commands: readonly string[] = []): Holder {
  return { holder: name, text, commands };
}

async function listRemotes(git: GitProgram): Promise<readonly string[]> {
  const names = (await git.output(['remote'])).toString('utf8').split('\n');
  return names.filter((name) => name !== '');
}

/**
 * Leases name what the remote has, as far as this repository knows, since the remote-tracking branches are already what
 * they are to become. The local branch goes where it continues the remote's, else what the remote's became.
 */
async function pushCommands(
  engine: GitEngine,
  {
    remote,
    refs,
    old,
  }: { readonly remote: string; readonly refs: readonly Ref[]; readonly old: readonly Ref[] },
): Promise<readonly string[]> {
  const tracking = `refs/remotes/${remote}/`;
  const branches = old.filter(({ name }) => name.startsWith(tracking));
  const words: string[] = [];
  const sources: string[] = [];
  for (const { name, oid } of branches) {
    const branch = `refs/heads/${name.slice(tracking.length)}`;
    const local = old.find((ref) => ref.name === branch);
    const isAhead = local !== undefined && (await engine.isAncestor(oid, local.oid));
    words.push(`--force-with-lease=${branch}:${oid}`);
    sources.push(`${isAhead ? branch : name}:${branch}`);
  }
  const tags = old.filter(({ name }) => name.startsWith('refs/tags/'));
  const push = (leases: readonly string[], refspecs: readonly string[]): string =>
    ['git', 'push', ...leases, remote, ...refspecs].map(shellWord).join(' ');
  const commands = branches.length === 0 ? [] : [push(['--atomic', ...words], sources)];
  if (tags.length > 0) {
    commands.push(
      push(
        tags.map(({ name, oid }) => `--force-with-lease=${name}:${oid}`),
        tags.map(({ name }) => `${name}:${name}`),
      ),
    );
  }
  const isKnown = refs.some(({ name }) => name.startsWith(tracking));
  // What it has is not known here.
  return old.length > 0 && !isKnown ? [push(['--force'], ['--all']), ...commands] : commands;
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./~^-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** The refs that lead to one of the commits. */
export function refsTo(refs: readonly Ref[], commits: ReadonlySet<Oid>): readonly Ref[] {
  return refs.filter(({ commit }) => commits.has(commit));
}
