// One registry, built again and again under other settings: what differs between two builds is a fault.
import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { registryFiles } from './client-packages.ts';
import { folderState } from './folder-state.ts';
import { createRepository } from './git-repository.ts';
import { stillpackProgram } from './program.ts';
import { temporaryDirectory } from './temp-dir.ts';

const run = promisify(execFile);

export interface BuildSetting {
  /** @default the node that runs the tests */
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** @default '022' */
  readonly umask?: string;
  readonly flags?: readonly string[];
  /** Builds from a copy of the repository. @default false */
  readonly copied?: boolean;
}

/** A commit a day for each file of the clients' registry. */
export async function createDailyRepository(dir: string): Promise<void> {
  const repository = await createRepository({ dir });
  let day = 1;
  for (const [path, content] of registryFiles()) {
    await repository.write(path, content);
    const date = `2024-03-${String(day).padStart(2, '0')}T10:00:00Z`;
    await repository.commit(`Add ${path}`, { date });
    day += 1;
  }
}

/** Builds with the real program and gives the state of the output folder. */
export async function buildWith(
  repo: string,
  setting: BuildSetting = {},
): Promise<Record<string, string>> {
  const out = join(await temporaryDirectory(), 'public');
  const from = setting.copied === true ? join(await temporaryDirectory(), 'copy') : repo;
  if (setting.copied === true) await cp(repo, from, { recursive: true });
  const command = [setting.node ?? process.execPath, stillpackProgram, 'build', '--repo', from];
  const options = ['--out', out, '--host', 'static', '--url', 'https://npm.acme.example/'];
  // "$@" keeps every argument as it is; only the umask needs a shell.
  const script = ['-c', 'umask "$0" && exec "$@"', setting.umask ?? '022'];
  await run('sh', [...script, ...command, ...options, ...(setting.flags ?? [])], {
    env: { PATH: process.env['PATH'], HOME: '/dev/null', ...setting.env },
  });
  return folderState(out);
}
