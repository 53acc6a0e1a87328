import { execFile } from 'node:child_process';
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { build } from '../../../src/build.ts';
import { parseConfig } from '../../../src/config.ts';
import { hostPresets } from '../../../src/host/host-preset-of.ts';
import { init, type InitOptions, type InitReport } from '../../../src/init/init.ts';
import { programVersion } from '../../../src/program.ts';
import { readCodeOwners } from '../../../src/verbs/code-owners.ts';
import { createRepository, isolatedGitEnv, openRepository } from '../../support/git-repository.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';

const env = { PATH: process.env['PATH'], HOME: '/nonexistent', ...isolatedGitEnv };
const url = 'https://npm.acme.example/';

const start = (dir: string, options: Partial<InitOptions> = {}): Promise<InitReport> =>
  init({ dir, url, env, ...options });

const read = (dir: string, path: string): Promise<string> => readFile(join(dir, path), 'utf8');

const programs = [
  ['the git program', env],
  ['no git program', { PATH: '/nonexistent' }],
] as const;

describe.each(programs)('init with %s', (_name, environment) => {
  it('makes a clean repository with one commit on main, where nobody is known to git', async () => {
    const dir = join(await temporaryDirectory(), 'new/registry');
    const report = await start(dir, { env: environment });
    const repository = openRepository(dir);
    expect(report).toMatchObject({ dir, url, host: 'static', branch: 'main', created: true });
    expect(await repository.oid('main')).toBe(report.commit);
    expect(await repository.git('rev-list', '--count', 'main')).toBe('1');
    expect(await repository.git('status', '--porcelain')).toBe('');
    const files = await repository.git('ls-tree', '-r', '--name-only', 'HEAD');
    expect(files.split('\n')).toEqual(report.files);
    await repository.git('fsck', '--strict');
  });

  it('commits only its own files in a repository that is there', async () => {
    const repository = await createRepository();
    await repository.write('notes.txt', 'notes\n');
    await repository.commit('Before');
    await repository.git('switch', '-q', '-c', 'trunk');
    await repository.write('notes.txt', 'changed\n');
    await repository.write('other.txt', 'other\n');
    await repository.git('add', 'other.txt');
    const report = await start(repository.dir, { env: environment, host: 'github-pages' });
    expect(report).toMatchObject({ branch: 'trunk', created: false });
    expect(await repository.git('status', '--porcelain')).toBe(' M notes.txt\nA  other.txt');
    const changed = await repository.git('show', '--name-only', '--format=', 'HEAD');
    expect(changed.split('\n')).toEqual(report.files);
    expect(await read(repository.dir, '.github/workflows/publish.yml')).toContain(
      'branches: ["trunk"]',
    );
  });
});

