// What a commit holds and leaves alone: one suite for both stores behind src/commit/commit-store.ts.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commitChange } from '../../src/commit/commit-change.ts';
import { blobIdOf } from '../../src/source/blob-id.ts';
import { adding, bytes, file, repositoryWithCommit, stores } from '../support/commit-stores.ts';
import { createRepository } from '../support/git-repository.ts';

describe.each(Object.entries(stores))('a commit through %s', (_name, open) => {
  it('holds exactly the bytes of the change, as a regular file of mode 644', async () => {
    const { repository, base } = await repositoryWithCommit();
    const oid = await commitChange(await open(repository), adding(file), { base });

    expect(await repository.oid('main')).toBe(oid);
    expect(await repository.oid('main~1')).toBe(base);
    expect(await repository.git('diff', '--raw', '--no-abbrev', 'main~1', 'main')).toBe(
      `:000000 100644 ${'0'.repeat(40)} ${blobIdOf(bytes, 'sha1')} A\t${file}`,
    );
    expect(await readFile(join(repository.dir, file))).toEqual(Buffer.from(bytes));
    expect(await repository.git('log', '-1', '--format=%B')).toBe('Publish it\n');
    await repository.git('fsck', '--strict');
  });

  it('asks for the given files only: names are no patterns, and folders are no files', async () => {
    const { repository } = await repositoryWithCommit();
    const star = 'packages/a*b/a*b-1.0.0.tgz';
    for (const path of [star, 'packages/axb/axb-1.0.0.tgz', ':(top)x']) {
      await repository.write(path, path);
    }
    const base = await repository.commit('More');
    const store = await open(repository);
    const missing = Array.from({ length: 200 }, (_, index) => `packages/none/${index}.tgz`);
    const paths = [star, 'packages', 'packages/@acme/ui', ...missing, ':(top)x'];
    const expected = [star, ':(top)x'].map((path) => ({
      path,
      oid: blobIdOf(Buffer.from(path), 'sha1'),
    }));
    const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? 1 : -1);
    expect([...(await store.readEntries(base, paths))].sort(byPath)).toEqual(expected);
    expect([...(await store.readIndex(paths))].sort(byPath)).toEqual(expected);
  });

  it('leaves the work tree clean', async () => {
    const { repository, base } = await repositoryWithCommit();
    await commitChange(await open(repository), adding(file), { base });
    expect(await repository.git('status', '--porcelain')).toBe('');
  });

  it('can be the first of a repository', async () => {
    const repository = await createRepository();
    const oid = await commitChange(await open(repository), adding(file), { base: undefined });
    expect(await repository.oid('main')).toBe(oid);
    expect(await repository.git('rev-list', '--count', 'main')).toBe('1');
    expect(await repository.git('status', '--porcelain')).toBe('');
  });

  it('neither takes in nor loses what else is staged, changed or untracked', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.write('staged.txt', 'staged\n');
    await repository.git('add', 'staged.txt');
    await repository.git('rm', '-q', '--cached', 'packages/@acme/ui/ui-1.0.0.tgz');
    await repository.write('notes.txt', 'changed\n');
    await repository.write('untracked.txt', 'untracked\n');
    const before = await repository.git('status', '--porcelain', '-uall');

    await commitChange(await open(repository), adding(file), { base });

    expect(await repository.git('show', '--name-status', '--format=', 'HEAD')).toBe(`A\t${file}`);
    expect(await repository.git('status', '--porcelain', '-uall')).toBe(before);
  });

  it('removes a file, and the folder that it leaves empty', async () => {
    const { repository, base } = await repositoryWithCommit();
    const path = 'packages/@acme/ui/ui-1.0.0.tgz';
    await commitChange(
      await open(repository),
      { files: [{ path, bytes: undefined }], message: 'Remove it\n' },
      { base },
    );
    expect(await repository.git('ls-tree', '-r', '-t', '--name-only', 'HEAD')).toBe('notes.txt');
    expect(await repository.git('status', '--porcelain')).toBe('');
  });

  it('replaces a committed file', async () => {
    const { repository, base } = await repositoryWithCommit();
    await commitChange(await open(repository), adding('notes.txt', 'new\n'), { base });
    expect(await repository.git('show', 'HEAD:notes.txt')).toBe('new');
    expect(await repository.git('status', '--porcelain')).toBe('');
  });

  it('takes a path for what it is, whatever it means as a pattern', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.write('packages/ab/other.tgz', 'other');
    const path = 'packages/:(glob)a*/[ab]*-1.0.0.tgz';
    await commitChange(await open(repository), adding(path), { base });
    const names = await repository.git('show', '-z', '--name-only', '--format=', 'HEAD');
    expect(names.split('\0').filter(Boolean)).toEqual([path]);
  });

  it('is no new commit when the base has all of it', async () => {
    const { repository, base } = await repositoryWithCommit();
    const oid = await commitChange(await open(repository), adding('notes.txt', 'notes\n'), {
      base,
    });
    expect(oid).toBe(base);
    expect(await repository.oid('main')).toBe(base);
  });

  it('goes to the branch that HEAD names', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.git('switch', '-q', '-c', 'topic/one');
    const oid = await commitChange(await open(repository), adding(file), { base });
    expect(await repository.oid('topic/one')).toBe(oid);
    expect(await repository.oid('main')).toBe(base);
  });

  it('works on a detached HEAD', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.git('switch', '-q', '--detach');
    const oid = await commitChange(await open(repository), adding(file), { base });
    expect(await repository.oid('HEAD')).toBe(oid);
    expect(await repository.oid('main')).toBe(base);
  });

  it('runs no hook of the repository', async () => {
    const { repository, base } = await repositoryWithCommit();
    const hook = '#!/bin/sh\necho ran >> "$GIT_DIR/ran"\nexit 1\n';
    for (const name of ['pre-commit', 'commit-msg', 'post-commit', 'reference-transaction']) {
      await repository.write(`.git/hooks/${name}`, hook, 0o755);
    }
    await commitChange(await open(repository), adding(file), { base });
    expect(await readdir(join(repository.dir, '.git'))).not.toContain('ran');
  });

  it('ignores conversions and filters that .gitattributes asks for', async () => {
    const { repository } = await repositoryWithCommit();
    await repository.write('.gitattributes', '* text eol=lf\n*.tgz filter=upper\n');
    await repository.git('config', 'filter.upper.clean', 'tr a-z A-Z');
    const base = await repository.commit('Convert everything');
    await commitChange(await open(repository), adding(file, 'a\r\nb\r\n'), { base });
    expect(await repository.git('rev-parse', `HEAD:${file}`)).toBe(
      blobIdOf(Buffer.from('a\r\nb\r\n'), 'sha1'),
    );
  });

  it('replaces an uncommitted file when told to', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.write('notes.txt', 'mine\n');
    await commitChange(await open(repository), adding('notes.txt', 'new\n'), {
      base,
      overwrite: true,
    });
    expect(await repository.git('show', 'HEAD:notes.txt')).toBe('new');
  });

  it('takes a file that lies in the work tree already with the same bytes', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.write(file, bytes);
    await commitChange(await open(repository), adding(file), { base });
    expect(await repository.git('status', '--porcelain')).toBe('');
  });

  it('names the remotes', async () => {
    const { repository } = await repositoryWithCommit();
    await repository.git('remote', 'add', 'origin', 'https://git.acme.example/registry.git');
    expect(await (await open(repository)).readRemoteUrls()).toEqual([
      'https://git.acme.example/registry.git',
    ]);
  });

  it('leaves no temporary file', async () => {
    const { repository, base } = await repositoryWithCommit();
    await commitChange(await open(repository), adding(file), { base });
    const all = await readdir(repository.dir, { recursive: true });
    expect(all.filter((name) => /\.(?:tmp|lock)$|tmp_obj/.test(name))).toEqual([]);
  });
});
