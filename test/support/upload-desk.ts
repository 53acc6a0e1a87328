// Packages to upload, and a bare registry repository elsewhere to upload them to.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { upload, type UploadOptions, type UploadReport } from '../../src/upload/upload.ts';
import { baseEnv } from './commit-stores.ts';
import { type GitHttpOptions, type GitHttpServer, serveGit } from './git-http-server.ts';
import { createRepository, type GitRepository, type RepositoryOptions } from './git-repository.ts';
import { packageTarball } from './tarball.ts';
import { temporaryDirectory } from './temp-dir.ts';

export interface UploadDesk {
  /** Bare, `acme/registry.git` of its server. */
  readonly remote: GitRepository;
  /** A clone of it with a work tree. */
  readonly seed: GitRepository;
  /** Where files to upload lie. */
  readonly cwd: string;
  /** What `upload` said on its way. */
  readonly progress: readonly string[];
  /** Puts a package's tarball there; gives its bytes. */
  put(
    file: string,
    manifest: object,
    files?: Readonly<Record<string, string>>,
  ): Promise<Uint8Array>;
  /** Commits files, of which `undefined` removes one, to the remote's main. */
  push(files: Readonly<Record<string, string | Uint8Array | undefined>>): Promise<void>;
  /** The same, but no branch of the remote moves; gives the commit. */
  commitAside(files: Readonly<Record<string, string>>): Promise<string>;
  upload(files: readonly string[], options?: Partial<UploadOptions>): Promise<UploadReport>;
  /** The paths in a branch. @default main */
  paths(branch?: string): Promise<readonly string[]>;
  /** Until the test has finished. */
  serve(options?: GitHttpOptions): Promise<GitHttpServer & { readonly url: string }>;
}

export const uploadAuthor = { name: 'Jo', email: 'jo@acme.example' } as const;

export async function createUploadDesk(options: RepositoryOptions = {}): Promise<UploadDesk> {
  const folder = await temporaryDirectory();
  const dir = join(folder, 'acme', 'registry.git');
  const remote = await createRepository({ ...options, dir, bare: true });
  await remote.git('config', 'uploadpack.allowFilter', 'true');
  const seed = await createRepository(options);
  const cwd = await temporaryDirectory();
  const progress: string[] = [];
  const desk: UploadDesk = {
    remote,
    seed,
    cwd,
    progress,
    async put(file, manifest, files = {}) {
      const bytes = packageTarball({ manifest, files });
      await mkdir(dirname(join(cwd, file)), { recursive: true });
      await writeFile(join(cwd, file), bytes);
      return bytes;
    },
    async push(files) {
      for (const [path, content] of Object.entries(files)) await seed.write(path, content);
      await seed.commit('Change');
      await seed.git('push', '-q', remote.dir, 'main');
    },
    async commitAside(files) {
      for (const [path, content] of Object.entries(files)) await seed.write(path, content);
      const oid = await seed.commit('Aside');
      await seed.git('push', '-q', remote.dir, `${oid}:refs/aside/one`);
      return oid;
    },
    upload: (files, more = {}) =>
      upload({
        ...{ files, cwd, remote: remote.dir, mode: 'direct', author: uploadAuthor, env: baseEnv },
        onProgress: (line) => progress.push(line),
        ...more,
      }),
    async paths(branch = 'main') {
      return (await remote.git('ls-tree', '-r', '--name-only', branch)).split('\n');
    },
    async serve(serving) {
      const server = await serveGit(folder, serving);
      onTestFinished(() => server.stop());
      return { ...server, url: server.urlOf('acme/registry.git') };
    },
  };
  await desk.push({
    'stillpack.json': '{ "url": "https://npm.acme.example/" }\n',
    '.gitattributes': '*.tgz -text -diff\n',
    'packages/@acme/icons/icons-1.0.0.tgz': packageTarball({
      manifest: { name: '@acme/icons', version: '1.0.0' },
    }),
    'packages/left-pad/left-pad-1.0.0.tgz': packageTarball({
      manifest: { name: 'left-pad', version: '1.0.0' },
    }),
  });
  return desk;
}