describe('init', () => {
  it('refuses a URL that the files of the host cannot hold, and writes nothing', async () => {
    const dir = await temporaryDirectory();
    const strange = { url: 'https://acme.example/a;b/', host: 'nginx' };
    await expect(start(dir, strange)).rejects.toMatchObject({ code: 'URL_INVALID', exitCode: 2 });
    expect(await readdir(dir)).toEqual([]);
    await start(dir, { ...strange, host: 'static' });
  });

  it('makes a repository of its own below another one', async () => {
    const outer = await createRepository();
    await outer.commit('Outer');
    const dir = join(outer.dir, 'registry');
    expect(await start(dir)).toMatchObject({ created: true });
    await access(join(dir, '.git'));
    expect(await outer.git('rev-list', '--count', 'HEAD')).toBe('1');
  });

  it('writes a configuration that builds, pins this version, and has its schema beside it', async () => {
    const dir = await temporaryDirectory();
    await start(dir, { url: 'https://npm.acme.example/sub', host: 'nginx' });
    const text = await read(dir, 'stillpack.json');
    expect(parseConfig(Buffer.from(text))).toMatchObject({
      url: 'https://npm.acme.example/sub/',
      host: 'nginx',
      stillpack: programVersion,
    });
    const { $schema } = JSON.parse(text) as { $schema: string };
    expect(JSON.parse(await read(dir, $schema))).toMatchObject({ title: 'stillpack.json' });
  });

  it('keeps tarballs from every conversion', async () => {
    const dir = await temporaryDirectory();
    await start(dir);
    const repository = openRepository(dir);
    await repository.git('config', 'core.autocrlf', 'true');
    await repository.write('packages/a/a-1.0.0.tgz', 'a\r\nb\r\n');
    await repository.commit('Add by hand');
    expect(await repository.git('cat-file', '-s', 'HEAD:packages/a/a-1.0.0.tgz')).toBe('6');
  });

  it('explains every client, with the lines that exempt own packages from a release age', async () => {
    const dir = await temporaryDirectory();
    await start(dir, { scope: 'umbrella' });
    const readme = await read(dir, 'README.md');
    expect(readme).toContain(`@umbrella:registry=${url}`);
    expect(readme).toContain('npmPreapprovedPackages: ["@umbrella/*"]');
    expect(readme).toContain('minimumReleaseAgeExclude: ["@umbrella/*"]');
    expect(readme).toContain(
      '"minimumDependencyAge": {"age": "P1D", "exclude": ["npm:@umbrella/*"]}',
    );
    expect(readme).toContain('[install.scopes]');
    expect(readme).not.toContain('acme/*');
    expect(readme).not.toContain('<%');
  });

  it('tells yarn 4 that a plain http registry is meant', async () => {
    const dir = await temporaryDirectory();
    await start(dir, { url: 'http://npm.acme.example:4873/' });
    expect(await read(dir, 'README.md')).toContain('unsafeHttpWhitelist: ["npm.acme.example"]');
  });

  it.each([
    [{ host: 's3' }, 'github', ['comment.yml', 'publish.yml', 'review.yml']],
    [
      { host: 'nginx', automerge: true },
      'github',
      ['automerge.yml', 'comment.yml', 'publish.yml', 'review.yml'],
    ],
    [{ host: 'gitlab-pages' }, 'gitlab', []],
    [{ host: 'nginx', forge: 'gitlab' }, 'gitlab', []],
    [{ host: 'github-pages', forge: 'none' }, 'none', []],
  ] as const)('writes for %j what its forge runs', async (options, forge, workflows) => {
    const dir = await temporaryDirectory();
    const report = await start(dir, options);
    const files = (folder: string): string[] =>
      report.files.filter((path) => path.startsWith(folder)).map((path) => basename(path));
    expect(report.forge).toBe(forge);
    expect(files('.github/workflows/')).toEqual(workflows);
    expect(files('.gitlab')).toEqual(forge === 'gitlab' ? ['.gitlab-ci.yml', 'CODEOWNERS'] : []);
    expect(report.files.includes('.github/CODEOWNERS')).toBe(forge === 'github');
    expect(files('examples/')).toHaveLength(forge === 'github' ? 2 : 0);
    const readme = await read(dir, 'README.md');
    expect(readme).not.toMatch(/<%|undefined|\[object/);
    expect(readme.includes('## Review')).toBe(forge !== 'none');
  });

  it('has stillpack write CODEOWNERS as init did, and says so', async () => {
    const dir = await temporaryDirectory();
    await start(dir, { host: 'nginx', env });
    expect(await readCodeOwners({ repo: dir, env })).toMatchObject({
      path: '.github/CODEOWNERS',
      current: true,
    });
  });

  it('merges nothing by itself unless asked to', async () => {
    const [without, merging] = [await temporaryDirectory(), await temporaryDirectory()];
    await start(without);
    await start(merging, { automerge: true });
    const enabled = async (dir: string): Promise<boolean> =>
      parseConfig(await readFile(join(dir, 'stillpack.json'))).review.automerge.enabled;
    expect([await enabled(without), await enabled(merging)]).toEqual([false, true]);
  });

  it('pins the program exactly in a package.json that cannot be published', async () => {
    const dir = await temporaryDirectory();
    await start(dir);
    expect(JSON.parse(await read(dir, 'package.json'))).toEqual({
      private: true,
      dependencies: { stillpack: programVersion },
    });
    const repository = openRepository(dir);
    await repository.write('node_modules/stillpack/package.json', '{}');
    await repository.write('package-lock.json', '{}');
    expect(await repository.git('status', '--porcelain')).toBe('?? package-lock.json');
  });

  it('builds beside the lock file that npm writes', async () => {
    const dir = await temporaryDirectory();
    await start(dir);
    const repository = openRepository(dir);
    await repository.write('package-lock.json', '{}');
    await repository.commit('Pin');
    const [out, cacheDir] = [await temporaryDirectory(), await temporaryDirectory()];
    const report = await build({ repo: dir, out, cacheDir, env });
    expect(report).toMatchObject({ ok: true, problems: [] });
  });

  it('pins what deploys beside it, where a program does', async () => {
    const dir = await temporaryDirectory();
    await start(dir, { host: 'netlify' });
    const { devDependencies } = JSON.parse(await read(dir, 'package.json')) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    expect(devDependencies).toEqual({
      'netlify-cli': expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
    });
  });

  it.each(hostPresets.map(({ name }) => name))(
    'lets nothing for %s run a program that was fetched by its name alone',
    async (host) => {
      const dir = await temporaryDirectory();
      const { files } = await start(dir, { host });
      for (const path of files) {
        const text = await read(dir, path);
        expect(text).not.toMatch(/npx (?:-y|--yes)|stillpack@|npm (?:install|i) -g|curl [^\n]*\|/);
        expect(text.match(/npm exec (?!--no -- )/g) ?? []).toEqual([]);
        for (const line of text.match(/^ .*npm ci\b.*$/gm) ?? []) {
          // The package's own developers decide what their build runs; it has no secrets.
          if (path.startsWith('examples/') && /^ {6}- run: npm ci$/.test(line)) continue;
          expect(line).toContain('--ignore-scripts');
        }
      }
    },
  );

  it('makes a workflow that fails without a lock file, and says why', async () => {
    const dir = await temporaryDirectory();
    await start(dir, { host: 'github-pages' });
    const workflow = await read(dir, '.github/workflows/publish.yml');
    const script = /name: Install .*\n +run: \|\n((?: {10}.*\n)+)/.exec(workflow)?.[1] ?? '';
    const run = promisify(execFile)('sh', ['-ec', script], { cwd: dir });
    await expect(run).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining('no package-lock.json') as string,
    });
  });

  it('makes a workflow that keeps what the last build of the same branch wrote and knew', async () => {
    const dir = await temporaryDirectory();
    await start(dir, { host: 'github-pages' });
    const workflow = await read(dir, '.github/workflows/publish.yml');
    const step = /uses: actions\/cache@.*\n {8}with:\n((?: {10}.*\n)+)/.exec(workflow)?.[1] ?? '';
    const [before = '', after = ''] = workflow.split(step);
    expect(before).not.toContain('.github/actions/build');
    const out = /actions\/build\n {8}with:\n {10}out: (\S+)/.exec(after)?.[1] ?? '-';
    expect(step).toMatch(/^ {10}path: \|$/m);
    expect(step).toMatch(new RegExp(`^ {12}${out}$`, 'm'));
    expect(step).toMatch(/^ {12}~\/\.cache\/stillpack$/m);
    // A cache is never written twice: each run has a key of its own and begins from the newest before it.
    const [, prefix] = /^ {10}restore-keys: (\S.*-)$/m.exec(step) ?? [];
    expect(prefix).toBe('stillpack-${{ github.ref }}-');
    expect(step).toContain(`key: ${prefix ?? ''}\${{ github.run_id }}\n`);
  });

  it('never touches a file that exists, and names all of them', async () => {
    const dir = await temporaryDirectory();
    await writeFile(join(dir, 'README.md'), 'mine\n');
    await mkdir(join(dir, 'packages'));
    await writeFile(join(dir, 'packages/.gitkeep'), '');
    await expect(start(dir)).rejects.toMatchObject({
      code: 'FILE_EXISTS',
      path: 'README.md, packages/.gitkeep',
    });
    expect(await readdir(dir)).toEqual(['README.md', 'packages']);
    expect(await read(dir, 'README.md')).toBe('mine\n');
  });

  it('overwrites with force, and makes no second commit for the same files', async () => {
    const dir = await temporaryDirectory();
    await writeFile(join(dir, 'README.md'), 'mine\n');
    const first = await start(dir, { force: true });
    expect(await read(dir, 'README.md')).toContain(url);
    const second = await start(dir, { force: true });
    expect(second).toMatchObject({ commit: first.commit, created: false });
  });

  it.each([
    [{ url: undefined }, 'URL_MISSING'],
    [{ url: 'npm.acme.example' }, 'URL_INVALID'],
    [{ host: 'ngnix' }, 'HOST_UNKNOWN'],
    [{ host: 'serve' }, 'HOST_UNKNOWN'],
    [{ forge: 'gitea' }, 'OPTION_INVALID'],
    [{ forge: 'gitlab', host: 'github-pages' }, 'OPTION_INVALID'],
    [{ forge: 'github', host: 'gitlab-pages' }, 'OPTION_INVALID'],
    [{ forge: 'gitlab', automerge: true }, 'OPTION_INVALID'],
    [{ scope: 'no scope' }, 'OPTION_INVALID'],
    [{ scope: '@Acme' }, 'OPTION_INVALID'],
    [{ scope: '@acme/ui' }, 'OPTION_INVALID'],
  ] as const)('refuses %j with %s, and makes nothing', async (options, code) => {
    const dir = join(await temporaryDirectory(), 'registry');
    await expect(init({ dir, url, env, ...options })).rejects.toMatchObject({ code });
    await expect(access(dir)).rejects.toThrow();
  });
});
