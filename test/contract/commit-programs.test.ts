// Whoever made a repository wrote its configuration: a commit runs none of the programs that it names.
import { readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commitChange } from '../../src/commit/commit-change.ts';
import { adding, file, repositoryWithCommit, stores } from '../support/commit-stores.ts';
import { spy } from '../support/spy-program.ts';

// isomorphic-git knows no filters.
test.each(['clean', 'process', 'smudge'])(
  'a commit through git runs no filter.….%s',
  async (kind) => {
    const { repository } = await repositoryWithCommit();
    await repository.write('.gitattributes', '* filter=x\n');
    // Git looks again at a file that is no older than the index.
    const late = new Date('2100-01-01T00:00:00Z');
    await utimes(join(repository.dir, 'notes.txt'), late, late);
    const base = await repository.commit('Filter');
    const program = await spy();
    await repository.git('config', `filter.x.${kind}`, program.command);
    await repository.git('config', 'filter.x.required', 'true');
    await commitChange(await stores.git(repository), adding(file), { base });
    expect(await program.hasRun()).toBe(false);
    expect(await repository.git('show', '--name-only', '--format=', 'HEAD')).toBe(file);
  },
);

describe.each(Object.entries(stores))('a commit through %s', (_name, open) => {
  test('a file that was changed within the same second still counts as changed', async () => {
    const { repository, base } = await repositoryWithCommit();
    const late = new Date('2100-01-01T00:00:00Z');
    const path = join(repository.dir, 'notes.txt');
    await utimes(path, late, late);
    await repository.git('update-index', '--refresh');
    await repository.write('notes.txt', 'other\n');
    await utimes(path, late, late);
    await repository.git('config', 'filter.x.clean', 'cat');
    await commitChange(await open(repository), adding(file), { base });
    expect(await repository.git('diff', '--name-only')).toBe('notes.txt');
    expect(await readFile(path, 'utf8')).toBe('other\n');
  });
});

describe('Git LFS', () => {
  test('an extension that the repository names is REPOSITORY_UNSUPPORTED', async () => {
    const { repository } = await repositoryWithCommit();
    await repository.write('.gitattributes', '*.tgz filter=lfs -text\n');
    const base = await repository.commit('Track');
    const program = await spy();
    await repository.git('config', 'lfs.extension.x.clean', program.command);
    await repository.git('config', 'lfs.extension.x.smudge', 'cat');
    await repository.git('config', 'lfs.extension.x.priority', '0');
    const store = await stores.git(repository);
    await expect(commitChange(store, adding(file), { base })).rejects.toMatchObject({
      code: 'REPOSITORY_UNSUPPORTED',
    });
    expect(await program.hasRun()).toBe(false);
  });

  test('an alias does not stand in for git-lfs where that is not installed', async () => {
    const { repository } = await repositoryWithCommit();
    await repository.write('.gitattributes', '*.tgz filter=lfs -text\n');
    const base = await repository.commit('Track');
    const program = await spy();
    await repository.git('config', 'alias.lfs', `!${program.command}`);
    const store = await stores.git(repository, { PATH: '/nonexistent' });
    await expect(commitChange(store, adding(file), { base })).rejects.toMatchObject({
      code: 'GIT_FAILED',
    });
    expect(await program.hasRun()).toBe(false);
  });
});
