// `upload` against real remotes: what it commits, what it refuses, and what it leaves alone.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { baseEnv } from '../support/commit-stores.ts';
import { createRepository, isolatedGitEnv } from '../support/git-repository.ts';
import { listen } from '../support/loopback-server.ts';
import { stillpack } from '../support/program.ts';
import { provenanceOf } from '../support/provenance.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { createUploadDesk, type UploadDesk } from '../support/upload-desk.ts';

const ui = { name: '@acme/ui', version: '1.0.0' };

/** The remote's main, which a refusal leaves as it is. */
async function expectRefusal(
  desk: UploadDesk,
  uploading: () => Promise<unknown>,
  error: object,
): Promise<void> {
  const before = await desk.remote.git('for-each-ref');
  await expect(uploading()).rejects.toMatchObject(error);
  expect(await desk.remote.git('for-each-ref')).toBe(before);
}

describe('a direct upload', () => {
  it('adds one file in one commit of the author, whatever else is there', async () => {
    const desk = await createUploadDesk();
    const bytes = await desk.put('ui.tgz', ui);
    const before = await desk.remote.oid('main');
    const report = await desk.upload(['ui.tgz']);
    const path = 'packages/@acme/ui/ui-1.0.0.tgz';
    expect(report).toMatchObject({
      ...{ branch: 'main', mode: 'direct', unchanged: [], pullRequest: undefined, warnings: [] },
      added: [{ file: 'ui.tgz', path, name: '@acme/ui', version: '1.0.0' }],
    });
    expect(report.commit).toBe(await desk.remote.oid('main'));
    const format = '%P|%an <%ae>|%cn|%s';
    expect(await desk.remote.git('log', '-1', `--format=${format}`, 'main')).toBe(
      `${before}|Jo <jo@acme.example>|Jo|Publish @acme/ui 1.0.0`,
    );
    expect(await desk.remote.git('diff', '--name-status', before, 'main')).toBe(`A\t${path}`);
    expect(await desk.remote.git('rev-parse', `main:${path}`)).toBe(
      createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex'),
    );
    expect(await desk.remote.git('fsck', '--full', '--strict')).toBe('');
  });

  it('of the same bytes again succeeds and changes nothing', async () => {
    const desk = await createUploadDesk();
    await desk.put('ui.tgz', ui);
    const { commit } = await desk.upload(['ui.tgz']);
    const again = await desk.upload(['ui.tgz']);
    expect(again).toMatchObject({ commit: undefined, added: [], unchanged: [{ file: 'ui.tgz' }] });
    expect(await desk.remote.oid('main')).toBe(commit);
  });

  it('counts the bytes that a pinned pointer names for those that are there', async () => {
    const desk = await createUploadDesk();
    const bytes = await desk.put('ui.tgz', ui);
    const sha512 = (content: Uint8Array | string): string =>
      `sha512-${createHash('sha512').update(content).digest('base64')}`;
    const pointer = (content: Uint8Array | string): string =>
      JSON.stringify({
        url: 'https://files.acme.example/ui.tgz',
        integrity: sha512(content),
        size: content.length,
      });
    await desk.push({ 'packages/@acme/ui/ui-1.0.0.tgz.json': pointer(bytes) });
    expect(await desk.upload(['ui.tgz'])).toMatchObject({ added: [], unchanged: [ui] });
    await desk.push({ 'packages/@acme/ui/ui-1.0.0.tgz.json': pointer('other') });
    await expectRefusal(desk, () => desk.upload(['ui.tgz']), { code: 'VERSION_EXISTS' });
  });

  it('puts several files and a package folder into one commit', async () => {
    const desk = await createUploadDesk();
    await desk.put('dist/a.tgz', { name: 'a', version: '1.0.0' });
    await desk.put('dist/b.tgz', { name: '@acme/b', version: '1.0.0' });
    await mkdir(join(desk.cwd, 'c'));
    await writeFile(join(desk.cwd, 'c', 'package.json'), '{"name":"c","version":"1.0.0"}');
    const before = await desk.remote.oid('main');
    const report = await desk.upload(['dist/*.tgz', 'c']);
    expect(report.added.map(({ name }) => name)).toEqual(['a', '@acme/b', 'c']);
    expect(await desk.remote.git('rev-list', '--count', `${before}..main`)).toBe('1');
    expect(await desk.paths()).toEqual(
      expect.arrayContaining(report.added.map(({ path }) => path)),
    );
  });

  it('leaves what the registry has of other packages where it is, and builds', async () => {
    const desk = await createUploadDesk();
    await desk.put('left-pad.tgz', { name: 'left-pad', version: '1.1.0' });
    await desk.put('ui.tgz', ui);
    const before = await desk.paths();
    await desk.upload(['left-pad.tgz', 'ui.tgz']);
    expect(await desk.paths()).toEqual(expect.arrayContaining([...before]));
    const out = join(await temporaryDirectory(), 'public');
    const built = await stillpack(['build', '--repo', desk.remote.dir, '--out', out]);
    expect(built).toMatchObject({ code: 0 });
    expect(await stillpack(['verify', out])).toMatchObject({ code: 0 });
  });

  it('writes a tag where it is not what is computed, and leaves latest', async () => {
    const desk = await createUploadDesk();
    await desk.put('next.tgz', { name: 'left-pad', version: '2.0.0' });
    const report = await desk.upload(['next.tgz'], { tag: 'next' });
    expect(report.warnings).toMatchObject([{ code: 'TAG_PINNED' }]);
    const meta = await desk.remote.git('show', 'main:packages/left-pad/meta.json');
    expect(JSON.parse(meta)).toEqual({ 'dist-tags': { next: '2.0.0', latest: '1.0.0' } });
    await desk.put('beta.tgz', { name: 'left-pad', version: '1.5.0' });
    await desk.upload(['beta.tgz'], { tag: 'beta', message: 'Try it' });
    const both = await desk.remote.git('show', 'main:packages/left-pad/meta.json');
    expect(JSON.parse(both)).toMatchObject({ 'dist-tags': { next: '2.0.0', beta: '1.5.0' } });
    expect(await desk.remote.git('log', '-1', '--format=%s', 'main')).toBe('Try it');
  });

  it('takes the provenance beside a tarball along, unless told not to', async () => {
    const desk = await createUploadDesk();
    const tarball = await desk.put('ui.tgz', ui);
    const provenance = provenanceOf({ name: '@acme/ui', tarball });
    await writeFile(join(desk.cwd, 'ui.tgz.sigstore'), provenance);
    await desk.put('bare.tgz', { name: 'bare', version: '1.0.0' });
    await writeFile(join(desk.cwd, 'bare.tgz.sigstore'), provenance);
    await expectRefusal(desk, () => desk.upload(['bare.tgz']), {
      problems: [{ code: 'PROVENANCE_INVALID' }],
    });
    await desk.upload(['bare.tgz'], { provenance: false });
    await desk.upload(['ui.tgz']);
    expect(await desk.remote.git('show', 'main:packages/@acme/ui/ui-1.0.0.sigstore')).toBe(
      provenance.trimEnd(),
    );
    expect(await desk.paths()).not.toContain('packages/bare/bare-1.0.0.sigstore');
  });

  it('only says what would happen when asked to', async () => {
    const desk = await createUploadDesk();
    await desk.put('ui.tgz', ui);
    const before = await desk.remote.oid('main');
    const report = await desk.upload(['ui.tgz'], { dryRun: true });
    expect(report).toMatchObject({ commit: undefined, added: [ui] });
    expect(await desk.remote.oid('main')).toBe(before);
  });

  it('works on a repository of sha256 ids', async () => {
    const desk = await createUploadDesk({ objectFormat: 'sha256' });
    await desk.put('ui.tgz', ui);
    await desk.upload(['ui.tgz']);
    expect(await desk.upload(['ui.tgz'])).toMatchObject({ unchanged: [ui] });
  });
});

