// A repository of somebody else may name what is not its owner's to name. Git leaves it alone (safe.directory,
// git 2.35.2), and so does this engine.
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import git from 'isomorphic-git';
import { StillpackError } from '../../errors.ts';
import type { Environment } from '../environment.ts';
import type { RepositoryPlace } from './locate-repository.ts';

export interface Caller {
  readonly env: Environment;
  /** `undefined` where files have no numbered owner (Windows). @default the process's effective user */
  readonly uid?: number | undefined;
}

/**
 * Throws GIT_FAILED for a repository that belongs to another user, unless `safe.directory` in the user's or the
 * machine's configuration allows it. Unlike git, files that these include are not read.
 */
export async function refuseForeign(place: RepositoryPlace, caller: Caller): Promise<void> {
  const { env, uid = process.geteuid?.() } = caller;
  const { gitDir, parent } = place;
  const paths = parent === undefined ? [gitDir] : [parent, join(parent, '.git'), gitDir];
  if (uid === undefined || (await areOwnedBy(paths, ownersFor(uid, env)))) return;
  const dir = parent ?? gitDir;
  if (isAllowed(dir, await safeDirectories(env))) return;
  throw new StillpackError('GIT_FAILED', `The repository at ${dir} belongs to another user.`, {
    path: dir,
    hint: `If you trust it, run: git config --global --add safe.directory ${dir}`,
  });
}

/** Root keeps the rights of whoever became root by sudo (git 2.35.3). */
function ownersFor(uid: number, env: Environment): readonly number[] {
  const sudo = env['SUDO_UID'];
  return uid === 0 && sudo !== undefined && /^\d+$/.test(sudo) ? [0, Number(sudo)] : [uid];
}

async function areOwnedBy(paths: readonly string[], owners: readonly number[]): Promise<boolean> {
  const stats = await Promise.all(paths.map((path) => fs.lstat(path)));
  return stats.every(({ uid }) => owners.includes(uid));
}

/** An empty value forgets those before it; `*` allows every folder, `/a/*` those below `/a` (git 2.46). */
function isAllowed(dir: string, safe: readonly string[]): boolean {
  return safe
    .slice(safe.lastIndexOf('') + 1)
    .some(
      (each) =>
        each === '*' || each === dir || (each.endsWith('/*') && dir.startsWith(each.slice(0, -1))),
    );
}

/** From the files that git reads before the repository's own, in its order. */
async function safeDirectories(env: Environment): Promise<readonly string[]> {
  const home = env['HOME'];
  const noSystem = ['1', 'true', 'yes', 'on'].includes(
    env['GIT_CONFIG_NOSYSTEM']?.toLowerCase() ?? '',
  );
  const xdg = env['XDG_CONFIG_HOME'] ?? (home === undefined ? undefined : join(home, '.config'));
  const global = env['GIT_CONFIG_GLOBAL'];
  const files = [
    noSystem ? undefined : (env['GIT_CONFIG_SYSTEM'] ?? '/etc/gitconfig'),
    ...(global === undefined
      ? [xdg && join(xdg, 'git/config'), home && join(home, '.gitconfig')]
      : [global]),
  ];
  const values: string[] = [];
  for (const file of files) {
    for (const value of file === undefined ? [] : await safeDirectoriesIn(file)) {
      values.push(value === '~' || value.startsWith('~/') ? (home ?? '') + value.slice(1) : value);
    }
  }
  return values;
}

async function safeDirectoriesIn(file: string): Promise<readonly string[]> {
  const text = await fs.readFile(file, 'utf8').catch(() => '');
  // isomorphic-git 1.44 parses a repository's configuration only: it is shown this file in its place.
  const shown = { promises: { ...fs, readFile: () => Promise.resolve(text) } };
  // The library types every value as `any`.
  const values = (await git.getConfigAll({
    fs: shown,
    gitdir: '/',
    path: 'safe.directory',
  })) as unknown[];
  return values.map(String);
}
