// What `serve --dirty` adds to a commit.
import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSnapshot } from '../../../src/source/read-snapshot.ts';
import type { PackageFolder, Snapshot } from '../../../src/source/snapshot.ts';
import { withWorkTree } from '../../../src/source/work-tree.ts';
import { allOf } from '../../support/all-of.ts';
import { createRepository, type GitRepository } from '../../support/git-repository.ts';
import { engineNames, openTestEngine } from '../../support/test-engine.ts';

describe.each(engineNames)('with the %s engine, the work tree', (name) => {
  const dirty = async (repository: GitRepository): Promise<Snapshot> => {
    const sources = {
      engine: await openTestEngine(repository.dir, name),
      cacheDir: '/nonexistent',
    };
    return withWorkTree(
      await readSnapshot({ ...sources, commit: await sources.engine.resolveCommit('HEAD') }),
      sources,
    );
  };

  test('adds versions that are not committed, dated as the commit and marked', async () => {
    const repository = await createRepository();
    await repository.write('packages/ui/ui-1.0.0.tgz', 'one');
    await repository.commit('one');
    await repository.write('packages/ui/ui-1.1.0.tgz', 'two');
    await repository.write('packages/@acme/kit/acme-kit-1.0.0.tgz', 'three');
    await repository.write('packages/@acme/kit/not a version.tgz', 'x');
    const snapshot = await dirty(repository);
    const { date, problems } = snapshot;
    const outlines = [...snapshot.outlines()];
    expect(outlines.map(({ name, since }) => [name, since])).toEqual([
      ['@acme/kit', undefined],
      ['ui', 1],
    ]);
    const packages = new Map((await packagesOf(snapshot)).map((folder) => [folder.name, folder]));
    expect([...packages.keys()].toSorted()).toEqual(outlines.map(({ name }) => name));
    expect(snapshot.packageCount).toBe(2);
    const [kit, ui] = outlines.map(({ name }) => packages.get(name));
    expect(ui?.tarballs.map(({ version, uncommitted }) => [version, uncommitted])).toEqual([
      ['1.0.0', false],
      ['1.1.0', true],
    ]);
    expect(kit?.tarballs[0]?.landed.date).toEqual(date);
    expect(Buffer.from((await kit?.tarballs[0]?.read())?.bytes ?? []).toString()).toBe('three');
    expect(problems.map(({ code }) => code)).toEqual(['VERSION_MISMATCH']);
  });

  test('does not replace what is committed', async () => {
    const repository = await createRepository();
    await repository.write('packages/@acme/ui/ui-1.0.0.tgz', 'one');
    await repository.commit('one');
    await repository.write('packages/@acme/ui/ui-1.0.0.tgz', 'changed');
    await repository.write('packages/@acme/ui/acme-ui-1.0.0.tgz', 'again');
    const packages = await packagesOf(await dirty(repository));
    const read = await packages[0]?.tarballs[0]?.read();
    expect(packages[0]?.tarballs).toHaveLength(1);
    expect(Buffer.from(read?.bytes ?? []).toString()).toBe('one');
  });

  test('shows meta.json as it is on disk', async () => {
    const repository = await createRepository();
    await repository.write('packages/ui/ui-1.0.0.tgz', 'one');
    await repository.write('packages/ui/meta.json', '{}');
    await repository.commit('one');
    await repository.write('packages/ui/meta.json', '{"access":"public"}');
    const snapshot = await dirty(repository);
    const [outline] = [...snapshot.outlines()];
    const [folder] = await packagesOf(snapshot);
    for (const meta of [outline?.meta, folder?.meta]) {
      expect(Buffer.from((await meta?.read()) ?? []).toString()).toBe('{"access":"public"}');
    }
  });

  test('keeps what is committed beside a tarball when another one comes', async () => {
    const repository = await createRepository();
    await repository.write('packages/ui/ui-1.0.0.tgz', 'one');
    await repository.write('packages/ui/ui-1.0.0.sigstore', 'committed');
    await repository.commit('one');
    await repository.write('packages/ui/ui-1.0.0.sigstore', 'changed');
    await repository.write('packages/ui/ui-1.1.0.tgz', 'two');
    const [folder] = await packagesOf(await dirty(repository));
    const texts = await Promise.all(folder?.provenances.map((file) => file.read()) ?? []);
    expect(texts.map((bytes) => Buffer.from(bytes).toString())).toEqual(['committed']);
    expect(folder?.tarballs.map(({ version }) => version)).toEqual(['1.0.0', '1.1.0']);
  });

  test('leaves out a file that vanishes after it was listed', async () => {
    const repository = await createRepository();
    await repository.commit('Begin');
    await repository.write('packages/ui/ui-1.0.0.tgz', 'one');
    await repository.write('packages/ui/ui-1.1.0.tgz', 'two');
    const opened = await openTestEngine(repository.dir, name);
    const engine = {
      ...opened,
      // Asked for between the first file and the second.
      get objectFormat() {
        rmSync(`${repository.dir}/packages/ui/ui-1.1.0.tgz`, { force: true });
        return opened.objectFormat;
      },
    };
    const snapshot = await readSnapshot({
      engine: opened,
      cacheDir: '/nonexistent',
      commit: await opened.resolveCommit('HEAD'),
    });
    const packages = await packagesOf(
      await withWorkTree(snapshot, { engine, cacheDir: '/nonexistent' }),
    );
    expect(packages[0]?.tarballs.map(({ version }) => version)).toEqual(['1.0.0']);
  });

  test('follows no link', async () => {
    const repository = await createRepository();
    await repository.write('outside/ui-1.0.0.tgz', 'secret');
    await repository.write('packages/ui/ui-0.9.0.tgz', 'x');
    await repository.commit('one');
    const { symlink } = await import('node:fs/promises');
    await symlink('../../outside/ui-1.0.0.tgz', `${repository.dir}/packages/ui/ui-1.0.0.tgz`);
    await symlink('../outside', `${repository.dir}/packages/linked`);
    const packages = await packagesOf(await dirty(repository));
    expect(packages.flatMap(({ tarballs }) => tarballs.map(({ version }) => version))).toEqual([
      '0.9.0',
    ]);
  });
});

function packagesOf(snapshot: Snapshot): Promise<readonly PackageFolder[]> {
  return allOf(snapshot.packages());
}
