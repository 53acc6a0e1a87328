// A build reads what is on this machine: it asks no host, and runs nothing that the repository names.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { build } from '../../src/build.ts';
import { fetchBytes } from '../../src/source/fetch/fetch-bytes.ts';
import { verify } from '../../src/verify/verify.ts';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { json } from '../support/model.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { engineNames, testEnv } from '../support/test-engine.ts';

const tarball = packageTarball({ manifest: { name: 'ui', version: '1.0.0' } });
const hash = (algorithm: string): Buffer => createHash(algorithm).update(tarball).digest();
const lfsPointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${hash('sha256').toString('hex')}\nsize ${tarball.length}\n`;

interface Host {
  readonly url: string;
  /** What it was asked for. */
  readonly requests: readonly string[];
}

/** Answers everything with the tarball, until the running test ends. */
async function startHost(): Promise<Host> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.end(tarball);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A server that listens on a port has this kind of address.
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

function pinnedPointer(url: string): string {
  const integrity = `sha512-${hash('sha512').toString('base64')}`;
  return JSON.stringify({ url, integrity, size: tarball.length });
}

/** ui 1.0.0 in git, 2.0.0 in Git LFS, 3.0.0 on `host`. */
async function createRegistry(host: Host): Promise<GitRepository> {
  const repository = await createRepository();
  await repository.write('packages/ui/ui-1.0.0.tgz', tarball);
  await repository.write('packages/ui/ui-2.0.0.tgz', lfsPointer);
  await repository.write('packages/ui/ui-3.0.0.tgz.json', pinnedPointer(`${host.url}/ui.tgz`));
  await repository.write('.gitattributes', '*.tgz filter=lfs diff=evil -text\n');
  await repository.commit('Add ui');
  return repository;
}

/** The files that something made of the settings below by running one of their commands. */
async function plantCommands(
  repository: GitRepository,
  host: Host,
): Promise<() => Promise<string[]>> {
  const canaries = await temporaryDirectory();
  const command = (name: string): string => `sh -c 'cat; touch ${canaries}/${name}'`;
  const settings: Record<string, string> = {
    'filter.lfs.smudge': command('smudge'),
    'filter.lfs.clean': command('clean'),
    'filter.lfs.process': command('process'),
    'filter.lfs.required': 'true',
    'diff.evil.textconv': command('textconv'),
    'diff.evil.command': command('diff'),
    'diff.external': command('external'),
    'core.fsmonitor': command('fsmonitor'),
    'core.sshCommand': command('ssh'),
    'core.pager': command('pager'),
    'credential.helper': `!${command('credential')}`,
    'gpg.program': `${canaries}/gpg`,
    'log.showSignature': 'true',
    'lfs.url': host.url,
    'remote.origin.url': host.url,
  };
  for (const [key, value] of Object.entries(settings)) await repository.git('config', key, value);
  for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction']) {
    await repository.write(`.git/hooks/${hook}`, `#!/bin/sh\ntouch ${canaries}/${hook}\n`, 0o755);
  }
  return () => readdir(canaries);
}

interface Request {
  readonly repo: string;
  readonly engine?: (typeof engineNames)[number];
  readonly cacheDir?: string;
}

async function built({ repo, engine = 'git', cacheDir = '/nonexistent' }: Request) {
  const out = join(await temporaryDirectory(), 'out');
  const places = { repo, out, cacheDir, url: 'https://npm.acme.example/', host: 'static' };
  return { out, report: await build({ ...places, engine, env: testEnv }) };
}

describe.each(engineNames)('with the engine %s', (engine) => {
  test('bytes that are not here are asked of nobody, and no command of the repository runs', async () => {
    const host = await startHost();
    const repository = await createRegistry(host);
    const canaries = await plantCommands(repository, host);
    const { report } = await built({ repo: repository.dir, engine });
    expect(report.problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'BYTES_NOT_FETCHED packages/ui/ui-2.0.0.tgz',
      'BYTES_NOT_FETCHED packages/ui/ui-3.0.0.tgz.json',
    ]);
    expect(report).toMatchObject({ deployable: true, versions: 1 });
    expect(host.requests).toEqual([]);
    expect(await canaries()).toEqual([]);
  });
});

test('a blob that a partial clone lacks is asked of nobody', async () => {
  const host = await startHost();
  const repository = await createRegistry(host);
  const oid = await repository.git('rev-parse', 'HEAD:packages/ui/ui-1.0.0.tgz');
  await repository.write('packages', undefined);
  await repository.write(`.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}`, undefined);
  const partial = { url: host.url, promisor: 'true', partialclonefilter: 'blob:none' };
  for (const [key, value] of Object.entries(partial)) {
    await repository.git('config', `remote.origin.${key}`, value);
  }
  const { report } = await built({ repo: repository.dir });
  expect(report.problems.map(({ code }) => code)).toEqual(Array(3).fill('BYTES_NOT_FETCHED'));
  expect(host.requests).toEqual([]);
});

test('a redirected pointer names its host, where verify leaves the bytes unchecked', async () => {
  const host = await startHost();
  const repository = await createRepository();
  await repository.write('stillpack.json', '{"pointers":"redirect"}');
  await repository.write('packages/ui/ui-1.0.0.tgz.json', pinnedPointer(`${host.url}/ui.tgz`));
  await repository.commit('Add ui');
  const cacheDir = await temporaryDirectory();
  const repo = repository.dir;
  await fetchBytes({ repo, cacheDir, ref: 'HEAD', engine: 'git', env: testEnv });
  const { out, report } = await built({ repo, cacheDir });
  expect(report).toMatchObject({ ok: true, versions: 1 });
  const { versions } = json(await readFile(join(out, 'ui'), 'utf8'));
  expect(versions).toMatchObject({ '1.0.0': { dist: { tarball: `${host.url}/ui.tgz` } } });
  expect(host.requests).toEqual(['GET /ui.tgz']);
  expect(await verify({ dir: out })).toEqual({
    packages: 1,
    versions: 1,
    elsewhere: 1,
    recorded: true,
    findings: [],
    warnings: [],
  });
  expect(host.requests).toHaveLength(1);
});
