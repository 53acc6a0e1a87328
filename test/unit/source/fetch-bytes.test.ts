// `stillpack fetch` against a loopback server and a partial clone; with git-lfs: test/contract/git-lfs.test.ts.
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fetchBytes, type FetchProgress } from '../../../src/source/fetch/fetch-bytes.ts';
import { readSnapshot } from '../../../src/source/read-snapshot.ts';
import { allOf } from '../../support/all-of.ts';
import { createRepository, git, type GitRepository } from '../../support/git-repository.ts';
import { pathWithGitOnly } from '../../support/path-with-git-only.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';
import { openTestEngine, testEnv } from '../../support/test-engine.ts';

const bytes = Buffer.from('the bytes of a tarball');
const path = 'packages/ui/ui-1.0.0.tgz';

describe('a pinned pointer', () => {
  test('is fetched once, kept, and then read by a build', async () => {
    const requests: string[] = [];
    const url = await serve((request, response) => {
      requests.push(`${request.url ?? ''} ${request.headers.authorization ?? 'no credentials'}`);
      response.end(bytes);
    });
    const repository = await repositoryWith(pointerTo(`${url}/ui.tgz`));
    const cacheDir = await temporaryDirectory();
    const progress: FetchProgress[] = [];
    const options = { ...requestFor(repository), cacheDir };
    const report = await fetchBytes({ ...options, onProgress: (step) => progress.push(step) });
    expect(report).toMatchObject({ pointers: 1, blobs: 0, lfsObjects: 0 });
    expect(progress).toEqual([{ done: 1, total: 1 }]);
    expect(await fetchBytes(options)).toMatchObject({ pointers: 0 });
    expect(requests).toEqual(['/ui.tgz no credentials']);
    expect(await readOnly(repository.dir, cacheDir)).toEqual(bytes);
  });

  test('may redirect five times, not six', async () => {
    const url = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end(bytes);
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    expect(await outcome(pointerTo(`${url}/5`))).toBe(1);
    expect(await outcome(pointerTo(`${url}/6`))).toBe('FETCH_FAILED');
  });

  test.each([
    ['another status', (_, response) => response.writeHead(404).end()],
    ['other bytes', (_, response) => response.end('other bytes of the size')],
    ['fewer bytes', (_, response) => response.end(bytes.subarray(1))],
    ['more bytes', (_, response) => response.end(Buffer.concat([bytes, bytes]))],
    ['a cut connection', (_, response) => response.write('x', () => response.destroy())],
    ['silence', () => undefined],
    ['half an answer', (_, response) => response.write('x')],
    ['a redirect to a file', (_, r) => r.writeHead(302, { location: 'file:///etc/passwd' }).end()],
    ['a redirect with a password', (_, r) => r.writeHead(302, { location: 'http://a:b@x' }).end()],
  ] satisfies [string, RequestListener][])(
    'answered with %s is FETCH_FAILED',
    async (_, answer) => {
      const url = await serve(answer);
      expect(await outcome(pointerTo(url))).toBe('FETCH_FAILED');
    },
  );

  test('that fails leaves nothing behind, and does not stop the others', async () => {
    const url = await serve((request, response) => {
      response.end(request.url === '/good' ? bytes : 'wrong');
    });
    const repository = await repositoryWith(pointerTo(`${url}/good`));
    const wanted = createHash('sha512').update('wanted').digest('base64');
    const bad = { url: `${url}/bad`, integrity: `sha512-${wanted}`, size: 6 };
    await repository.write('packages/ui/ui-0.9.0.tgz.json', JSON.stringify(bad));
    await repository.write('packages/ui/ui-0.8.0.tgz.json', 'not a pointer');
    await repository.commit('bad');
    const cacheDir = await temporaryDirectory();
    const failed = { code: 'FETCH_FAILED', exitCode: 3 };
    await expect(fetchBytes({ ...requestFor(repository), cacheDir })).rejects.toMatchObject(failed);
    const files = await readdir(join(cacheDir, 'sha512'), { recursive: true });
    expect(files.filter((name) => name.endsWith('.tgz'))).toHaveLength(1);
  });
});