describe('an upload is refused, and nothing is pushed,', () => {
  it('for other bytes of a version', async () => {
    const desk = await createUploadDesk();
    await desk.put('icons.tgz', { name: '@acme/icons', version: '1.0.0', description: 'x' });
    await desk.put('ui.tgz', ui);
    const uploading = (): Promise<unknown> => desk.upload(['ui.tgz', 'icons.tgz']);
    await expectRefusal(desk, uploading, { code: 'VERSION_EXISTS', path: 'icons.tgz' });
  });

  it('for a version with a tombstone', async () => {
    const desk = await createUploadDesk();
    const meta = { unpublished: { '1.0.0': { reason: 'broken' } } };
    await desk.push({ 'packages/@acme/ui/meta.json': JSON.stringify(meta) });
    await desk.put('ui.tgz', ui);
    await expectRefusal(desk, () => desk.upload(['ui.tgz']), {
      problems: [{ code: 'VERSION_UNPUBLISHED' }],
    });
  });

  it.each([
    ['of an unscoped name', 'leftpad'],
    ['in the scope', '@acme/i-cons'],
    ['in a scope that reads alike', '@ac-me/icons'],
  ])('for a twin %s', async (_where, name) => {
    const desk = await createUploadDesk();
    await desk.put('twin.tgz', { name, version: '1.0.0' });
    await expectRefusal(desk, () => desk.upload(['twin.tgz']), {
      problems: [{ code: 'NAME_TWIN' }],
    });
  });

  it('for a name that has no place as the registry’s host lays files out', async () => {
    const desk = await createUploadDesk();
    const config = { url: 'https://npm.acme.example/', host: 'github-pages' };
    await desk.push({ 'stillpack.json': JSON.stringify(config) });
    await desk.put('clash.tgz', { name: 'left-pad.html', version: '1.0.0' });
    await expectRefusal(desk, () => desk.upload(['clash.tgz']), {
      problems: [{ code: 'OUTPUT_CLASH' }],
    });
  });

  it.each([
    ['name that leads elsewhere', { name: '../../etc', version: '1.0.0' }, {}],
    ['file that leads elsewhere', ui, { '../../../etc/passwd': 'x' }],
  ])('for a tarball with a %s, before the remote is asked', async (_what, manifest, files) => {
    const desk = await createUploadDesk();
    await desk.put('evil.tgz', manifest, files);
    const remote = join(desk.cwd, 'nothing.git');
    const uploading = (): Promise<unknown> => desk.upload(['evil.tgz'], { remote });
    await expectRefusal(desk, uploading, { code: 'ADD_REFUSED' });
  });

  it.each(['.gitattributes', 'packages/@acme/.gitattributes', 'packages/@acme/ui/.gitattributes'])(
    'where %s puts tarballs into Git LFS',
    async (file) => {
      const desk = await createUploadDesk();
      await desk.push({ [file]: '*.tgz filter=lfs diff=lfs merge=lfs -text\n' });
      await desk.put('ui.tgz', ui);
      await expectRefusal(desk, () => desk.upload(['ui.tgz']), {
        code: 'REPOSITORY_UNSUPPORTED',
        path: file,
      });
    },
  );

  it.each([
    ['a file in the place of the scope', 'packages/@new', '', '@new/ui'],
    ['a folder in the place of the tarball', 'packages/ui/ui-1.0.0.tgz', '/x', 'ui'],
    ['another spelling of packages', 'Packages', '/x', 'ui'],
  ])('where there is %s', async (_what, path, rest, name) => {
    const desk = await createUploadDesk();
    await desk.push({ [`${path}${rest}`]: 'x' });
    await desk.put('ui.tgz', { name, version: '1.0.0' });
    await expectRefusal(desk, () => desk.upload(['ui.tgz']), { code: 'REPOSITORY_LAYOUT', path });
  });

  it('where meta.json cannot be read', async () => {
    const desk = await createUploadDesk();
    await desk.push({ 'packages/left-pad/meta.json': '{' });
    await desk.put('pad.tgz', { name: 'left-pad', version: '1.1.0' });
    await expectRefusal(desk, () => desk.upload(['pad.tgz']), {
      problems: [{ code: 'META_INVALID' }],
    });
  });

  it('by the remote’s own hook, in its words', async () => {
    const desk = await createUploadDesk();
    const hook = join(desk.remote.dir, 'hooks', 'pre-receive');
    await mkdir(join(desk.remote.dir, 'hooks'), { recursive: true });
    await writeFile(hook, '#!/bin/sh\necho not on Fridays >&2\nexit 1\n');
    await chmod(hook, 0o755);
    const { url } = await desk.serve();
    await desk.put('ui.tgz', ui);
    await expectRefusal(desk, () => desk.upload(['ui.tgz'], { remote: url }), {
      code: 'PUSH_REFUSED',
      hint: expect.stringContaining('not on Fridays') as string,
    });
  });

  it.each([
    [[], 'OPTION_INVALID'],
    [['*.tgz'], 'NOT_A_TARBALL'],
    [['missing.tgz'], 'NOT_A_TARBALL'],
  ])('for the files %j', async (files, code) => {
    const desk = await createUploadDesk();
    await expectRefusal(desk, () => desk.upload(files), { code });
  });
});

