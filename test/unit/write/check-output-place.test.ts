import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkOutputPlace } from '../../../src/write/check-output-place.ts';
import { createRepository } from '../../support/git-repository.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';

async function placeIn(out: (dir: string) => Promise<string> | string): Promise<void> {
  const { dir } = await createRepository();
  const gitDir = join(dir, '.git');
  await checkOutputPlace(await out(dir), { gitDir, commonDir: gitDir, workTree: dir });
}

describe('an output folder is refused', () => {
  test.each([
    '',
    '.git',
    '.git/x',
    'packages',
    'packages/ui/out',
    'packages/..out',
    'users',
    'orgs/out',
  ])('at "%s" of the repository', async (path) => {
    await expect(placeIn((dir) => join(dir, path))).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
  });

  test.each(['public', 'public/below'])('when public is a link, as %s', async (path) => {
    const elsewhere = await temporaryDirectory();
    const out = async (dir: string): Promise<string> => {
      await symlink(elsewhere, join(dir, 'public'));
      return join(dir, path);
    };
    await expect(placeIn(out)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });
});

test('an output folder is refused when the repository itself is reached through a link', async () => {
  const { dir } = await createRepository();
  const elsewhere = await temporaryDirectory();
  await symlink(dir, join(elsewhere, 'repo'));
  await symlink(elsewhere, join(dir, 'public'));
  const gitDir = join(dir, '.git');
  const out = join(elsewhere, 'repo/public/out');
  const place = { gitDir, commonDir: gitDir, workTree: dir };
  await expect(checkOutputPlace(out, place)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
});

describe('an output folder may be', () => {
  test.each(['public', 'dist/deep', 'packages-out', '..public'])('%s', async (path) => {
    await expect(placeIn((dir) => join(dir, path))).resolves.toBeUndefined();
  });

  test('elsewhere, also behind a link that is not of the repository', async () => {
    const elsewhere = await temporaryDirectory();
    await mkdir(join(elsewhere, 'real'));
    await symlink('real', join(elsewhere, 'link'));
    await expect(placeIn(() => join(elsewhere, 'link'))).resolves.toBeUndefined();
  });
});
