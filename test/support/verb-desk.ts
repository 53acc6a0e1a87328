// A registry repository with packages in it, and the built program run there.
import { createRepository, type GitRepository, isolatedGitEnv } from './git-repository.ts';
import { type Outcome, type RunOptions, stillpack } from './program.ts';
import { packageTarball } from './tarball.ts';

const identity = {
  GIT_AUTHOR_NAME: 'Mira',
  GIT_AUTHOR_EMAIL: 'mira@acme.example',
  GIT_COMMITTER_NAME: 'Mira',
  GIT_COMMITTER_EMAIL: 'mira@acme.example',
};

export interface VerbDesk extends GitRepository {
  /** Runs the program in the repository. */
  run(args: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** The same with `--json`; the document on stdout, with the exit code. */
  runJson(args: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
  /** Everything that a write could change. */
  state(): Promise<string>;
  /** Message and changed files of the last commit. */
  lastCommit(): Promise<{ readonly message: string; readonly files: readonly string[] }>;
}

/** `files` beside the tarballs of `@acme/ui` 1.0.0, 1.1.0 and 2.0.0-rc.1, in one commit by Mira. */
export async function createVerbDesk(
  files: Readonly<Record<string, string>> = {},
): Promise<VerbDesk> {
  const repository = await createRepository();
  for (const version of ['1.0.0', '1.1.0', '2.0.0-rc.1']) {
    await repository.write(
      `packages/@acme/ui/ui-${version}.tgz`,
      packageTarball({ manifest: { name: '@acme/ui', version } }),
    );
  }
  for (const [path, text] of Object.entries(files)) await repository.write(path, text);
  await repository.commit('Begin');
  const run: VerbDesk['run'] = (args, { env, ...options } = {}) =>
    stillpack(args, {
      cwd: repository.dir,
      ...options,
      env: { ...isolatedGitEnv, ...identity, ...env },
    });
  return {
    ...repository,
    run,
    async runJson(args) {
      const { code, stdout } = await run([...args, '--json']);
      // The program prints an object.
      return { code, ...(JSON.parse(stdout) as object) };
    },
    state: async () =>
      [
        await repository.git('rev-parse', 'HEAD'),
        await repository.git('status', '--porcelain', '-uall'),
        await repository.git('count-objects'),
      ].join('\n'),
    async lastCommit() {
      const names = await repository.git('show', '--name-status', '--format=', 'HEAD');
      return {
        message: (await repository.git('show', '-s', '--format=%B', 'HEAD')).trim(),
        files: names.split('\n').map((line) => line.replace('\t', ' ')),
      };
    },
  };
}