describe('the branch', () => {
  it('is the remote’s own, or the one that is named', async () => {
    const desk = await createUploadDesk();
    await desk.remote.git('branch', 'stable', 'main');
    await desk.put('ui.tgz', ui);
    const before = await desk.remote.oid('main');
    expect(await desk.upload(['ui.tgz'], { branch: 'stable' })).toMatchObject({ branch: 'stable' });
    expect(await desk.remote.oid('main')).toBe(before);
    await desk.remote.git('symbolic-ref', 'HEAD', 'refs/heads/stable');
    expect(await desk.upload(['ui.tgz'])).toMatchObject({ branch: 'stable', unchanged: [ui] });
  });

  it('must be there, and no tag', async () => {
    const desk = await createUploadDesk();
    await desk.remote.git('tag', 'v1', 'main');
    await desk.put('ui.tgz', ui);
    for (const branch of ['elsewhere', 'v1']) {
      await expectRefusal(desk, () => desk.upload(['ui.tgz'], { branch }), { code: 'REF_UNKNOWN' });
    }
  });

  it('must have a commit', async () => {
    const desk = await createUploadDesk();
    const empty = await createRepository({ bare: true });
    await desk.put('ui.tgz', ui);
    for (const branch of [undefined, 'main']) {
      const uploading = desk.upload(['ui.tgz'], { remote: empty.dir, branch });
      await expect(uploading).rejects.toMatchObject({ code: 'REF_UNKNOWN' });
    }
  });

  it('cannot be asked for where nobody is', async () => {
    const desk = await createUploadDesk();
    const server = await desk.serve();
    await server.stop();
    await desk.put('ui.tgz', ui);
    for (const remote of [server.url, join(desk.cwd, 'nothing.git')]) {
      await expect(desk.upload(['ui.tgz'], { remote })).rejects.toMatchObject({
        code: 'REMOTE_UNREACHABLE',
      });
    }
  });
});

