import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { add, type AddOptions, type AddReport } from '../../src/add/add.ts';
import { createRepository, type GitRepository, isolatedGitEnv } from './git-repository.ts';
import { packageTarball } from './tarball.ts';
import { temporaryDirectory } from './temp-dir.ts';

const env = { PATH: process.env['PATH'], HOME: '/nonexistent', ...isolatedGitEnv };

/** A registry repository, and a folder beside it that holds what is to be added. */
export interface Desk {
  readonly registry: GitRepository;
  /** Where files to add lie. */
  readonly cwd: string;
  /** Puts a package's tarball there. */
  put(file: string, manifest: object, files?: Readonly<Record<string, string>>): Promise<string>;
  add(files: readonly string[], options?: Partial<AddOptions>): Promise<AddReport>;
  /** Everything that a write could change. */
  state(): Promise<string>;
}

/** Both are removed when the running test ends. */
export async function createDesk(): Promise<Desk> {
  const registry = await createRepository();
  await registry.write('stillpack.json', '{}\n');
  await registry.commit('Begin');
  const cwd = await temporaryDirectory();
  return {
    registry,
    cwd,
    async put(file, manifest, files = {}) {
      await writeFile(join(cwd, file), packageTarball({ manifest, files }));
      return file;
    },
    add: (files, options = {}) => add({ repo: registry.dir, cwd, files, env, ...options }),
    state: async () =>
      [
        await registry.git('rev-parse', 'HEAD'),
        await registry.git('status', '--porcelain', '-uall'),
        await registry.git('count-objects'),
      ].join('\n'),
  };
}

/** As `dist.integrity` writes it. */
export function sriOf(bytes: Uint8Array): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

/** What most cases add. */
export const ui: { readonly name: string; readonly version: string } = {
  name: '@acme/ui',
  version: '2.0.0',
};
