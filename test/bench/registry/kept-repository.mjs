// Registry repositories that are made once and kept.
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fastImport } from './fast-import.mjs';

/** Where a kept repository stands when it has just been made. */
const start = 'refs/bench/start';

/** Runs git without the user's configuration and gives its stdout. */
export function git(repo, args, env = {}) {
  return execFileSync('git', ['-C', repo, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      ...env,
    },
  }).trim();
}

/**
 * The path of the repository `name`, made of `commits()` unless it is there already. With a work tree, `HEAD` and
 * files are put back to where they stood when it was made.
 */
export async function keptRepository({ cache, name, workTree, commits }) {
  const repo = path.join(cache, 'registries', name);
  if (isComplete(repo)) {
    if (workTree) git(repo, ['reset', '--quiet', '--hard', start]);
    return repo;
  }
  rmSync(repo, { recursive: true, force: true });
  execFileSync('git', ['init', '--quiet', '-b', 'main', ...(workTree ? [] : ['--bare']), repo]);
  // git gc in the background would be measured, too.
  for (const key of ['gc.auto', 'maintenance.auto']) git(repo, ['config', key, '0']);
  git(repo, ['config', 'user.name', 'Bench']);
  git(repo, ['config', 'user.email', 'bench@example.com']);
  await fastImport(repo, commits());
  if (workTree) git(repo, ['reset', '--quiet', '--hard', 'main']);
  git(repo, ['update-ref', start, 'main']);
  return repo;
}

function isComplete(repo) {
  if (!existsSync(repo)) return false;
  try {
    git(repo, ['rev-parse', '--verify', '--quiet', start]);
    return true;
  } catch {
    return false;
  }
}
