// `fetch` reaches the network with the user's programs, never with those that the repository names.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { fetchBytes, type FetchReport } from '../../src/source/fetch/fetch-bytes.ts';
import {
  createRepository,
  git,
  type GitRepository,
  openRepository,
} from '../support/git-repository.ts';
import { cloneOf, createLfsRegistry, tarball } from '../support/lfs-registry.ts';
import { spy } from '../support/spy-program.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { testEnv } from '../support/test-engine.ts';

function fetched(repo: string, options: object = {}): Promise<FetchReport> {
  const cacheDir = '/nonexistent';
  return fetchBytes({ repo, ref: 'HEAD', engine: 'git', env: testEnv, cacheDir, ...options });
}

function urlOf(server: Server): string {
  // A server that listens on a port has this kind of address.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Without the blobs. */
async function partialClone(): Promise<GitRepository> {
  const origin = await createRepository();
  await origin.write('packages/ui/ui-1.0.0.tgz', tarball);
  await origin.commit('Add ui');
  await origin.git('config', 'uploadpack.allowFilter', 'true');
  await origin.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const dir = join(await temporaryDirectory(), 'clone');
  const url = pathToFileURL(origin.dir).href;
  await git(origin.dir, ['clone', '-q', '--no-checkout', '--filter=blob:none', url, dir]);
  return openRepository(dir);
}

/** A way to make git run a program for a remote. */
interface Way {
  readonly key: string;
  /** What stands before the program. @default nothing */
  readonly before?: string;
  /** Brings git there. @default what a partial clone needs */
  readonly prepare?: (clone: GitRepository) => Promise<unknown>;
}

async function overSsh(clone: GitRepository): Promise<void> {
  await clone.git('config', 'remote.origin.url', 'ssh://git.acme.example/ui');
}

async function withAlternate(clone: GitRepository): Promise<void> {
  const { dir } = await createRepository();
  await clone.write('.git/objects/info/alternates', `${join(dir, '.git/objects')}\n`);
}

async function withPassword(clone: GitRepository): Promise<void> {
  await clone.git('config', 'remote.origin.url', `${passwordServer}/ui`);
}

const server = createServer((_, response) =>
  response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end(),
);
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
afterAll(() => void server.close());
const passwordServer = urlOf(server);

describe('a program that the repository names is REPOSITORY_UNSUPPORTED, as', () => {
  const ways: readonly Way[] = [
    { key: 'core.alternateRefsCommand', prepare: withAlternate },
    { key: 'core.alternateRefsCommand', prepare: withAlternate, before: '\n' },
    { key: 'core.askPass', prepare: withPassword },
    { key: 'core.sshCommand', prepare: overSsh },
    { key: 'core.sshCommand', prepare: overSsh, before: '\n' },
    { key: 'core.sshCommand', prepare: overSsh, before: '\n\n \n' },
    { key: 'credential.helper', prepare: withPassword },
    { key: 'credential.helper', prepare: withPassword, before: '\n' },
    { key: `credential.${passwordServer}.helper`, prepare: withPassword },
    { key: 'remote.origin.uploadpack' },
    { key: 'remote.origin.uploadpack', before: '\n' },
  ];
  test.each(
    ways.map((way) => [`${way.key} = ${JSON.stringify(`${way.before ?? ''}…`)}`, way] as const),
  )('%s', async (_, { key, before = '', prepare }) => {
    const clones = [await partialClone(), await partialClone()] as const;
    for (const clone of clones) await prepare?.(clone);
    const [users, repositorys] = [await spy({ input: false }), await spy({ input: false })];

    const GIT_CONFIG_GLOBAL = join(await temporaryDirectory(), 'config');
    await clones[0].git('config', '--file', GIT_CONFIG_GLOBAL, key, before + users.command);
    const env = { ...testEnv, GIT_CONFIG_GLOBAL };
    await fetched(clones[0].dir, { env }).catch(() => undefined);
    expect(await users.hasRun(), 'as the user’s own').toBe(true);

    await clones[1].git('config', key, before + repositorys.command);
    await expect(fetched(clones[1].dir)).rejects.toMatchObject({
      code: 'REPOSITORY_UNSUPPORTED',
    });
    expect(await repositorys.hasRun()).toBe(false);
  });

  test.each([
    'core.gitProxy',
    'lfs.customtransfer.x.path',
    'lfs.extension.x.clean',
    'lfs.extension.x.smudge',
    'remote.origin.vcs',
  ])('%s, whether or not this fetch would run it', async (key) => {
    const clone = await partialClone();
    await clone.git('config', key, 'program');
    await expect(fetched(clone.dir)).rejects.toMatchObject({ code: 'REPOSITORY_UNSUPPORTED' });
  });

  test('one in a file that its configuration includes', async () => {
    const clone = await partialClone();
    const program = await spy();
    await overSsh(clone);
    await clone.write('.git/more', `[core]\n\tsshCommand = ${program.command}\n`);
    await clone.git('config', 'include.path', 'more');
    await expect(fetched(clone.dir)).rejects.toMatchObject({ code: 'REPOSITORY_UNSUPPORTED' });
    expect(await program.hasRun()).toBe(false);
  });

  test('lfs.customtransfer, when only an LFS object is missing', async () => {
    const clone = await cloneOf(await createLfsRegistry(), { smudge: false });
    const program = await spy();
    await clone.git('config', 'lfs.customtransfer.x.path', program.command);
    await clone.git('config', 'lfs.standalonetransferagent', 'x');
    await expect(fetched(clone.dir)).rejects.toMatchObject({ code: 'REPOSITORY_UNSUPPORTED' });
    expect(await program.hasRun()).toBe(false);
  });
});

test('a program of the user’s own configuration is used', async () => {
  const clone = await partialClone();
  const GIT_CONFIG_GLOBAL = join(await temporaryDirectory(), 'config');
  const uploadPack = join(await temporaryDirectory(), 'upload-pack.sh');
  const program = await spy();
  await writeFile(
    uploadPack,
    `#!/bin/sh\n${program.command} </dev/null\nexec git-upload-pack "$@"\n`,
    {
      mode: 0o755,
    },
  );
  await writeFile(GIT_CONFIG_GLOBAL, `[remote "origin"]\n\tuploadpack = ${uploadPack}\n`);
  const env = { ...testEnv, GIT_CONFIG_GLOBAL };
  expect(await fetched(clone.dir, { env })).toMatchObject({ blobs: 1 });
  expect(await program.hasRun()).toBe(true);
});

test('a setting without value, which takes the user’s helpers away, is none', async () => {
  const clone = await partialClone();
  await clone.git('config', 'credential.helper', '');
  expect(await fetched(clone.dir)).toMatchObject({ blobs: 1 });
});

test('a cache that cannot be written is OUTPUT_NOT_WRITABLE', async () => {
  const server = createServer((_, response) => response.end(tarball));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `${urlOf(server)}/ui.tgz`;
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  const repository = await createRepository();
  const pointer = JSON.stringify({ url, integrity, size: tarball.length });
  await repository.write('packages/ui/ui-1.0.0.tgz.json', pointer);
  await repository.commit('Add ui');
  const file = join(await temporaryDirectory(), 'file');
  await writeFile(file, '');
  const cacheDir = join(file, 'cache');
  await expect(fetched(repository.dir, { cacheDir })).rejects.toMatchObject({
    code: 'OUTPUT_NOT_WRITABLE',
    path: cacheDir,
  });
});
