// Notices that HEAD moved, or with `dirty` that a package file in the work tree changed.
import path from 'node:path';
import fastGlob from 'fast-glob';
import type { BuildOptions } from '../options.ts';
import { commitWhenOpened, openEngine } from '../source/open-engine.ts';

/** How often to look, in milliseconds: asking git costs a few, and works on every file system and kind of repository. */
const interval = 700;

type Watched = Pick<BuildOptions, 'repo' | 'ref' | 'engine' | 'env' | 'dirty'>;

/**
 * Calls `changed` each time the repository differs from `since` or from how it was when last looked at, and
 * waits for it before looking again. The returned function stops it, after a running call.
 */
export function watchRepository(
  watched: Watched,
  since: string,
  changed: () => Promise<void>,
): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let wake: (() => void) | undefined;
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      timer = setTimeout(resolve, interval);
    });

  const loop = async (): Promise<void> => {
    let before = since;
    while (!stopped) {
      await pause();
      // Another process may be half-way through a commit: an unreadable state is no change.
      const now = await repositoryState(watched).catch(() => before);
      if (now === before) continue;
      before = now;
      await changed();
    }
  };
  const running = loop();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    wake?.();
    await running;
  };
}

/** What a build would see, as one string to compare. */
export async function repositoryState({ repo, ref, engine, env, dirty }: Watched): Promise<string> {
  const git = await openEngine({ repo, engine: engine ?? 'auto', env });
  try {
    const head = await commitWhenOpened(git, ref ?? 'HEAD');
    const files =
      dirty === true && git.workTree !== undefined ? await packageFiles(git.workTree) : '';
    return `${head}\n${files}`;
  } finally {
    await git.close();
  }
}

async function packageFiles(workTree: string): Promise<string> {
  const files = await fastGlob('packages/**', { cwd: workTree, stats: true, dot: true });
  return files
    .map(
      (file) =>
        `${file.path.split(path.sep).join('/')} ${file.stats?.size ?? 0} ${file.stats?.mtimeMs ?? 0}`,
    )
    .toSorted()
    .join('\n');
}
