import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAdvisories, type AdvisoryFiles } from '../../../src/verbs/read-advisories.ts';
import { createRepository, type GitRepository } from '../../support/git-repository.ts';
import { engineNames, openTestEngine } from '../../support/test-engine.ts';

async function read(
  repository: GitRepository,
  engine: 'git' | 'isomorphic-git',
): Promise<AdvisoryFiles> {
  const commit = await repository.commit('advisories');
  return readAdvisories({ engine: await openTestEngine(repository.dir, engine), commit });
}

describe.each(engineNames)('readAdvisories (%s)', (engine) => {
  it('reads the files directly below advisories/ that end in .json', async () => {
    const repository = await createRepository();
    await repository.write('advisories/B-1.json', '{"id": "B-1"}');
    await repository.write('advisories/A-1.json', '{}');
    await repository.write('advisories/README.md', 'What lies here.');
    await repository.write('advisories/old/A-0.json', '{}');
    await repository.write('advisories.json', '{}');
    await repository.write('orgs/advisories/A-2.json', '{}');
    const { files, problems } = await read(repository, engine);
    expect(problems).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual(['advisories/A-1.json', 'advisories/B-1.json']);
    const bytes = files[1]?.bytes;
    expect(typeof bytes === 'object' && Buffer.from(bytes).toString()).toBe('{"id": "B-1"}');
  });

  it('reads nothing where there is no commit, or no such folder', async () => {
    const repository = await createRepository();
    const opened = await openTestEngine(repository.dir, engine);
    const none = { files: [], problems: [] };
    expect(await readAdvisories({ engine: opened, commit: undefined })).toEqual(none);
    await repository.write('README.md', '');
    expect(await read(repository, engine)).toEqual(none);
  });

  it('takes no link and no folder for an absent file: ADVISORY_INVALID', async () => {
    const repository = await createRepository();
    await repository.write('advisories/A-1.json/inside.txt', '');
    await repository.write('advisories/A-1.json/more.txt', '');
    await symlink('elsewhere', join(repository.dir, 'advisories/A-2.json'));
    const { files, problems } = await read(repository, engine);
    expect(files).toEqual([]);
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['ADVISORY_INVALID', 'advisories/A-1.json'],
      ['ADVISORY_INVALID', 'advisories/A-2.json'],
    ]);
  });

  it('REPOSITORY_LAYOUT: advisories is no folder', async () => {
    const repository = await createRepository();
    await symlink('elsewhere', join(repository.dir, 'advisories'));
    await expect(read(repository, engine)).rejects.toMatchObject({ code: 'REPOSITORY_LAYOUT' });
  });
});
