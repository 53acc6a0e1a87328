import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AddOptions } from '../../../src/add/add.ts';
import { createRepository } from '../../support/git-repository.ts';
import { createDesk, type Desk, sriOf, ui } from '../../support/registry-desk.ts';
import { gzip, tarOf } from '../../support/tarball.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';

describe('add refuses, and leaves everything as it was:', () => {
  async function expectRefusal(
    desk: Desk,
    files: readonly string[],
    expected: { code: string; problems?: readonly string[]; options?: Partial<AddOptions> },
  ): Promise<void> {
    const before = await desk.state();
    const error: unknown = await desk.add(files, expected.options).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: expected.code });
    if (expected.problems !== undefined) {
      expect(error).toMatchObject({ problems: expected.problems.map((code) => ({ code })) });
    }
    expect(await desk.state()).toBe(before);
  }

  it('other bytes for a version of the commit', async () => {
    const desk = await createDesk();
    await desk.add([await desk.put('ui.tgz', ui)]);
    const other = await desk.put('ui.tgz', ui, { 'new.js': '' });
    await expectRefusal(desk, [other], { code: 'VERSION_EXISTS' });
  });

  it('other bytes for a version that was deleted', async () => {
    const desk = await createDesk();
    await desk.add([await desk.put('ui.tgz', ui)]);
    await desk.registry.write('packages', undefined);
    await desk.registry.commit('Delete');
    const other = await desk.put('ui.tgz', ui, { 'new.js': '' });
    await expectRefusal(desk, [other], { code: 'VERSION_EXISTS' });
    await desk.put('ui.tgz', ui);
    expect((await desk.add([other])).added).toHaveLength(1);
  });

  it('other bytes for a version that lies uncommitted', async () => {
    const desk = await createDesk();
    await desk.add([await desk.put('ui.tgz', ui)], { commit: false });
    const other = await desk.put('ui.tgz', ui, { 'new.js': '' });
    await expectRefusal(desk, [other], { code: 'VERSION_EXISTS' });
  });

  it('other bytes than a pinned pointer names', async () => {
    const desk = await createDesk();
    const file = await desk.put('ui.tgz', ui);
    const bytes = await readFile(join(desk.cwd, file));
    const pointer = {
      url: 'https://files.acme.example/ui.tgz',
      integrity: sriOf(bytes),
      size: bytes.length,
    };
    await desk.registry.write('packages/@acme/ui/ui-2.0.0.tgz.json', JSON.stringify(pointer));
    await desk.registry.commit('Point');
    expect((await desk.add([file])).unchanged).toHaveLength(1);
    const other = await desk.put('ui.tgz', ui, { 'new.js': '' });
    await expectRefusal(desk, [other], { code: 'VERSION_EXISTS' });
  });

  it('other bytes than a Git LFS pointer names', async () => {
    const desk = await createDesk();
    const file = await desk.put('ui.tgz', ui);
    const bytes = await readFile(join(desk.cwd, file));
    const oid = createHash('sha256').update(bytes).digest('hex');
    await desk.registry.write(
      'packages/@acme/ui/ui-2.0.0.tgz',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${bytes.length}\n`,
    );
    await desk.registry.commit('Track');
    expect((await desk.add([file])).unchanged).toHaveLength(1);
    const other = await desk.put('ui.tgz', ui, { 'new.js': '' });
    await expectRefusal(desk, [other], { code: 'VERSION_EXISTS' });
  });

  it('a link in the place of a folder that the commit does not have, wherever it leads', async () => {
    const desk = await createDesk();
    await mkdir(join(desk.registry.dir, 'x/ui'), { recursive: true });
    await symlink('/dev/zero', join(desk.registry.dir, 'x/ui/ui-v2.0.0.tgz'));
    await mkdir(join(desk.registry.dir, 'packages'));
    await symlink('../x', join(desk.registry.dir, 'packages/@acme'));
    const file = await desk.put('ui.tgz', ui);
    await expectRefusal(desk, [file], { code: 'OUTPUT_NOT_WRITABLE' });
  });

  it('a link or a folder in the place of the version', async () => {
    const desk = await createDesk();
    const file = await desk.put('ui.tgz', ui);
    const folder = join(desk.registry.dir, 'packages/@acme/ui');
    await mkdir(join(folder, 'ui-2.0.0.tgz'), { recursive: true });
    await expectRefusal(desk, [file], { code: 'OUTPUT_NOT_WRITABLE' });
    await rm(folder, { recursive: true });
    await mkdir(folder);
    await symlink('/dev/zero', join(folder, 'ui-v2.0.0.tgz'));
    await expectRefusal(desk, [file], { code: 'OUTPUT_NOT_WRITABLE' });
  });

  it.each([
    ['packages/@acme/ui', 'in the place of the folder'],
    ['packages/@acme/ui/ui-2.0.0.tgz/x', 'below the place of the version'],
    ['Packages/x', 'in another spelling of packages/'],
  ])('a committed file %s %s', async (path) => {
    const desk = await createDesk();
    await desk.registry.write(path, 'precious');
    await desk.registry.commit('Stand in the way');
    const file = await desk.put('ui.tgz', ui);
    await expectRefusal(desk, [file], { code: 'REPOSITORY_LAYOUT' });
  });

  it('a staged file in the place of the folder', async () => {
    const desk = await createDesk();
    await desk.registry.write('packages/@acme', 'precious');
    await desk.registry.git('add', 'packages/@acme');
    await rm(join(desk.registry.dir, 'packages/@acme'));
    const file = await desk.put('ui.tgz', ui);
    await expectRefusal(desk, [file], { code: 'UNCOMMITTED_CHANGES' });
    expect(await desk.registry.git('ls-files', 'packages')).toContain('packages/@acme');
  });

  it('a package that has a twin of meta.json', async () => {
    const desk = await createDesk();
    await desk.registry.write('packages/@acme/ui/Meta.json', '{}');
    await desk.registry.commit('Spell it otherwise');
    const file = await desk.put('ui.tgz', ui);
    await expectRefusal(desk, [file], { code: 'ADD_REFUSED', problems: ['META_INVALID'] });
  });

  it('a version with a tombstone', async () => {
    const desk = await createDesk();
    const meta = { unpublished: { '2.0.0': { reason: 'secret' } } };
    await desk.registry.write('packages/@acme/ui/meta.json', JSON.stringify(meta));
    await desk.registry.commit('Unpublish');
    const file = await desk.put('ui.tgz', ui);
    await expectRefusal(desk, [file], { code: 'ADD_REFUSED', problems: ['VERSION_UNPUBLISHED'] });
  });

  it('a package whose meta.json cannot be read', async () => {
    const desk = await createDesk();
    await desk.registry.write('packages/@acme/ui/meta.json', '{');
    await desk.registry.commit('Break');
    const file = await desk.put('ui.tgz', ui);
    await expectRefusal(desk, [file], { code: 'ADD_REFUSED', problems: ['META_INVALID'] });
  });

  it.each([
    ['con', '{}'],
    ['@acme/nul', '{"host": "nginx", "url": "https://npm.acme.example/"}'],
    ['vercel.json', '{"host": "vercel"}'],
  ])('the new name %s, which the host %s has no place for', async (name, config) => {
    const desk = await createDesk();
    await desk.registry.write('stillpack.json', config);
    await desk.registry.commit('Configure');
    const file = await desk.put('x.tgz', { name, version: '1.0.0' });
    await expectRefusal(desk, [file], { code: 'ADD_REFUSED', problems: ['OUTPUT_CLASH'] });
  });

  it('a new scope that is spelled like another one, wherever it sorts', async () => {
    const desk = await createDesk();
    await desk.add([await desk.put('ui.tgz', ui)]);
    const file = await desk.put('b.tgz', { name: '@Acme/b', version: '1.0.0' });
    await expectRefusal(desk, [file], { code: 'ADD_REFUSED', problems: ['OUTPUT_CLASH'] });
  });

  it('a version whose file name differs from another in case only', async () => {
    const desk = await createDesk();
    await desk.add([await desk.put('1.tgz', { ...ui, version: '2.0.0-rc.1' })]);
    const file = await desk.put('2.tgz', { ...ui, version: '2.0.0-RC.1' });
    await expectRefusal(desk, [file], { code: 'ADD_REFUSED', problems: ['OUTPUT_CLASH'] });
  });

  it('everything, where no build could read stillpack.json', async () => {
    const desk = await createDesk();
    const file = await desk.put('ui.tgz', ui);
    await desk.registry.write('stillpack.json', '{');
    await desk.registry.commit('Break');
    await expectRefusal(desk, [file], { code: 'CONFIG_INVALID' });
  });

  it('a strict problem of the archive', async () => {
    const desk = await createDesk();
    const entry = { path: 'package/package.json', body: JSON.stringify(ui) };
    const twice = ['1', '2'].map((body) => ({ path: 'package/a.js', body }));
    await writeFile(join(desk.cwd, 'ui.tgz'), gzip(tarOf([entry, ...twice])));
    await expectRefusal(desk, ['ui.tgz'], { code: 'ADD_REFUSED', problems: ['ENTRY_DUPLICATE'] });
  });

  it('an unsafe archive', async () => {
    const desk = await createDesk();
    const entry = { path: 'package/package.json', body: JSON.stringify(ui) };
    await writeFile(join(desk.cwd, 'ui.tgz'), gzip(tarOf([entry, { path: '../x', body: '' }])));
    await expectRefusal(desk, ['ui.tgz'], {
      code: 'ADD_REFUSED',
      problems: ['ENTRY_UNSAFE', 'ROOT_MULTIPLE'],
    });
  });

  it('what is no archive', async () => {
    const desk = await createDesk();
    await writeFile(join(desk.cwd, 'ui.tgz'), 'text');
    await expectRefusal(desk, ['ui.tgz'], { code: 'ADD_REFUSED', problems: ['GZIP_CORRUPT'] });
  });

  it('every file when one is refused, with every reason', async () => {
    const desk = await createDesk();
    const good = await desk.put('ui.tgz', ui);
    await writeFile(join(desk.cwd, 'text.tgz'), 'text');
    const reserved = await desk.put('s.tgz', { name: 'search', version: '1.0.0' });
    await expectRefusal(desk, [good, 'text.tgz', reserved], {
      code: 'ADD_REFUSED',
      problems: ['GZIP_CORRUPT', 'NAME_RESERVED'],
    });
  });

  it('a new name that is the website’s, and nothing of that name that is there', async () => {
    const desk = await createDesk();
    const tarball = (name: string): Promise<string> =>
      desk.put(`${name.replace('~', '')}.tgz`, { name, version: '1.0.0' });
    const problems = ['NAME_RESERVED'];
    for (const name of ['search', '404.html']) {
      await expectRefusal(desk, [await tarball(name)], { code: 'ADD_REFUSED', problems });
    }
    await desk.registry.write('stillpack.json', '{"site": {"path": "/web/"}}');
    await desk.registry.commit('Move the website');
    await expectRefusal(desk, [await tarball('web')], { code: 'ADD_REFUSED', problems });
    await desk.add([await tarball('search')]);

    await desk.registry.write('stillpack.json', '{"site": false}');
    await desk.registry.commit('Remove the website');
    await desk.add([await tarball('web')]);
    await desk.registry.write('stillpack.json', '{}');
    await desk.registry.commit('Bring it back');
    await desk.add([await desk.put('search.tgz', { name: 'search', version: '1.1.0' })]);
  });

  it('a path that does not exist', async () => {
    const desk = await createDesk();
    await expectRefusal(desk, ['missing.tgz'], { code: 'NOT_A_TARBALL' });
  });

  it('a folder without package.json', async () => {
    const desk = await createDesk();
    await mkdir(join(desk.cwd, 'empty'));
    await expectRefusal(desk, ['empty'], { code: 'NOT_A_TARBALL' });
  });

  it('no files, an impossible tag, an empty message', async () => {
    const desk = await createDesk();
    const file = await desk.put('ui.tgz', ui);
    await expectRefusal(desk, [], { code: 'OPTION_INVALID' });
    await expectRefusal(desk, [file], { code: 'TAG_INVALID', options: { tag: '1.0.0' } });
    await expectRefusal(desk, [file], { code: 'TAG_INVALID', options: { tag: '../x' } });
    await expectRefusal(desk, [file], { code: 'OPTION_INVALID', options: { message: ' ' } });
  });

  it('a tag over a meta.json with uncommitted changes', async () => {
    const desk = await createDesk();
    await desk.registry.write('packages/@acme/ui/meta.json', '{}\n');
    await desk.registry.commit('Meta');
    await desk.registry.write('packages/@acme/ui/meta.json', '{"access": "restricted"}\n');
    const file = await desk.put('ui.tgz', ui);
    await expect(desk.add([file], { tag: 'next' })).rejects.toMatchObject({
      code: 'UNCOMMITTED_CHANGES',
    });
    expect((await desk.add([file])).commit).toBeDefined();
  });

  it('a shallow clone, which cannot know what was deleted', async () => {
    const desk = await createDesk();
    await desk.registry.commit('Second');
    const clone = await temporaryDirectory();
    await desk.registry.git('clone', '-q', '--depth=1', `file://${desk.registry.dir}`, clone);
    const file = await desk.put('ui.tgz', ui);
    await expectRefusal(desk, [file], { code: 'SHALLOW_CLONE', options: { repo: clone } });
  });

  it('a bare repository', async () => {
    const desk = await createDesk();
    const bare = await createRepository({ bare: true });
    const file = await desk.put('ui.tgz', ui);
    await expectRefusal(desk, [file], {
      code: 'REPOSITORY_UNSUPPORTED',
      options: { repo: bare.dir },
    });
  });

  it('a folder that is no repository', async () => {
    const desk = await createDesk();
    const file = await desk.put('ui.tgz', ui);
    await expectRefusal(desk, [file], { code: 'NOT_A_REPOSITORY', options: { repo: desk.cwd } });
  });
});
