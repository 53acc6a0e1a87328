import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { locateRepository } from '../../../src/source/isomorphic-git/locate-repository.ts';
import { openIsomorphicEngine } from '../../../src/source/isomorphic-git/open-isomorphic-engine.ts';
import { refuseForeign } from '../../../src/source/isomorphic-git/ownership.ts';
import { createRepository } from '../../support/git-repository.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';

/** Nobody made a repository for this test under this number. */
const stranger = 4_000_000;
const env = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
const refused = { code: 'GIT_FAILED' };

test('a repository of one’s own is opened', async () => {
  const { dir } = await createRepository();
  await expect(refuseForeign(await locateRepository(dir), { env })).resolves.toBeUndefined();
});

test.each([true, false])('one of another user is refused (bare: %s)', async (bare) => {
  const { dir } = await createRepository({ bare });
  const place = await locateRepository(dir);
  const refusal = refuseForeign(place, { env, uid: stranger });
  await expect(refusal).rejects.toMatchObject({ ...refused, path: dir });
  await expect(refusal).rejects.toMatchObject({
    hint: expect.stringContaining(`git config --global --add safe.directory ${dir}`) as unknown,
  });
});

test('the engine opens no repository of another user', async () => {
  const { dir } = await createRepository();
  const opened = openIsomorphicEngine({ repo: dir, env, uid: stranger });
  await expect(opened).rejects.toMatchObject(refused);
  await (await openIsomorphicEngine({ repo: dir, env })).close();
});

describe('safe.directory', () => {
  test.each<readonly [string, readonly string[], boolean]>([
    ['names the repository', ['DIR'], true],
    ['names every one', ['*'], true],
    ['names another', ['/elsewhere'], false],
    ['was forgotten', ['DIR', ''], false],
    ['names the folder above', ['PARENT/*'], true],
  ])('%s', async (_what, values, isAllowed) => {
    const { dir, ...repository } = await createRepository();
    const GIT_CONFIG_GLOBAL = join(await temporaryDirectory(), 'config');
    await writeFile(GIT_CONFIG_GLOBAL, '');
    for (const value of values) {
      const directory = value.replace('DIR', dir).replace('PARENT', join(dir, '..'));
      await repository.git(
        'config',
        '--file',
        GIT_CONFIG_GLOBAL,
        '--add',
        'safe.directory',
        directory,
      );
    }
    const caller = { env: { ...env, GIT_CONFIG_GLOBAL }, uid: stranger };
    const outcome = refuseForeign(await locateRepository(dir), caller);
    if (isAllowed) await expect(outcome).resolves.toBeUndefined();
    else await expect(outcome).rejects.toMatchObject(refused);
  });

  test('in the repository itself does not count', async () => {
    const { dir, ...repository } = await createRepository();
    await repository.git('config', 'safe.directory', '*');
    const outcome = refuseForeign(await locateRepository(dir), { env, uid: stranger });
    await expect(outcome).rejects.toMatchObject(refused);
  });

  test('is read from the home folder', async () => {
    const { dir } = await createRepository();
    const HOME = await temporaryDirectory();
    await writeFile(join(HOME, '.gitconfig'), '[safe]\n\tdirectory = *\n');
    const caller = { env: { GIT_CONFIG_NOSYSTEM: '1', HOME }, uid: stranger };
    await expect(refuseForeign(await locateRepository(dir), caller)).resolves.toBeUndefined();
  });
});
