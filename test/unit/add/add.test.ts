import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRepository, openRepository } from '../../support/git-repository.ts';
import { createDesk, sriOf, ui } from '../../support/registry-desk.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';

describe('add', () => {
  it('commits a tarball at its place, byte for byte, and reports it', async () => {
    const desk = await createDesk();
    const file = await desk.put('anything.tgz', ui);
    const report = await desk.add([file]);
    const bytes = await readFile(join(desk.cwd, file));
    const path = 'packages/@acme/ui/ui-2.0.0.tgz';
    expect(report).toEqual({
      added: [{ file, path, ...ui, size: bytes.length, integrity: sriOf(bytes) }],
      unchanged: [],
      files: [path],
      removed: [],
      commit: await desk.registry.oid('HEAD'),
      message: 'Publish @acme/ui 2.0.0\n',
      warnings: [],
    });
    expect(await readFile(join(desk.registry.dir, path))).toEqual(bytes);
    expect(await desk.registry.git('status', '--porcelain')).toBe('');
  });

  it.each(['git', 'isomorphic-git'] as const)(
    'minds no other file in the folders above, by the %s engine',
    async (engine) => {
      const desk = await createDesk();
      await desk.registry.write('packages/.gitkeep', '');
      await desk.registry.write('packages/@acme/.gitkeep', '');
      await desk.registry.commit('keep the folders');
      const report = await desk.add([await desk.put('ui.tgz', ui)], { engine });
      expect(report.added).toHaveLength(1);
    },
  );

  it('commits several files at once', async () => {
    const desk = await createDesk();
    const files = [
      await desk.put('a.tgz', { name: 'a', version: '1.0.0' }),
      await desk.put('b.tgz', ui),
    ];
    await desk.add(files);
    expect(await desk.registry.git('rev-list', '--count', 'HEAD')).toBe('2');
    expect(await desk.registry.git('show', '--name-only', '--format=', 'HEAD')).toBe(
      'packages/@acme/ui/ui-2.0.0.tgz\npackages/a/a-1.0.0.tgz',
    );
  });

  it('can be the first commit of a repository', async () => {
    const desk = await createDesk();
    const empty = await createRepository();
    await desk.add([await desk.put('ui.tgz', ui)], { repo: empty.dir });
    expect(await empty.git('rev-list', '--count', 'HEAD')).toBe('1');
  });

  it('works without a git program', async () => {
    const desk = await createDesk();
    const file = await desk.put('ui.tgz', ui);
    const { commit } = await desk.add([file], { env: { PATH: '/nonexistent' } });
    expect(await desk.registry.oid('HEAD')).toBe(commit);
    expect(await desk.registry.git('status', '--porcelain')).toBe('');
  });

  it('works in a SHA-256 repository, and in a linked worktree', async () => {
    const desk = await createDesk();
    const file = await desk.put('ui.tgz', ui);
    const sha256 = await createRepository({ objectFormat: 'sha256' });
    const { commit } = await desk.add([file], { repo: sha256.dir });
    expect(commit).toMatch(/^[0-9a-f]{64}$/);
    expect(await sha256.git('status', '--porcelain')).toBe('');

    const linked = join(await temporaryDirectory(), 'linked');
    await desk.registry.git('worktree', 'add', '-q', '-b', 'topic', linked);
    await desk.add([file], { repo: linked });
    expect(await desk.registry.git('rev-list', '--count', 'topic')).toBe('2');
    expect(await desk.registry.git('rev-list', '--count', 'main')).toBe('1');
    expect(await openRepository(linked).git('status', '--porcelain')).toBe('');
  });

  it('finds the repository from a folder in it', async () => {
    const desk = await createDesk();
    await desk.registry.write('packages/keep', '');
    await desk.add([await desk.put('ui.tgz', ui)], { repo: join(desk.registry.dir, 'packages') });
    expect(await desk.registry.git('show', '--name-only', '--format=', 'HEAD')).toBe(
      'packages/@acme/ui/ui-2.0.0.tgz',
    );
  });

  it('has nothing to do when the same bytes are there', async () => {
    const desk = await createDesk();
    const file = await desk.put('ui.tgz', ui);
    await desk.add([file]);
    const before = await desk.state();
    const report = await desk.add([file]);
    expect(report).toMatchObject({ added: [], unchanged: [ui], files: [], commit: undefined });
    expect(report.message).toBeUndefined();
    expect(await desk.state()).toBe(before);
  });

  it('only says what it would do with dryRun', async () => {
    const desk = await createDesk();
    const file = await desk.put('ui.tgz', ui);
    const before = await desk.state();
    const report = await desk.add([file], { dryRun: true, tag: 'next' });
    expect(report).toMatchObject({
      files: ['packages/@acme/ui/ui-2.0.0.tgz', 'packages/@acme/ui/meta.json'],
      commit: undefined,
      message: 'Publish @acme/ui 2.0.0 as next\n',
    });
    expect(await desk.state()).toBe(before);
  });

  it('only puts the files in place without a commit', async () => {
    const desk = await createDesk();
    const { commit } = await desk.add([await desk.put('ui.tgz', ui)], { commit: false });
    expect(commit).toBeUndefined();
    expect(await desk.registry.git('status', '--porcelain', '-uall')).toBe(
      '?? packages/@acme/ui/ui-2.0.0.tgz',
    );
  });

  it('commits what it put in place before', async () => {
    const desk = await createDesk();
    const file = await desk.put('ui.tgz', ui);
    await desk.add([file], { commit: false });
    await desk.add([file]);
    expect(await desk.registry.git('status', '--porcelain')).toBe('');
  });

  it('writes a tag and takes a message', async () => {
    const desk = await createDesk();
    await desk.add([await desk.put('ui.tgz', ui)], { tag: 'next', message: 'Mine' });
    const meta: unknown = JSON.parse(
      await desk.registry.git('show', 'HEAD:packages/@acme/ui/meta.json'),
    );
    expect(meta).toEqual({ 'dist-tags': { next: '2.0.0' } });
    expect(await desk.registry.git('log', '-1', '--format=%B')).toBe('Mine\n');
  });

  it('names problems that are only warnings', async () => {
    const desk = await createDesk();
    const file = await desk.put('s.tgz', { name: 'AcmeStream', version: '1.0.0' });
    const { warnings, commit } = await desk.add([file]);
    expect(warnings.map(({ code }) => code)).toEqual(['LEGACY_NAME']);
    expect(commit).toBeDefined();
  });

  it('warns when the repository passes 1 GB', async () => {
    const desk = await createDesk();
    const pack = join(desk.registry.dir, '.git/objects/pack/tmp_pack_large');
    await writeFile(pack, '');
    await truncate(pack, 1.1e9);
    const { warnings } = await desk.add([await desk.put('ui.tgz', ui)]);
    expect(warnings.map(({ code }) => code)).toEqual(['REPOSITORY_LARGE']);
  });
});