describe('when others push meanwhile', () => {
  it('plans anew on what they pushed', async () => {
    const desk = await createUploadDesk();
    await desk.put('ui.tgz', ui);
    const others = await desk.commitAside({ 'packages/left-pad/notes.txt': 'x' });
    let isMoved = false;
    const now = (): Date => {
      // Once the upload was planned, and before it is pushed.
      const args = ['update-ref', 'refs/heads/main', others];
      if (!isMoved) execFileSync('git', args, { cwd: desk.remote.dir });
      isMoved = true;
      return new Date('2026-01-02T03:04:05Z');
    };
    const { commit } = await desk.upload(['ui.tgz'], { now });
    expect(await desk.remote.git('log', '-2', '--format=%s', 'main')).toBe(
      'Publish @acme/ui 1.0.0\nAside',
    );
    expect(await desk.paths()).toContain('packages/left-pad/notes.txt');
    expect(commit).toBe(await desk.remote.oid('main'));
  });

  it('all uploads of one moment land, one commit each', async () => {
    const desk = await createUploadDesk();
    const { url } = await desk.serve();
    const before = await desk.remote.oid('main');
    const names = ['one', 'two', '@acme/three', '@acme/four'];
    for (const [index, name] of names.entries()) {
      await desk.put(`${index}.tgz`, { name, version: '1.0.0' });
    }
    await Promise.all(names.map((_, index) => desk.upload([`${index}.tgz`], { remote: url })));
    expect(await desk.remote.git('rev-list', '--count', `${before}..main`)).toBe('4');
    expect((await desk.paths()).filter((path) => path.endsWith('.tgz'))).toHaveLength(6);
  });
});

