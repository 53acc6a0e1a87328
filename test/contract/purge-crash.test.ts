// A purge that is killed at any moment leaves the old history or the new one, and the next run goes on from there.
import { utimes } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deadlyGit, type Moment } from '../support/deadly-git.ts';
import { stillpack } from '../support/program.ts';
import { createPurgeDesk, desktopEnv, leakedSpec, objectsOf } from '../support/purge-desk.ts';

const commands = ['commit-tree', 'fast-import', 'rev-list --objects', 'update-ref', 'reflog', 'gc'];
const moments = [...commands, 'update-ref -m stillpack purge'].flatMap((command): Moment[] => [
  { command, when: 'before' },
  { command, when: 'after' },
]);

describe('killed', () => {
  test.each(moments)('$when git $command', async (moment) => {
    const desk = await createPurgeDesk((made) => made.git('branch', 'side'));
    const { repository, leaked } = desk;
    const names = 'for-each-ref --format=%(refname) refs/heads'.split(' ');
    const branches = await repository.git(...names);
    const oldSide = await repository.git('rev-parse', 'side');
    const path = `${await deadlyGit(moment)}${delimiter}${process.env['PATH'] ?? ''}`;
    const killed = await stillpack(['purge', leakedSpec, '--yes'], {
      cwd: repository.dir,
      env: { ...definedOnly(desktopEnv), PATH: path },
    });
    expect(killed.code).toBe(-1);
    expect(await repository.git('fsck', '--full', '--no-dangling')).toBe('');
    expect(await repository.git(...names)).toBe(branches);
    // All refs have the old history, or all have the new one.
    const holds = async (ref: string): Promise<boolean> =>
      (await repository.git('rev-list', '--objects', ref)).includes(leaked);
    expect(await holds('main')).toBe(await holds('side'));
    expect((await repository.git('rev-parse', 'side')) === oldSide).toBe(await holds('side'));
    // The lock of a process that is gone, without the wait.
    const old = new Date(0);
    await utimes(join(repository.dir, '.git/stillpack.lock'), old, old);
    await repository.git('reset', '-q', '--hard');
    expect(await desk.purge()).toMatchObject({ left: [] });
    expect(await objectsOf(repository)).not.toContain(leaked);
    expect(await repository.git('for-each-ref', 'refs/stillpack')).toBe('');
    expect(await repository.git('fsck', '--full', '--strict')).toBe('');
  });
});

function definedOnly(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(env).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return Object.fromEntries(entries);
}
