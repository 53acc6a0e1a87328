// A registry whose tarballs Git LFS keeps, pushed to a remote in a folder, by the real git-lfs.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRepository, git, type GitRepository, openRepository } from './git-repository.ts';
import { packageTarball } from './tarball.ts';
import { temporaryDirectory } from './temp-dir.ts';

export const tarballPath = 'packages/ui/ui-1.0.0.tgz';
export const tarball: Uint8Array = packageTarball({ manifest: { name: 'ui', version: '1.0.0' } });

export interface LfsRegistry {
  readonly repository: GitRepository;
  /** The remote, bare. */
  readonly remote: GitRepository;
}

/** Turns Git LFS on, and tracks tarballs by it. */
export async function trackTarballs(repository: GitRepository): Promise<void> {
  await repository.git('lfs', 'install', '--local');
  await repository.git('lfs', 'track', '*.tgz');
}

/** One version, tracked from the start. */
export async function createLfsRegistry(): Promise<LfsRegistry> {
  const repository = await createRepository();
  await trackTarballs(repository);
  await repository.write(tarballPath, tarball);
  await repository.commit('Add ui');
  return { repository, remote: await pushed(repository) };
}

/** To a new remote, objects of Git LFS included. */
async function pushed(repository: GitRepository): Promise<GitRepository> {
  const remote = await createRepository({ bare: true });
  await repository.git('remote', 'add', 'origin', pathToFileURL(remote.dir).href);
  // Its hook pushes the objects first.
  await repository.git('push', '-q', 'origin', 'main');
  return remote;
}

/** Git LFS works in the clone. Without `smudge` it is told to leave the pointers in the work tree. */
export async function cloneOf(
  { remote }: LfsRegistry,
  options: { readonly smudge: boolean; readonly args?: readonly string[] },
): Promise<GitRepository> {
  const dir = join(await temporaryDirectory(), 'clone');
  const filter = ['process=git-lfs filter-process', 'required=true'];
  const args = ['clone', '-q', ...filter.flatMap((setting) => ['-c', `filter.lfs.${setting}`])];
  const env = options.smudge ? {} : { GIT_LFS_SKIP_SMUDGE: '1' };
  const url = pathToFileURL(remote.dir).href;
  await git(remote.dir, [...args, ...(options.args ?? []), url, dir], { env });
  return openRepository(dir);
}