describe('over the wire', () => {
  /** Three tarballs of a megabyte that nothing makes smaller. */
  const large = async (): Promise<UploadDesk> => {
    const desk = await createUploadDesk();
    const files = Object.fromEntries(
      [
        'packages/big/big-1.0.0.tgz',
        'packages/@acme/big/big-1.0.0.tgz',
        'packages/b/b-1.0.0.tgz',
      ].map((path) => [path, randomBytes(1_000_000)]),
    );
    const meta = { 'dist-tags': { beta: '1.0.0' } };
    await desk.push({ ...files, 'packages/@acme/big/meta.json': JSON.stringify(meta) });
    await desk.put('big.tgz', { name: '@acme/big', version: '2.0.0' });
    return desk;
  };
  const uploadBoth = async (desk: UploadDesk, remote: string): Promise<void> => {
    await desk.put('new.tgz', { name: 'new', version: '1.0.0' });
    const report = await desk.upload(['big.tgz', 'new.tgz'], { remote, tag: 'beta' });
    expect(report.commit).toBe(await desk.remote.oid('main'));
    expect(report.added).toHaveLength(2);
    expect(JSON.parse(await desk.remote.git('show', 'main:packages/@acme/big/meta.json'))).toEqual({
      'dist-tags': { beta: '2.0.0', latest: '1.0.0' },
    });
  };

  it('come neither tarballs nor the history', async () => {
    const desk = await large();
    const server = await desk.serve();
    await uploadBoth(desk, server.url);
    expect(server.sent()).toBeLessThan(10_000);
    expect(desk.progress).toEqual([]);
  });

  it.each([
    ['trees only whole', { 'uploadpackfilter.tree.maxDepth': '0' }, 1],
    ['no filter of trees', { 'uploadpackfilter.tree.allow': 'false' }, 2],
  ])('of a remote that takes %s come no tarballs either', async (_what, config, tries) => {
    const desk = await large();
    for (const [key, value] of Object.entries(config)) await desk.remote.git('config', key, value);
    const server = await desk.serve();
    await uploadBoth(desk, server.url);
    expect(server.sent()).toBeLessThan(10_000);
    expect(desk.progress).toHaveLength(tries);
  });

  it('comes all of the newest commit where a remote can leave nothing out, and it is said', async () => {
    const desk = await large();
    await desk.remote.git('config', 'uploadpack.allowFilter', 'false');
    const server = await desk.serve();
    await uploadBoth(desk, server.url);
    expect(server.sent()).toBeGreaterThan(3_000_000);
    expect(desk.progress).toEqual([expect.stringContaining('leave anything out')]);
  });

  it('comes all of it where no object is given by its id, and it is said', async () => {
    const desk = await large();
    const { url } = await desk.serve({ protocol: 0 });
    await uploadBoth(desk, url);
    expect(desk.progress).toEqual([expect.stringContaining('whole commits')]);
  });
});