describe('a partial clone', () => {
  test('gets every missing blob in one request, first landings included', async () => {
    const source = await createRepository();
    await source.write(path, bytes);
    await source.commit('one');
    await source.write(path, 'changed');
    await source.write('packages/ui/meta.json', '{}');
    await source.commit('two');
    await source.git('config', 'uploadpack.allowFilter', 'true');
    await source.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
    const dir = join(await temporaryDirectory(), 'clone');
    await git(source.dir, [
      'clone',
      '-q',
      '--bare',
      '--filter=blob:none',
      `file://${source.dir}`,
      dir,
    ]);
    const cacheDir = await temporaryDirectory();
    const options = { repo: dir, engine: 'auto', env: testEnv, ref: 'HEAD', cacheDir } as const;
    expect(await fetchBytes(options)).toMatchObject({ blobs: 3 });
    expect(await fetchBytes(options)).toMatchObject({ blobs: 0 });
    const engine = await openTestEngine(dir, 'git');
    const snapshot = await readSnapshot({
      engine,
      cacheDir,
      commit: await engine.resolveCommit('HEAD'),
    });
    const packages = await allOf(snapshot.packages());
    expect((await packages[0]?.tarballs[0]?.read())?.problem?.code).toBe('VERSION_CHANGED');
    expect(Buffer.from((await packages[0]?.meta?.read()) ?? []).toString()).toBe('{}');
  });

  test('whose remote is gone is FETCH_FAILED', async () => {
    const source = await repositoryWith(bytes.toString());
    await source.git('config', 'uploadpack.allowFilter', 'true');
    const dir = join(await temporaryDirectory(), 'clone');
    await git(source.dir, [
      'clone',
      '-q',
      '--bare',
      '--filter=blob:none',
      `file://${source.dir}`,
      dir,
    ]);
    await git(dir, ['config', 'remote.origin.url', 'ext::sh -c "touch canary"']);
    const options = { repo: dir, engine: 'auto', env: testEnv, ref: 'HEAD' } as const;
    await expect(fetchBytes({ ...options, cacheDir: '/nonexistent' })).rejects.toMatchObject({
      code: 'FETCH_FAILED',
    });
    expect(await readdir(dir)).not.toContain('canary');
  });
});

test('a Git LFS object is FETCH_FAILED where git-lfs is not installed, with a hint that names it', async () => {
  const repository = await createRepository();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${bytes.length}\n`;
  await repository.write(path, pointer);
  await repository.commit('one');
  const env = { ...testEnv, PATH: await pathWithGitOnly() };
  const options = { ...requestFor(repository), env, cacheDir: '/nonexistent' };
  await expect(fetchBytes(options)).rejects.toMatchObject({
    code: 'FETCH_FAILED',
    hint: expect.stringContaining('git-lfs') as unknown,
  });
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has this kind of address.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function pointerTo(url: string): string {
  const hash = createHash('sha512').update(bytes).digest('base64');
  return JSON.stringify({ url, integrity: `sha512-${hash}`, size: bytes.length });
}

/** A registry whose one tarball is kept elsewhere, if `content` is a pointer. */
async function repositoryWith(content: string): Promise<GitRepository> {
  const repository = await createRepository();
  await repository.write(content.startsWith('{') ? `${path}.json` : path, content);
  await repository.commit('one');
  return repository;
}

function requestFor(repository: GitRepository) {
  return { repo: repository.dir, engine: 'auto', env: testEnv, ref: 'HEAD' } as const;
}

async function outcome(pointer: string): Promise<unknown> {
  const repository = await repositoryWith(pointer);
  const cacheDir = await temporaryDirectory();
  try {
    return (await fetchBytes({ ...requestFor(repository), cacheDir, idleTimeout: 500 })).pointers;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}

async function readOnly(repo: string, cacheDir: string): Promise<Buffer> {
  const engine = await openTestEngine(repo, 'git');
  const snapshot = await readSnapshot({
    engine,
    cacheDir,
    commit: await engine.resolveCommit('HEAD'),
  });
  const packages = await allOf(snapshot.packages());
  return Buffer.from((await packages[0]?.tarballs[0]?.read())?.bytes ?? []);
}
