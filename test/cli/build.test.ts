// `stillpack build` as a user meets it: what is written, what is said, and the exit code.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { type Outcome, stillpack } from '../support/program.ts';
import { readDocuments } from '../support/output-tree.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

const url = 'https://npm.acme.example/';

interface Registry extends GitRepository {
  readonly out: string;
  publish(name: string, version: string, fields?: object): Promise<void>;
  build(...flags: readonly string[]): Promise<Outcome>;
  buildJson(...flags: readonly string[]): Promise<Report>;
  readJson(path: string): Promise<unknown>;
}

interface Report {
  readonly code: number;
  readonly ok: boolean;
  readonly deployable: boolean;
  readonly packages: number;
  readonly versions: number;
  readonly files: { readonly written: number; readonly kept: number; readonly removed: number };
  readonly problems: readonly { readonly code: string; readonly severity: string }[];
  readonly error?: { readonly code: string; readonly hint?: string };
}

async function createRegistry(config: object = { url }): Promise<Registry> {
  const repository = await createRepository();
  const out = join(await temporaryDirectory(), 'public');
  await repository.write('stillpack.json', JSON.stringify(config));
  const build = (...flags: readonly string[]): Promise<Outcome> =>
    stillpack(['build', '--repo', repository.dir, '--out', out, ...flags]);
  return {
    ...repository,
    out,
    build,
    publish: (name, version, fields = {}) =>
      repository.write(
        `packages/${name}/${name.replace(/^@.*\//, '')}-${version}.tgz`,
        packageTarball({ manifest: { name, version, ...fields } }),
      ),
    async buildJson(...flags) {
      const { code, stdout } = await build('--json', ...flags);
      return { code, ...(JSON.parse(stdout) as Omit<Report, 'code'>) };
    },
    readJson: async (path) => JSON.parse(await readFile(join(out, path), 'utf8')) as unknown,
  };
}

const codesOf = ({ problems }: Report): string[] => problems.map(({ code }) => code);

describe('a healthy registry', () => {
  test('is built: exit code 0, one JSON document on stdout, the rest on stderr', async () => {
    const registry = await createRegistry();
    await registry.publish('@acme/ui', '1.0.0');
    await registry.publish('left-pad', '1.0.0');
    const commit = await registry.commit('Publish');
    const report = await registry.buildJson();
    expect(report).toMatchObject({
      code: 0,
      ok: true,
      deployable: true,
      commit,
      packages: 2,
      versions: 2,
      problems: [],
    });
    expect(await registry.readJson('@acme/ui')).toMatchObject({ 'dist-tags': { latest: '1.0.0' } });
  });

  test('without a package is a registry all the same', async () => {
    const registry = await createRegistry();
    await registry.commit('Begin');
    expect(await registry.buildJson()).toMatchObject({ code: 0, ok: true, packages: 0 });
    expect(await registry.readJson('-/v1/search')).toMatchObject({ objects: [], total: 0 });
  });

  test('built again writes nothing; what vanished is removed, what came is added', async () => {
    const registry = await createRegistry();
    await registry.publish('a', '1.0.0');
    await registry.publish('b', '1.0.0');
    await registry.commit('Publish');
    const first = await registry.buildJson();
    const again = await registry.buildJson();
    expect(again.files).toEqual({ written: 0, kept: first.files.written, removed: 0 });

    await registry.write('packages/b/b-1.0.0.tgz', undefined);
    await registry.publish('c', '1.0.0');
    await registry.commit('Replace b by c');
    await registry.build();
    const names = await readdir(registry.out);
    expect(names).toEqual(expect.arrayContaining(['a', 'c']));
    expect(names).not.toContain('b');
  });

  test('built after a commit that changes no package writes nothing', async () => {
    const registry = await createRegistry();
    await registry.publish('a', '1.0.0');
    await registry.commit('Publish');
    await registry.build();
    await registry.write('README.md', '# Ours');
    await registry.commit('Explain');
    expect((await registry.buildJson()).files.written).toBe(0);
  });

  test('built after a publish writes the files that speak of it, and no others', async () => {
    const registry = await createRegistry();
    for (const version of ['1.0.0', '1.1.0', '1.2.0']) await registry.publish('a', version);
    await registry.publish('b', '1.0.0');
    await registry.commit('Publish');
    await registry.build();
    await registry.publish('a', '2.0.0');
    await registry.commit('Publish again');
    // Tarball, version document, latest, packument, dist-tags, search; on the website the package's page, that of the
    // version, two feeds, two badges, and of what spans packages the home page, the recent ones, two feeds and two shards.
    expect((await registry.buildJson()).files.written).toBe(18);
  });

  test('built with --no-site has no page, also where there were some', async () => {
    const registry = await createRegistry();
    await registry.publish('a', '1.0.0');
    await registry.commit('Publish');
    await registry.build();
    const pages = ['package/a/index.html', 'search/index.html'];
    expect([...(await readDocuments(registry.out)).keys()]).toEqual(expect.arrayContaining(pages));
    await registry.build('--no-site');
    const left = [...(await readDocuments(registry.out)).keys()];
    expect(left.filter((file) => file.includes('site') || file.endsWith('.html'))).toEqual([
      '404.html',
    ]);
    await registry.publish('a', '2.0.0');
    await registry.commit('Publish again');
    // Tarball, version document, latest, packument, dist-tags, search.
    expect((await registry.buildJson('--no-site')).files.written).toBe(6);
  });

  test('of an older commit is built by --ref', async () => {
    const registry = await createRegistry();
    await registry.publish('a', '1.0.0');
    const older = await registry.commit('One');
    await registry.publish('a', '2.0.0');
    await registry.commit('Two');
    expect(await registry.buildJson('--ref', older)).toMatchObject({ code: 0, versions: 1 });
  });

  test('takes the URL and host of the command line before those of stillpack.json', async () => {
    const registry = await createRegistry({ url, host: 'nginx' });
    await registry.publish('a', '1.0.0');
    await registry.commit('Publish');
    await registry.build('--host', 'github-pages', '--url', 'https://acme.example/r');
    expect(await registry.readJson('a/index.html')).toMatchObject({
      versions: { '1.0.0': { dist: { tarball: 'https://acme.example/r/a/-/a-1.0.0.tgz' } } },
    });
  });

  test('is built from a subfolder, whatever GIT_DIR says', async () => {
    const registry = await createRegistry();
    await registry.publish('a', '1.0.0');
    await registry.commit('Publish');
    const cwd = join(registry.dir, 'packages');
    const { code } = await stillpack(['build', '--out', registry.out], {
      cwd,
      env: { GIT_DIR: '/nonexistent', GIT_INDEX_FILE: '/nonexistent' },
    });
    expect(code).toBe(0);
  });
});

