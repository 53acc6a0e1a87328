// What is refused, and leaves nothing behind: one suite for both stores behind src/commit/commit-store.ts.
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commitChange } from '../../src/commit/commit-change.ts';
import { blobIdOf } from '../../src/source/blob-id.ts';
import { adding, file, repositoryWithCommit, stores } from '../support/commit-stores.ts';

describe.each(Object.entries(stores))('a commit through %s', (_name, open) => {
  it('is refused over a file with uncommitted changes', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.write('notes.txt', 'mine\n');
    await expect(
      commitChange(await open(repository), adding('notes.txt', 'new\n'), { base }),
    ).rejects.toMatchObject({ code: 'UNCOMMITTED_CHANGES', path: 'notes.txt' });
    expect(await readFile(join(repository.dir, 'notes.txt'), 'utf8')).toBe('mine\n');
    expect(await repository.oid('main')).toBe(base);
  });

  it('is refused over a file whose changes are only staged', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.write('notes.txt', 'mine\n');
    await repository.git('add', 'notes.txt');
    await repository.write('notes.txt', 'notes\n');
    await expect(
      commitChange(await open(repository), adding('notes.txt', 'new\n'), { base }),
    ).rejects.toMatchObject({ code: 'UNCOMMITTED_CHANGES' });
    expect(await repository.git('show', ':notes.txt')).toBe('mine');
  });

  it('is refused when HEAD moved, and leaves nothing behind', async () => {
    const { repository, base } = await repositoryWithCommit();
    const head = await repository.commit('Meanwhile');
    await expect(
      commitChange(await open(repository), adding(file), { base }),
    ).rejects.toMatchObject({ code: 'GIT_FAILED' });
    expect(await repository.oid('main')).toBe(head);
    expect(await repository.git('status', '--porcelain')).toBe('');
  });

  it('is refused while the index is locked, and leaves nothing behind', async () => {
    const { repository, base } = await repositoryWithCommit();
    await writeFile(join(repository.dir, '.git/index.lock'), '');
    await expect(
      commitChange(await open(repository), adding(file), { base }),
    ).rejects.toMatchObject({ code: 'GIT_FAILED' });
    expect(await repository.oid('main')).toBe(base);
    expect(await repository.git('status', '--porcelain')).toBe('');
  });

  it('is refused in the middle of a merge', async () => {
    const { repository, base } = await repositoryWithCommit();
    await writeFile(join(repository.dir, '.git/MERGE_HEAD'), `${base}\n`);
    await expect(
      commitChange(await open(repository), adding(file), { base }),
    ).rejects.toMatchObject({ code: 'GIT_FAILED' });
  });

  it('is refused with a code where git cannot be written to, and leaves nothing behind', async () => {
    const { repository, base } = await repositoryWithCommit();
    const id = blobIdOf(Buffer.from('mine\n'), 'sha1');
    await writeFile(join(repository.dir, '.git/objects', id.slice(0, 2)), '');
    await expect(
      commitChange(await open(repository), adding('new.txt', 'mine\n'), { base }),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:GIT_FAILED|OUTPUT_NOT_)/) as string,
    });
    expect(await repository.oid('main')).toBe(base);
    expect(await readdir(repository.dir)).not.toContain('new.txt');
  });

  it('never writes through a symbolic link', async () => {
    const { repository } = await repositoryWithCommit();
    await repository.write('elsewhere/keep.txt', 'keep\n');
    await symlink('../elsewhere', join(repository.dir, 'packages/linked'));
    const base = await repository.commit('Link');
    await expect(
      commitChange(await open(repository), adding('packages/linked/linked-1.0.0.tgz'), { base }),
    ).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' });
    expect(await readdir(join(repository.dir, 'elsewhere'))).toEqual(['keep.txt']);
  });

  it.each(['../outside.tgz', '.git/config', 'packages/.GIT/x', 'packages//x'])(
    'never writes to %s',
    async (path) => {
      const { repository, base } = await repositoryWithCommit();
      const before = await readFile(join(repository.dir, '.git/config'), 'utf8');
      await expect(commitChange(await open(repository), adding(path), { base })).rejects.toThrow();
      expect(await readFile(join(repository.dir, '.git/config'), 'utf8')).toBe(before);
      expect(await repository.oid('main')).toBe(base);
    },
  );
});
