// `stillpack serve`: a registry on this machine that follows HEAD.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { stillpack, stillpackProgram } from '../support/program.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { packageTarball } from '../support/tarball.ts';
import { sharedTemporaryDirectory, temporaryDirectory } from '../support/temp-dir.ts';

interface Served {
  readonly url: string;
  readonly process: ServerProcess;
}

async function serve(dir: string, ...flags: readonly string[]): Promise<Served> {
  const process = await startServer(globalThis.process.execPath, {
    args: [stillpackProgram, 'serve', '--repo', dir, '--port', '0', ...flags],
    ready: (output) => output.includes('serving http'),
  });
  const url = /serving (http:\S+)/.exec(process.output())?.[1] ?? '';
  return { url, process };
}

async function publish(repository: GitRepository, version: string): Promise<void> {
  const manifest = { name: '@acme/ui', version };
  await repository.write(`packages/@acme/ui/ui-${version}.tgz`, packageTarball({ manifest }));
}

async function latestAt(url: string): Promise<unknown> {
  const response = await fetch(`${url}-/package/@acme%2fui/dist-tags`);
  return response.ok ? ((await response.json()) as { latest: unknown }).latest : response.status;
}

describe('a served registry', () => {
  let repository: GitRepository;
  let served: Served;

  beforeAll(async () => {
    const { dir, remove } = await sharedTemporaryDirectory();
    repository = await createRepository({ dir });
    await publish(repository, '1.0.0');
    await repository.commit('Publish 1.0.0');
    served = await serve(dir);
    return remove;
  });
  afterAll(() => served.process.close());

  test.each(['@acme/ui', '@acme%2fui', '@acme%2Fui', '@acme/ui/1.0.0', '@acme%2fui/latest'])(
    'answers /%s with JSON',
    async (path) => {
      const response = await fetch(served.url + path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      expect(await response.json()).toMatchObject({ name: '@acme/ui' });
    },
  );

  test('serves tarballs under its own conventional URLs, not as JSON', async () => {
    const packument = (await (await fetch(`${served.url}@acme/ui`)).json()) as {
      versions: Record<string, { dist: { tarball: string } }>;
    };
    const tarball = packument.versions['1.0.0']?.dist.tarball ?? '';
    expect(tarball).toBe(`${served.url}@acme/ui/-/ui-1.0.0.tgz`);
    const response = await fetch(tarball);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).not.toMatch(/json/);
  });

  test('answers 304 to an ETag that is still right', async () => {
    const etag = (await fetch(`${served.url}@acme/ui`)).headers.get('etag') ?? '';
    const headers = { 'if-none-match': etag };
    expect((await fetch(`${served.url}@acme/ui`, { headers })).status).toBe(304);
  });

  test('answers 404 for what it does not have, and for paths that leave it', async () => {
    for (const path of [
      'nowhere',
      '@acme%2fnowhere',
      '..%2f..%2fetc%2fpasswd',
      '%2e%2e/%2e%2e/etc',
    ]) {
      expect([400, 404]).toContain((await fetch(served.url + path)).status);
    }
  });

  test.each(['PUT', 'POST', 'DELETE'])('refuses %s in the form that npm prints', async (method) => {
    const response = await fetch(`${served.url}@acme%2fui`, { method });
    expect(response.status).toBe(405);
    expect(await response.json()).toEqual({
      error: expect.stringContaining('read-only') as string,
    });
  });

  test('follows HEAD', async () => {
    await publish(repository, '1.1.0');
    await repository.commit('Publish 1.1.0');
    await vi.waitFor(async () => expect(await latestAt(served.url)).toBe('1.1.0'), {
      timeout: 30_000,
      interval: 50,
    });
  });

  test('keeps the last good registry when a commit cannot be built', async () => {
    await repository.write('stillpack.json', '{"hots": 1}');
    await repository.commit('Break it');
    await vi.waitFor(() => expect(served.process.output()).toContain('CONFIG_INVALID'), {
      timeout: 30_000,
      interval: 50,
    });
    expect(await latestAt(served.url)).toBe('1.1.0');
  });
});