describe('a problem', () => {
  test('leaves its version out, the rest is written: exit code 1, deployable', async () => {
    const registry = await createRegistry();
    await registry.publish('a', '1.0.0');
    await registry.write('packages/a/a-2.0.0.tgz', 'not a tarball');
    await registry.publish('b', '1.0.0');
    await registry.commit('Publish');
    const report = await registry.buildJson();
    expect(report).toMatchObject({
      code: 1,
      ok: false,
      deployable: true,
      packages: 2,
      versions: 2,
    });
    expect(report.problems).toEqual([
      expect.objectContaining({
        code: 'GZIP_CORRUPT',
        severity: 'error',
        path: 'packages/a/a-2.0.0.tgz',
        message: expect.any(String) as string,
        hint: expect.any(String) as string,
      }),
    ]);
    expect(await registry.readJson('a')).toMatchObject({ 'dist-tags': { latest: '1.0.0' } });
  });

  test('under --strict writes nothing, also when it is only a warning', async () => {
    const registry = await createRegistry();
    await registry.publish('AcmeStream', '1.0.0');
    await registry.commit('Publish');
    expect(await registry.buildJson('--strict')).toMatchObject({
      code: 1,
      ok: false,
      deployable: false,
      files: { written: 0, kept: 0, removed: 0 },
      problems: [{ code: 'LEGACY_NAME', severity: 'error' }],
    });
    await expect(readdir(registry.out)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await registry.buildJson()).toMatchObject({ code: 0, ok: true });
  });

  test('of a version that changed names both hashes, also on a fresh machine', async () => {
    const registry = await createRegistry();
    await registry.publish('a', '1.0.0');
    await registry.commit('Publish');
    await registry.publish('a', '1.0.0', { description: 'something else' });
    await registry.commit('Overwrite');
    const report = await registry.buildJson();
    expect(codesOf(report)).toEqual(['VERSION_CHANGED']);
    expect(report).toMatchObject({ code: 1, versions: 0 });
    expect(JSON.stringify(report.problems).match(/sha512-/g)).toHaveLength(2);
  });

  test('of a program that stillpack.json does not name is a warning', async () => {
    const registry = await createRegistry({ url, stillpack: '99.0.0' });
    await registry.commit('Begin');
    expect(await registry.buildJson()).toMatchObject({
      code: 0,
      problems: [{ code: 'PROGRAM_VERSION', severity: 'warning' }],
    });
  });

  test('of two names that one disk takes for one leaves the later out', async () => {
    const registry = await createRegistry();
    await registry.publish('acmestream', '1.0.0');
    await registry.publish('AcmeStream', '1.0.0');
    await registry.commit('Publish');
    expect(codesOf(await registry.buildJson())).toContain('OUTPUT_CLASH');
  });
});