describe('the command', () => {
  it('uploads as git’s configured author, and reports as JSON', async () => {
    const desk = await createUploadDesk();
    await desk.put('ui.tgz', ui);
    const home = await temporaryDirectory();
    await writeFile(join(home, '.gitconfig'), '[user]\nname = Kim\nemail = kim@acme.example\n');
    const { code, stdout } = await stillpack(
      ['upload', 'ui.tgz', '--to', desk.remote.dir, '--json'],
      { cwd: desk.cwd, env: { HOME: home } },
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ ok: true, dryRun: false, branch: 'main', mode: 'direct', unchanged: [], warnings: [] },
      added: [ui],
      commit: await desk.remote.oid('main'),
    });
    expect(await desk.remote.git('log', '-1', '--format=%an <%ae>', 'main')).toBe(
      'Kim <kim@acme.example>',
    );
  });

  it('uploads as whom a workflow runs for', async () => {
    const desk = await createUploadDesk();
    await desk.put('ui.tgz', ui);
    const env = { GITHUB_ACTIONS: 'true', GITHUB_ACTOR: 'mira', GITHUB_ACTOR_ID: '7' };
    const { code, stderr } = await stillpack(['upload', 'ui.tgz', '--to', desk.remote.dir], {
      cwd: desk.cwd,
      env: { ...env, ...baseEnvTexts },
    });
    expect([code, stderr]).toEqual([0, expect.stringContaining('uploaded @acme/ui 1.0.0')]);
    expect(await desk.remote.git('log', '-1', '--format=%an <%ae>', 'main')).toBe(
      'mira <7+mira@users.noreply.github.com>',
    );
  });

  it('gives two, one and three for what is wrong where', async () => {
    const desk = await createUploadDesk();
    await writeFile(join(desk.cwd, 'x.tgz'), packageTarball({ manifest: ui }));
    const to = (remote: string): readonly string[] => ['upload', 'x.tgz', '--to', remote];
    const code = async (args: readonly string[]): Promise<number> =>
      (await stillpack(args, { cwd: desk.cwd })).code;
    expect(await code(['upload', 'x.tgz'])).toBe(2);
    expect(await code([...to(desk.remote.dir), '--branch', 'none'])).toBe(1);
    expect(await code(to('nothing.git'))).toBe(3);
  });
});

const baseEnvTexts = { HOME: String(baseEnv['HOME']), ...isolatedGitEnv };

describe('a pattern', () => {
  it('comes to an end among links that go in circles, and does not leave the folder by one', async () => {
    const desk = await createUploadDesk();
    await desk.put('dist/ui.tgz', ui);
    const outside = await temporaryDirectory();
    await writeFile(
      join(outside, 'icons.tgz'),
      packageTarball({ manifest: { name: 'x', version: '1.0.0' } }),
    );
    for (const name of ['a', 'b', 'c']) await symlink('.', join(desk.cwd, 'dist', name));
    await symlink(outside, join(desk.cwd, 'dist/outside'));
    const { added } = await desk.upload(['**/*.tgz']);
    expect(added.map(({ file }) => file)).toEqual(['dist/ui.tgz']);
  }, 20_000);
});

describe('a token for the remote', () => {
  it('is shown to no other server that the remote sends on to', async () => {
    const desk = await createUploadDesk();
    await desk.put('ui.tgz', ui);
    const { url } = await desk.serve();
    const asked: unknown[] = [];
    const elsewhere = await listen((request, response) => {
      asked.push(request.headers.authorization);
      response.writeHead(307, { location: `${new URL(url).origin}${request.url ?? ''}` }).end();
    });
    const remote = await listen((request, response) => {
      response.writeHead(301, { location: `${elsewhere}${request.url ?? ''}` }).end();
    });
    const env = { ...baseEnv, STILLPACK_GIT_TOKEN: 'secret', STILLPACK_GIT_SERVER: remote };
    await expectRefusal(
      desk,
      () => desk.upload(['ui.tgz'], { remote: `${remote}/acme/registry.git`, env }),
      { code: 'REMOTE_UNREACHABLE', message: expect.stringContaining('has moved') as string },
    );
    expect(asked).toEqual([]);
  });
});
