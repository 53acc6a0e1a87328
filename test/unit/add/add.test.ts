import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, cp, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { add, type AddOptions, type AddReport } from '../../../src/add/add.ts';
import {
  createRepository,
  type GitRepository,
  isolatedGitEnv,
  openRepository,
} from '../../support/git-repository.ts';
import { packageTarball, tarOf, gzip } from '../../support/tarball.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';

const run = promisify(execFile);
const env = { PATH: process.env['PATH'], HOME: '/nonexistent', ...isolatedGitEnv };

interface Desk {
  readonly registry: GitRepository;
  /** Where files to add lie. */
  readonly cwd: string;
  /** Puts a package's tarball there. */
  put(file: string, manifest: object, files?: Readonly<Record<string, string>>): Promise<string>;
  add(files: readonly string[], options?: Partial<AddOptions>): Promise<AddReport>;
  /** Everything that a write could change. */
  state(): Promise<string>;
}

async function createDesk(): Promise<Desk> {
  const registry = await createRepository();
  await registry.write('stillpack.json', '{}\n');
  await registry.commit('Begin');
  const cwd = await temporaryDirectory();
  return {
    registry,
    cwd,
    async put(file, manifest, files = {}) {
      await writeFile(join(cwd, file), packageTarball({ manifest, files }));
      return file;
    },
    add: (files, options = {}) => add({ repo: registry.dir, cwd, files, env, ...options }),
    state: async () =>
      [
        await registry.git('rev-parse', 'HEAD'),
        await registry.git('status', '--porcelain', '-uall'),
        await registry.git('count-objects'),
      ].join('\n'),
  };
}

function sriOf(bytes: Uint8Array): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

const ui = { name: '@acme/ui', version: '2.0.0' };

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
      commit: await desk.registry.oid('HEAD'),
      message: 'Publish @acme/ui 2.0.0\n',
      warnings: [],
    });
    expect(await readFile(join(desk.registry.dir, path))).toEqual(bytes);
    expect(await desk.registry.git('status', '--porcelain')).toBe('');
  });

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

  it('a strict problem of the archive', async () => {
    const desk = await createDesk();
    const entry = { path: 'package/package.json', body: JSON.stringify(ui) };
    const twice = { path: 'package/a.js', body: '' };
    await writeFile(join(desk.cwd, 'ui.tgz'), gzip(tarOf([entry, twice, twice])));
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
    await expectRefusal(desk, [file], { code: 'OPTION_INVALID', options: { tag: '1.0.0' } });
    await expectRefusal(desk, [file], { code: 'OPTION_INVALID', options: { tag: '../x' } });
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

describe('a package folder', () => {
  async function writePackage(dir: string, manifest: object): Promise<void> {
    await mkdir(join(dir, 'lib'), { recursive: true });
    await writeFile(join(dir, 'package.json'), JSON.stringify(manifest));
    await writeFile(join(dir, 'README.md'), '# ui\n');
    await writeFile(join(dir, 'lib/index.js'), 'export {};\n');
    await writeFile(join(dir, '.npmignore'), 'secret.txt\n');
    await writeFile(join(dir, 'secret.txt'), 'secret\n');
  }

  async function npmPackIntegrity(dir: string): Promise<string> {
    const destination = await temporaryDirectory();
    // `npm test` says which npm runs; elsewhere the one on PATH is meant.
    const npm = process.env['npm_execpath'];
    const [program, ...args] =
      npm?.endsWith('npm-cli.js') === true ? [process.execPath, npm] : ['npm'];
    await run(program, [...args, 'pack', '--pack-destination', destination], { cwd: dir });
    const [file = ''] = await readdir(destination);
    return sriOf(await readFile(join(destination, file)));
  }

  it('is packed as npm pack does, its scripts included', async () => {
    const desk = await createDesk();
    const dir = join(desk.cwd, 'a folder #1 %41');
    await writePackage(dir, {
      ...ui,
      scripts: {
        prepack: "node -e \"fs.writeFileSync('lib/prepack.js', '')\"",
        prepare: "node -e \"console.log(1); fs.writeFileSync('lib/prepare.js', '')\"",
        postpack: "node -e \"fs.writeFileSync('postpack-ran', '')\"",
      },
    });
    const { added } = await desk.add([dir]);
    const committed = await readFile(join(desk.registry.dir, 'packages/@acme/ui/ui-2.0.0.tgz'));
    expect(added[0]?.integrity).toBe(sriOf(committed));
    expect(await readdir(join(dir, 'lib'))).toEqual(['index.js', 'prepack.js', 'prepare.js']);
    await access(join(dir, 'postpack-ran'));

    const npm = join(desk.cwd, 'as npm packs it');
    await cp(dir, npm, { recursive: true });
    await rm(join(npm, 'postpack-ran'));
    expect(sriOf(committed)).toBe(await npmPackIntegrity(npm));
  });

  it('whose script fails is refused', async () => {
    const desk = await createDesk();
    await writePackage(desk.cwd, { ...ui, scripts: { prepack: 'node -e "throw 1"' } });
    const before = await desk.state();
    await expect(desk.add(['.'])).rejects.toMatchObject({ code: 'PACK_FAILED', path: '.' });
    expect(await desk.state()).toBe(before);
  });

  it('without a version is refused', async () => {
    const desk = await createDesk();
    await writePackage(desk.cwd, { name: 'a' });
    await expect(desk.add(['.'])).rejects.toMatchObject({ code: 'ADD_REFUSED' });
  });
});