describe('a refusal', () => {
  const refuse = async (
    registry: Registry,
    flags: readonly string[],
    expected: { readonly code: string; readonly exit: number },
  ): Promise<Outcome> => {
    const outcome = await registry.build('--json', ...flags);
    expect(outcome.code).toBe(expected.exit);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ ok: false, error: { code: expected.code } });
    expect(outcome.stderr).toContain(expected.code);
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
    return outcome;
  };

  test.each([
    ['a folder that is no repository', ['--repo', '/'], 'NOT_A_REPOSITORY', 1],
    ['an unknown preset', ['--host', 'ngnx'], 'HOST_UNKNOWN', 2],
    ['a URL without scheme', ['--url', 'npm.acme.example'], 'URL_INVALID', 2],
    ['an unknown commit', ['--ref', 'nowhere'], 'REF_UNKNOWN', 1],
    ['a ref that looks like an option', ['--ref=--upload-pack=x'], 'REF_UNKNOWN', 1],
    ['no job at all', ['--jobs', '0'], 'OPTION_INVALID', 2],
  ])('of %s', async (_, flags, code, exit) => {
    const registry = await createRegistry();
    await registry.commit('Begin');
    await refuse(registry, flags, { code, exit });
  });

  test('of a repository without commits', async () => {
    await refuse(await createRegistry(), [], { code: 'NO_COMMITS', exit: 1 });
  });

  test('of a configuration that fails its schema names the key and the nearest one', async () => {
    const registry = await createRegistry({ url, hots: 'nginx' });
    await registry.commit('Begin');
    const { stderr } = await refuse(registry, [], { code: 'CONFIG_INVALID', exit: 2 });
    expect(stderr).toContain('"hots"');
    expect(stderr).toContain('"host"');
  });

  test('of a registry without a URL', async () => {
    const registry = await createRegistry({});
    await registry.commit('Begin');
    await refuse(registry, [], { code: 'URL_MISSING', exit: 2 });
  });

  test('of an output folder that is not ours touches nothing in it', async () => {
    const registry = await createRegistry();
    await registry.commit('Begin');
    await mkdir(registry.out);
    await writeFile(join(registry.out, 'thesis.txt'), 'precious');
    await refuse(registry, [], { code: 'OUTPUT_NOT_OURS', exit: 1 });
    expect(await readdir(registry.out)).toEqual(['thesis.txt']);
  });

  test('of a restricted package where the host shows everything to everybody', async () => {
    const registry = await createRegistry();
    await registry.publish('@acme/secret', '1.0.0');
    await registry.write('packages/@acme/secret/meta.json', '{"access": "restricted"}');
    await registry.commit('Publish');
    await refuse(registry, [], { code: 'ACCESS_UNENFORCEABLE', exit: 1 });
    await expect(readdir(registry.out)).rejects.toMatchObject({ code: 'ENOENT' });

    await registry.write('stillpack.json', JSON.stringify({ url, protected: true }));
    await registry.commit('The host is private');
    expect(await registry.buildJson()).toMatchObject({ code: 0, packages: 1 });
  });

  test('of a history that was put in another order', async () => {
    const registry = await createRegistry();
    await registry.publish('a', '1.0.0');
    await registry.commit('Begin');
    await registry.git('checkout', '-q', '-b', 'mine');
    await registry.publish('b', '1.0.0');
    await registry.commit('Mine');
    await registry.git('checkout', '-q', 'main');
    await registry.publish('c', '1.0.0');
    await registry.commit('Theirs');
    await registry.build();
    await registry.git('checkout', '-q', 'mine');
    await registry.merge('main');
    await refuse(registry, [], { code: 'HISTORY_REORDERED', exit: 1 });
  });
});

describe('what is printed', () => {
  test('is one summary line with packages, versions, files, bytes and seconds', async () => {
    const registry = await createRegistry();
    await registry.publish('a', '1.0.0');
    await registry.commit('Publish');
    const { stdout, stderr } = await registry.build();
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /1 package · 1 version · \d+ files written \(.*B\), 0 kept, 0 removed · [\d.]+ s/,
    );
  });

  test('never lets a package write to the terminal', async () => {
    const registry = await createRegistry();
    await registry.write(
      'packages/a/a-1.0.0.tgz',
      packageTarball({ manifest: { name: 'a\u001b]0;x\u0007' } }),
    );
    await registry.commit('Publish');
    const { stderr } = await registry.build();
    expect(stderr).toContain('NAME_INVALID');
    expect(stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});
