import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRepository } from '../support/git-repository.ts';
import { stillpackProgram } from '../support/program.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

/** A full disk, as far as a program can tell: files can be made, and not one byte be written to them. */
const onFullDisk = 'trap "" XFSZ; ulimit -f 0; exec "$0" "$@"';

test.skipIf(process.platform === 'win32')(
  'a build that cannot fill its lock leaves none behind',
  async () => {
    const repository = await createRepository();
    await repository.commit('Begin');
    const home = await temporaryDirectory();
    const build = ['build', '--repo', repository.dir, '--out', join(home, 'out')];
    const { status, stderr } = spawnSync(
      'sh',
      [
        ...['-c', onFullDisk, process.execPath, stillpackProgram, ...build],
        ...['--url', 'https://npm.acme.example/', '--host', 'static'],
      ],
      { env: { PATH: process.env['PATH'], HOME: home }, encoding: 'utf8' },
    );
    expect(stderr).toContain('OUTPUT_NOT_WRITABLE');
    expect(status).toBe(1);
    const files = await readdir(home, { recursive: true });
    expect(files.filter((path) => path.endsWith('build.lock'))).toEqual([]);
  },
);