test('--dirty adds what is not committed, and marks it', async () => {
  const repository = await createRepository();
  await publish(repository, '1.0.0');
  await repository.commit('Publish 1.0.0');
  await publish(repository, '2.0.0');
  const { url, process } = await serve(repository.dir, '--dirty');
  onTestFinished(() => process.close());
  expect(await latestAt(url)).toBe('2.0.0');
  const response = await fetch(`${url}@acme/ui/2.0.0`);
  expect(await response.json()).toMatchObject({ _stillpack: { uncommitted: true } });

  await rm(join(repository.dir, 'packages/@acme/ui/ui-2.0.0.tgz'));
  await writeFile(join(repository.dir, 'packages/@acme/ui/meta.json'), '{"access": "public"}');
  await vi.waitFor(async () => expect(await latestAt(url)).toBe('1.0.0'), {
    timeout: 30_000,
    interval: 50,
  });
});

test('a port that is taken is PORT_IN_USE', async () => {
  const repository = await createRepository();
  await repository.commit('Begin');
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { code, stderr } = await stillpack([
    'serve',
    ...['--repo', repository.dir, '--port', String(port)],
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain('PORT_IN_USE');
});

test('a closed terminal ends it, and its temporary registry is removed', async () => {
  const repository = await createRepository();
  await repository.commit('Begin');
  const TMPDIR = await temporaryDirectory();
  const env = { ...globalThis.process.env, TMPDIR };
  const args = [stillpackProgram, 'serve', '--repo', repository.dir, '--port', '0'];
  const child = spawn(globalThis.process.execPath, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise<void>((resolve) => {
    child.stderr.on('data', (text) => {
      if (String(text).includes('serving http')) resolve();
    });
  });
  expect(await readdir(TMPDIR)).not.toEqual([]);
  child.kill('SIGHUP');
  await once(child, 'exit');
  expect(await readdir(TMPDIR)).toEqual([]);
});

test('Ctrl-C during the first build ends it, and leaves nothing behind', async () => {
  const repository = await createRepository();
  for (let minor = 0; minor < 50; minor += 1) await publish(repository, `1.${minor}.0`);
  await repository.commit('Begin');
  const TMPDIR = await temporaryDirectory();
  const args = [stillpackProgram, 'serve', '--repo', repository.dir, '--port', '0'];
  const env = { ...globalThis.process.env, TMPDIR };
  const child = spawn(globalThis.process.execPath, args, { env, stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exit = once(child, 'exit');
  await vi.waitFor(async () => expect(await readdir(TMPDIR)).not.toEqual([]), {
    timeout: 30_000,
    interval: 2,
  });
  child.kill('SIGINT');
  expect(await exit).toEqual([0, null]);
  expect(await readdir(TMPDIR)).toEqual([]);
});

test.each(['abc', '99999', '-1', '4873.5'])('--port %j is OPTION_INVALID', async (port) => {
  const { code, stderr } = await stillpack(['serve', '--port', port]);
  expect(code).toBe(2);
  expect(stderr).toContain('OPTION_INVALID');
  expect(stderr).toContain(port);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('each build is timed by itself', async () => {
  const repository = await createRepository();
  await publish(repository, '1.0.0');
  await repository.commit('Publish 1.0.0');
  const { process } = await serve(repository.dir);
  onTestFinished(() => process.close());
  const reported = (): string[] =>
    [...process.output().matchAll(/· ([\d.]+) s$/gm)].map((match) => match[1] ?? '');
  const before = performance.now();
  await publish(repository, '1.1.0');
  await repository.commit('Publish 1.1.0');
  await vi.waitFor(() => expect(reported()).toHaveLength(2), { timeout: 30_000, interval: 50 });
  // Rounded to tenths.
  expect(Number(reported()[1])).toBeLessThan((performance.now() - before) / 1000 + 0.05);
});
