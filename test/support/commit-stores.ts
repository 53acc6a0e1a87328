// Both stores behind src/commit/commit-store.ts, and a repository to commit to.
import { join } from 'node:path';
import type { Change } from '../../src/change/change.ts';
import type { CommitStore } from '../../src/commit/commit-store.ts';
import { createGitStore } from '../../src/commit/git/git-store.ts';
import { createIsomorphicStore } from '../../src/commit/isomorphic-git/isomorphic-store.ts';
import { type Environment, findProgram } from '../../src/source/environment.ts';
import type { Oid } from '../../src/source/git-engine.ts';
import { createRepository, type GitRepository, isolatedGitEnv } from './git-repository.ts';

/** Whatever the user's git configuration. */
export const baseEnv: Environment = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  ...isolatedGitEnv,
};

export type OpenStore = (repository: GitRepository, env?: Environment) => Promise<CommitStore>;

/** Each opens a repository, with more variables than `baseEnv` has. */
export const stores: Readonly<Record<CommitStore['name'], OpenStore>> = {
  git: async ({ dir }, env = {}) => {
    const program = await findProgram('git', process.env);
    if (program === undefined) throw new Error('these tests need git');
    const place = { gitDir: join(dir, '.git'), workTree: dir, objectFormat: 'sha1' } as const;
    return createGitStore({ program, ...place, env: { ...baseEnv, ...env } });
  },
  'isomorphic-git': ({ dir }, env = {}) =>
    Promise.resolve(
      createIsomorphicStore({
        gitDir: join(dir, '.git'),
        workTree: dir,
        env: { ...baseEnv, ...env },
      }),
    ),
};

/** Bytes that any conversion of line ends or text would change. */
export const bytes: Uint8Array = Uint8Array.from([0x1f, 0x8b, 0x0d, 0x0a, 0x00, 0xff, 0x0a]);
/** The path of the version that most cases add. */
export const file = 'packages/@acme/ui/ui-2.0.0.tgz';

/** A change that puts one file at `path`. */
export function adding(path: string, content: Uint8Array | string = bytes): Change {
  return {
    files: [{ path, bytes: Uint8Array.from(Buffer.from(content)) }],
    message: 'Publish it\n',
  };
}

/** One tarball and `notes.txt` in a commit on `main`. */
export async function repositoryWithCommit(): Promise<{ repository: GitRepository; base: Oid }> {
  const repository = await createRepository();
  await repository.write('packages/@acme/ui/ui-1.0.0.tgz', 'one');
  await repository.write('notes.txt', 'notes\n');
  return { repository, base: await repository.commit('Begin') };
}
