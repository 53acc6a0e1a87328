// Same commit, configuration and stillpack version → the same bytes, on any machine, at any time.
import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { registryFiles } from '../support/client-packages.ts';
import { folderState } from '../support/folder-state.ts';
import { createRepository } from '../support/git-repository.ts';
import { sharedTemporaryDirectory, temporaryDirectory } from '../support/temp-dir.ts';
import { isInstalled, toolProgram } from '../support/tools/tool.ts';

const run = promisify(execFile);
const program = resolve(import.meta.dirname, '../../dist/cli/main.js');
const preload = resolve(import.meta.dirname, '../support/another-machine.mjs');

interface Setting {
  readonly node?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly umask?: string;
  readonly flags?: readonly string[];
  /** Builds from a copy of the repository. */
  readonly copied?: boolean;
}

const url = 'https://npm.acme.example/';
let repo: string;
let reference: Record<string, string>;

async function buildWith(setting: Setting): Promise<Record<string, string>> {
  const out = join(await temporaryDirectory(), 'public');
  const from = setting.copied === true ? join(await temporaryDirectory(), 'copy') : repo;
  if (setting.copied === true) await cp(repo, from, { recursive: true });
  const command = [setting.node ?? process.execPath, program, 'build', '--repo', from];
  const options = ['--out', out, '--host', 'static', '--url', url, ...(setting.flags ?? [])];
  // "$@" keeps every argument as it is; only the umask needs a shell.
  const script = ['-c', 'umask "$0" && exec "$@"', setting.umask ?? '022'];
  await run('sh', [...script, ...command, ...options], {
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', ...setting.env },
  });
  return folderState(out);
}

beforeAll(async () => {
  const { dir, remove } = await sharedTemporaryDirectory();
  repo = join(dir, 'registry');
  const repository = await createRepository({ dir: repo });
  let day = 1;
  for (const [path, content] of registryFiles()) {
    await repository.write(path, content);
    const date = `2024-03-${String(day).padStart(2, '0')}T10:00:00Z`;
    await repository.commit(`Add ${path}`, { date });
    day += 1;
  }
  const out = join(dir, 'public');
  await run(process.execPath, [
    ...[program, 'build', '--repo', repo, '--out', out],
    ...['--host', 'static', '--url', url],
  ]);
  reference = await folderState(out);
  return remove;
});

const settings: Readonly<Record<string, Setting>> = {
  'a time zone': { env: { TZ: 'Pacific/Kiritimati' } },
  'a locale': { env: { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' } },
  'a umask': { umask: '077' },
  'a clock and an order of files': {
    env: { NODE_OPTIONS: `--import ${pathToFileURL(preload).href}` },
  },
  'the embedded git': { flags: ['--engine', 'isomorphic-git'] },
  'one job': { flags: ['--jobs', '1'] },
  'sixteen jobs': { flags: ['--jobs', '16'] },
  'a copy of the repository elsewhere': { copied: true },
};

describe('the output does not depend on', () => {
  test.each(Object.entries(settings))('%s', async (_name, setting) => {
    expect(await buildWith(setting)).toEqual(reference);
  });

  test.each((['node-22', 'node-24'] as const).filter(isInstalled))('%s', async (tool) => {
    expect(await buildWith({ node: toolProgram(tool, 'node') })).toEqual(reference);
  });
});

test('another URL gives another output: the comparison can fail', async () => {
  const other = ['--url', 'https://other.acme.example/'];
  expect(await buildWith({ flags: other })).not.toEqual(reference);
});
