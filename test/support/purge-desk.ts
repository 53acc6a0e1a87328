// A registry with a leaked file on several branches, to purge with the program's own function or as a user does.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { purge, type PurgeOptions, type PurgeReport } from '../../src/purge/purge.ts';
import type { Oid } from '../../src/source/git-engine.ts';
import {
  createRepository,
  type GitRepository,
  isolatedGitEnv,
  type RepositoryOptions,
} from './git-repository.ts';
import { type Outcome, stillpack } from './program.ts';
import { packageTarball } from './tarball.ts';
import { temporaryDirectory } from './temp-dir.ts';

export const leakedFile = 'packages/@acme/ui/ui-1.0.1.tgz';
export const leakedSpec = '@acme/ui@1.0.1';
export const leakedBytes: Uint8Array = packageTarball({
  manifest: { name: '@acme/ui', version: '1.0.1' },
  files: { '.env': 'TOKEN=abc' },
});

export const desktopEnv: Readonly<Record<string, string | undefined>> = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  ...isolatedGitEnv,
  GIT_AUTHOR_NAME: 'Mira',
  GIT_AUTHOR_EMAIL: 'mira@acme.example',
  GIT_COMMITTER_NAME: 'Mira',
  GIT_COMMITTER_EMAIL: 'mira@acme.example',
};

export interface PurgeDesk {
  readonly repository: GitRepository;
  /** The blob that must go. */
  readonly leaked: Oid;
  readonly out: string;
  purge(options?: Partial<PurgeOptions>): Promise<PurgeReport>;
  /** Runs `stillpack build` into `out`. */
  build(...options: readonly string[]): Promise<Outcome>;
  /** `time` of each package that was built. */
  times(): Promise<Readonly<Record<string, unknown>>>;
}

/** `main` has @acme/ui 1.0.0, 1.0.1 (leaked) and 1.1.0 and left-pad 1.0.0; more with `extend`. */
export async function createPurgeDesk(
  extend?: (repository: GitRepository) => Promise<unknown>,
  options: RepositoryOptions = {},
): Promise<PurgeDesk> {
  const repository = await createRepository(options);
  const publish = async (name: string, version: string): Promise<void> => {
    const file = `packages/${name}/${name.replace('@acme/', '')}-${version}.tgz`;
    await repository.write(file, packageTarball({ manifest: { name, version } }));
    await repository.commit(`${name} ${version}`);
  };
  await repository.write('stillpack.json', '{"url":"https://npm.acme.example/","host":"nginx"}\n');
  await publish('@acme/ui', '1.0.0');
  await repository.write(leakedFile, leakedBytes);
  await repository.commit('leak');
  await publish('left-pad', '1.0.0');
  await extend?.(repository);
  await publish('@acme/ui', '1.1.0');
  const leaked = (await repository.git('rev-parse', `HEAD:${leakedFile}`)) as Oid;
  return openPurgeDesk(repository, leaked);
}

export async function openPurgeDesk(repository: GitRepository, leaked: Oid): Promise<PurgeDesk> {
  const cacheDir = await temporaryDirectory();
  const out = join(await temporaryDirectory(), 'public');
  return {
    repository,
    leaked,
    out,
    purge: (options = {}) =>
      purge({
        ...{ repo: repository.dir, specs: [leakedSpec], env: desktopEnv, cacheDir },
        ...{ confirmed: true, ...options },
      }),
    build: (...options) =>
      stillpack(['build', '--out', out, ...options], { cwd: repository.dir, env: isolatedGitEnv }),
    async times() {
      const names = ['@acme/ui', 'left-pad'];
      const documents = names.map(async (name) => {
        const { time } = JSON.parse(await readFile(join(out, name), 'utf8')) as { time: unknown };
        return [name, time] as const;
      });
      return Object.fromEntries(await Promise.all(documents));
    },
  };
}

/** Every object that is in the repository, whether a ref reaches it or not. */
export async function objectsOf({ git }: Pick<GitRepository, 'git'>): Promise<readonly string[]> {
  const list = await git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)');
  return list.split('\n');
}
