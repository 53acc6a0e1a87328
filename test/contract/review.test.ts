// A review of real commits, from the repository to the verdict.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { review, type ReviewOptions } from '../../src/review/review.ts';
import type { ReviewReport } from '../../src/review/review-report.ts';
import { createRepository, git, type GitRepository } from '../support/git-repository.ts';
import { cloneOf, createLfsRegistry } from '../support/lfs-registry.ts';
import { gzip, packageTarball, tarOf } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { engineNames, testEnv } from '../support/test-engine.ts';

const lfsPointer = `version https://git-lfs.github.com/spec/v1
oid sha256:${'a'.repeat(64)}
size 12345
`;

const mira = { author: 'Mira', email: 'mira@acme.example' };

/** `main` has @acme/ui 1.0.0, owned by mira; the branch `change` begins there. */
async function registry(): Promise<GitRepository> {
  const repository = await createRepository();
  await repository.write('stillpack.json', '{"url": "https://npm.acme.example/"}');
  await repository.write('users/mira.json', '{"email": "mira@acme.example", "forge": "mira-acme"}');
  await repository.write('users/jo.json', '{"email": "jo@acme.example", "forge": "jo-acme"}');
  await repository.write('.gitattributes', '*.tgz -text -diff\n');
  await repository.write('packages/@acme/ui/meta.json', '{"maintainers": ["mira"]}');
  await repository.write('packages/@acme/ui/ui-1.0.0.tgz', ui('1.0.0'));
  await repository.commit('Begin', mira);
  await repository.git('checkout', '-q', '-b', 'change');
  return repository;
}

function ui(version: string, more: object = {}, files: Record<string, string> = {}): Uint8Array {
  return packageTarball({
    manifest: {
      ...{ name: '@acme/ui', version, license: 'MIT', description: 'Buttons', main: 'index.js' },
      repository: 'github:acme/ui',
      ...more,
    },
    files: { 'index.js': `module.exports = '${version}';\n`, 'README.md': '# ui\n', ...files },
  });
}

async function judge(
  repository: GitRepository,
  options: Partial<ReviewOptions> = {},
): Promise<ReviewReport> {
  return review({
    ...{ repo: repository.dir, base: 'main', head: 'change', env: testEnv },
    cacheDir: await temporaryDirectory(),
    ...options,
  });
}

/** A clone without blobs and without a work tree, and the same range in it. */
async function partialClone(
  repository: GitRepository,
): Promise<Pick<ReviewOptions, 'repo' | 'base' | 'head'>> {
  await repository.git('config', 'uploadpack.allowFilter', 'true');
  await repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const repo = await temporaryDirectory();
  const url = `file://${repository.dir}`;
  await git(repo, ['clone', '-q', '--no-checkout', '--filter=blob:none', url, '.']);
  return { repo, base: 'refs/remotes/origin/main', head: 'refs/remotes/origin/change' };
}

function said({ findings }: ReviewReport): readonly string[] {
  return findings
    .filter(({ level }) => level === 'block' || level === 'person')
    .map(({ check, level, path }) => `${level} ${check} ${path}`);
}

describe.each(engineNames)('a review by the %s engine', (engine) => {
  test('passes a new version by an owner', async () => {
    const repository = await registry();
    await repository.write('packages/@acme/ui/ui-1.0.1.tgz', ui('1.0.1'));
    await repository.commit('Publish 1.0.1', mira);
    const report = await judge(repository, { engine });
    // No check at all has anything to say.
    expect(report.findings).toEqual([]);
    expect(report.verdict).toBe('pass');
    expect(report.packages).toMatchObject([
      { name: '@acme/ui', isNew: false, added: [{ version: '1.0.1' }], removed: [], meta: [] },
    ]);
    const [version] = report.packages[0]?.added ?? [];
    expect(version?.difference.from).toBe('1.0.0');
    expect(version?.difference.files.map(({ path }) => path)).toEqual(['index.js', 'package.json']);
  });

  test('asks for a person where the author is no owner', async () => {
    const repository = await registry();
    await repository.write('packages/@acme/ui/ui-1.0.1.tgz', ui('1.0.1'));
    await repository.commit('Publish 1.0.1', { author: 'Jo', email: 'jo@acme.example' });
    expect(said(await judge(repository, { engine }))).toEqual([
      'person not-owner packages/@acme/ui',
    ]);
    const vouched = await judge(repository, { engine, account: 'Mira-ACME' });
    expect(vouched.verdict).toBe('pass');
    const stranger = await judge(repository, { engine, account: 'somebody' });
    expect(said(stranger)).toEqual(['person not-owner packages/@acme/ui']);
  });

  test('blocks a new name that is the website’s', async () => {
    const repository = await registry();
    const manifest = { name: 'search', version: '1.0.0' };
    const bytes = packageTarball({ manifest, files: {} });
    await repository.write('packages/search/search-1.0.0.tgz', bytes);
    await repository.commit('Add search', mira);
    expect(said(await judge(repository, { engine }))).toContain(
      'block name-invalid packages/search',
    );
  });

  test('reads policy and owners from the base, never from the change', async () => {
    const repository = await registry();
    await repository.write('packages/@acme/ui/meta.json', '{"maintainers": ["mira", "jo"]}');
    await repository.write('stillpack.json', '{"review": {"levels": {"not-owner": "off"}}}');
    await repository.write('packages/@acme/ui/ui-1.0.1.tgz', ui('1.0.1'));
    await repository.commit('Publish 1.0.1', { author: 'Jo', email: 'jo@acme.example' });
    expect(said(await judge(repository, { engine }))).toEqual([
      'person not-owner packages/@acme/ui',
      'person policy-changed packages/@acme/ui/meta.json',
      'person policy-changed stillpack.json',
    ]);
  });

  test('blocks published bytes that change, or go without a tombstone', async () => {
    const repository = await registry();
    await repository.write('packages/@acme/ui/ui-1.0.0.tgz', ui('1.0.0', { main: 'other.js' }));
    await repository.commit('Change 1.0.0', mira);
    expect(said(await judge(repository, { engine }))).toEqual([
      'block version-changed packages/@acme/ui/ui-1.0.0.tgz',
    ]);
    await repository.write('packages/@acme/ui/ui-1.0.0.tgz', undefined);
    await repository.commit('Remove 1.0.0', mira);
    expect(said(await judge(repository, { engine }))).toEqual([
      'block version-removed packages/@acme/ui/ui-1.0.0.tgz',
    ]);
  });

  test('lets a version go that leaves a tombstone, once a person has looked', async () => {
    const repository = await registry();
    await repository.write('packages/@acme/ui/ui-1.0.0.tgz', undefined);
    await repository.write(
      'packages/@acme/ui/meta.json',
      '{"maintainers": ["mira"], "unpublished": {"1.0.0": {"reason": "broken"}}}',
    );
    await repository.commit('Unpublish 1.0.0', mira);
    const report = await judge(repository, { engine });
    expect(said(report)).toEqual(['person version-removed packages/@acme/ui/ui-1.0.0.tgz']);
    expect(report.packages[0]?.removed).toEqual(['1.0.0']);
  });

  test('blocks a number that was used before, whatever lies there now', async () => {
    const repository = await registry();
    await repository.git('checkout', '-q', 'main');
    await repository.write('packages/@acme/ui/ui-1.1.0.tgz', ui('1.1.0'));
    await repository.commit('Publish 1.1.0', mira);
    await repository.write('packages/@acme/ui/ui-1.1.0.tgz', undefined);
    await repository.commit('Lose 1.1.0', mira);
    await repository.git('checkout', '-q', 'change');
    await repository.git('merge', '-q', 'main');
    await repository.write('packages/@acme/ui/ui-1.1.0.tgz', ui('1.1.0', { main: 'x.js' }));
    await repository.commit('Publish 1.1.0 again', mira);
    expect(said(await judge(repository, { engine }))).toEqual([
      'block version-exists packages/@acme/ui/ui-1.1.0.tgz',
    ]);
  });

  test('blocks what the base has got since the change began', async () => {
    const repository = await registry();
    await repository.write('packages/@acme/ui/ui-v1.1.0.tgz', ui('v1.1.0'));
    await repository.commit('Publish 1.1.0', mira);
    await repository.git('checkout', '-q', 'main');
    await repository.write('packages/@acme/ui/ui-1.1.0.tgz', ui('1.1.0'));
    await repository.commit('Publish 1.1.0, too', mira);
    const report = await judge(repository, { engine });
    expect(said(report)).toContain('block version-exists packages/@acme/ui/ui-v1.1.0.tgz');
  });

  test('blocks links, stray files and tarballs in the wrong place', async () => {
    const repository = await registry();
    await repository.write('packages/@acme/ui/notes.txt', 'x');
    await repository.write('packages/@acme/ui/ui-1.0.1.tgz', ui('1.0.2'));
    await repository.write('packages/other/other-1.0.0.tgz', ui('1.0.0'));
    await repository.write('packages/@acme/ui/ui-1.0.3.tgz', ui('1.0.3'), 0o755);
    await repository.write('packages/@acme/ui/.gitattributes', '*.tgz text\n');
    await repository.commit('Stray', mira);
    const found = said(await judge(repository, { engine, account: 'mira-acme' }));
    expect(found.filter((each) => each.startsWith('block'))).toEqual([
      'block git-attributes packages/@acme/ui/.gitattributes',
      'block files-unexpected packages/@acme/ui/notes.txt',
      'block path-mismatch packages/@acme/ui/ui-1.0.1.tgz',
      'block special-file packages/@acme/ui/ui-1.0.3.tgz',
      'block path-mismatch packages/other/other-1.0.0.tgz',
    ]);
  });

  test('blocks what no build could read: tarballs, meta.json, users, configuration, attributes', async () => {
    const repository = await registry();
    await repository.write('packages/@acme/ui/ui-1.0.1.tgz', 'no tarball');
    await repository.write('packages/left/meta.json', '{');
    await repository.write('users/eve.json', '{"email": "mira@acme.example"}');
    await repository.write('stillpack.json', '{"hots": 1}');
    await repository.write('.gitattributes', '* text=auto\n');
    await repository.commit('Break', mira);
    const found = said(await judge(repository, { engine })).filter((each) => each.startsWith('bl'));
    expect(found).toEqual([
      'block git-attributes .gitattributes',
      'block tarball-unreadable packages/@acme/ui/ui-1.0.1.tgz',
      'block meta-invalid packages/left/meta.json',
      'block meta-invalid stillpack.json',
      'block meta-invalid users/eve.json',
      'block meta-invalid users/mira.json',
    ]);
  });
});

const manifest = { name: '@acme/ui', version: '1.0.1' };
const text = JSON.stringify(manifest);

test.each<[string, Uint8Array]>([
  ['manifest-invalid', packageTarball({ manifest: '{"name": ' })],
  ['version-invalid', packageTarball({ manifest: { ...manifest, version: '1.x' } })],
  ['tarball-entry', packageTarball({ manifest, files: { 'a.js': 'a', 'A.js': 'b' } })],
  [
    'tarball-root',
    gzip(tarOf(['package', 'other'].map((root) => ({ path: `${root}/package.json`, body: text })))),
  ],
  ['tarball-limit', packageTarball({ manifest, files: { [`${'d/'.repeat(3000)}x`]: '' } })],
  ['tarball-unfetched', Buffer.from(lfsPointer)],
])('blocks a new version for %s', async (check, bytes) => {
  const repository = await registry();
  await repository.write('packages/@acme/ui/ui-1.0.1.tgz', bytes);
  await repository.commit('Publish 1.0.1', mira);
  expect(said(await judge(repository))).toContain(`block ${check} packages/@acme/ui/ui-1.0.1.tgz`);
});

test('warns of a tag that points nowhere, and of none that points at a version', async () => {
  const repository = await registry();
  const tagged = async (version: string): Promise<readonly string[]> => {
    const meta = { maintainers: ['mira'], 'dist-tags': { next: version } };
    await repository.write('packages/@acme/ui/meta.json', JSON.stringify(meta));
    await repository.commit('Tag', mira);
    return (await judge(repository)).findings.map(({ check, level }) => `${level} ${check}`);
  };
  expect(await tagged('3.0.0')).toEqual(['warning tag-dangling']);
  expect(await tagged('1.0.0')).toEqual([]);
});

test('a partial clone without a work tree is enough: what is looked at is fetched in one request', async () => {
  const repository = await registry();
  await repository.write('packages/@acme/ui/ui-1.0.1.tgz', ui('1.0.1'));
  await repository.write('packages/big/big-1.0.0.tgz', ui('1.0.0', { name: 'big' }));
  await repository.commit('Publish', mira);
  const clone = await partialClone(repository);
  await expect(judge(repository, clone)).rejects.toMatchObject({
    code: 'FILE_NOT_FETCHED',
  });
  const report = await judge(repository, { ...clone, fetch: true });
  const whole = await judge(repository);
  expect(report).toEqual(whole);
});

test('of what Git LFS keeps, the review brings what it looks at, and no more', async () => {
  const { repository, remote } = await createLfsRegistry();
  const version = (number: string, name = 'ui'): Uint8Array =>
    packageTarball({ manifest: { name, version: number } });
  await repository.write('packages/other/other-1.0.0.tgz', version('1.0.0', 'other'));
  await repository.commit('Add other');
  await repository.git('push', '-q', 'origin', 'main');
  await repository.git('checkout', '-q', '-b', 'change');
  await repository.write('packages/ui/ui-1.0.1.tgz', version('1.0.1'));
  await repository.commit('Add ui 1.0.1');
  await repository.git('push', '-q', 'origin', 'change');
  await remote.git('config', 'uploadpack.allowFilter', 'true');
  const args = ['--filter=blob:none', '--no-checkout'];
  const clone = await cloneOf({ repository, remote }, { smudge: false, args });
  const range = {
    repo: clone.dir,
    base: 'refs/remotes/origin/main',
    head: 'refs/remotes/origin/change',
  };
  const report = await judge(repository, { ...range, fetch: true });
  expect(report.packages[0]?.added).toMatchObject([
    { version: '1.0.1', difference: { from: '1.0.0' } },
  ]);
  const objects = await readdir(join(clone.dir, '.git/lfs/objects'), { recursive: true });
  expect(objects.filter((name) => /[0-9a-f]{64}$/.test(name))).toHaveLength(2);
});

test('what other packages hold is fetched from a partial clone as soon as it is asked for', async () => {
  const repository = await registry();
  await repository.git('checkout', '-q', 'main');
  const base = { name: '@acme/base', bin: { base: 'index.js' } };
  await repository.write('packages/@acme/base/base-1.0.0.tgz', ui('1.0.0', base));
  await repository.write('packages/@acme/base/meta.json', '{"maintainers": ["jo", "mira"]}');
  await repository.write('packages/@mira/one/one-1.0.0.tgz', ui('1.0.0', { name: '@mira/one' }));
  await repository.write(
    'packages/@mira/one/meta.json',
    '{"maintainers": ["mira"], "access": "public"}',
  );
  await repository.commit('Publish', mira);
  await repository.git('checkout', '-q', 'change');
  await repository.git('merge', '-q', 'main');
  const more = { dependencies: { '@acme/base': '^1.0.0' }, bin: { base: 'index.js' } };
  await repository.write('packages/@acme/ui/ui-1.0.1.tgz', ui('1.0.1', more));
  await repository.write('packages/@mira/two/two-1.0.0.tgz', ui('1.0.0', { name: '@mira/two' }));
  await repository.commit('Publish more', mira);
  const report = await judge(repository, { ...(await partialClone(repository)), fetch: true });
  expect(said(report)).toEqual([
    'person bin-clash packages/@acme/ui/ui-1.0.1.tgz',
    'person name-new packages/@mira/two/two-1.0.0.tgz',
  ]);
  expect(report.packages[0]?.added[0]?.difference.sizes.installed?.after).toBeGreaterThan(0);
  expect(report).toEqual(await judge(repository));
});

test('a package is judged whatever is wrong with one that it depends on', async () => {
  const repository = await registry();
  await repository.git('checkout', '-q', 'main');
  await repository.write('packages/base/base-1.0.0.tgz', ui('1.0.0', { name: 'base' }));
  await repository.write('packages/base/meta.json', '{"maintainers": 5}');
  await repository.commit('Publish', mira);
  await repository.git('checkout', '-q', 'change');
  const needs = { dependencies: { base: '^1.0.0' } };
  await repository.write('packages/@acme/ui/ui-1.0.1.tgz', ui('1.0.1', needs));
  await repository.commit('Publish 1.0.1', mira);
  expect(said(await judge(repository))).toEqual([]);
});

test('a name is no less new for a meta.json that came first', async () => {
  const repository = await registry();
  await repository.write('packages/@jo/x/meta.json', '{"maintainers": ["jo"]}');
  await repository.commit('Reserve', { author: 'Jo', email: 'jo@acme.example' });
  expect(said(await judge(repository))).toEqual(['person name-new packages/@jo/x/meta.json']);
  await repository.git('checkout', '-q', '-b', 'more');
  await repository.write('packages/@jo/x/x-1.0.0.tgz', ui('1.0.0', { name: '@jo/x' }));
  await repository.commit('Publish', { author: 'Jo', email: 'jo@acme.example' });
  const report = await judge(repository, { base: 'change', head: 'more' });
  expect(said(report)).toEqual(['person name-new packages/@jo/x/x-1.0.0.tgz']);
  expect(report.packages).toMatchObject([{ isNew: true }]);
});

test('who may begin a package in a scope is for a person where one of its owners cannot be read', async () => {
  const repository = await registry();
  await repository.git('checkout', '-q', 'main');
  await repository.write('packages/@jo/x/meta.json', '{"maintainers": 5}');
  await repository.commit('Break', mira);
  await repository.git('checkout', '-q', 'change');
  await repository.write('packages/@jo/y/y-1.0.0.tgz', ui('1.0.0', { name: '@jo/y' }));
  await repository.commit('Publish', { author: 'Jo', email: 'jo@acme.example' });
  expect(said(await judge(repository))).toContain('person not-owner packages/@jo/y');
});

test('a shallow clone does not know which numbers were used', async () => {
  const repository = await registry();
  await repository.write('README.md', 'x');
  await repository.commit('More', mira);
  await repository.write('packages/@acme/ui/ui-1.0.1.tgz', ui('1.0.1'));
  await repository.commit('Publish', mira);
  const dir = await temporaryDirectory();
  await git(dir, ['clone', '-q', '--depth=2', '-b', 'change', `file://${repository.dir}`, '.']);
  const range = { repo: dir, base: await git(dir, ['rev-parse', 'HEAD~1']), head: 'HEAD' };
  await expect(judge(repository, range)).rejects.toMatchObject({ code: 'SHALLOW_CLONE' });
});

test('whoever asks is an owner only where a forge vouches for it', async () => {
  const repository = await registry();
  await repository.write('packages/@acme/ui/ui-1.0.1.tgz', ui('1.0.1'));
  await repository.commit('Publish 1.0.1', mira);
  expect((await judge(repository)).isByOwner).toBe(false);
  expect((await judge(repository, { account: 'mira-acme' })).isByOwner).toBe(true);
  expect((await judge(repository, { account: 'jo-acme' })).isByOwner).toBe(false);
});

test('a provenance that comes late, or lies beside nothing, is said', async () => {
  const repository = await registry();
  await repository.write('packages/@acme/ui/ui-1.0.0.sigstore', '{}');
  await repository.write('packages/@acme/ui/ui-9.0.0.sigstore', '{}');
  await repository.commit('Vouch', mira);
  expect(said(await judge(repository))).toEqual([
    'block provenance-invalid packages/@acme/ui/ui-1.0.0.sigstore',
    'block provenance-invalid packages/@acme/ui/ui-9.0.0.sigstore',
    'person policy-changed packages/@acme/ui/ui-1.0.0.sigstore',
  ]);
});

test('commits without anything in common are refused', async () => {
  const repository = await registry();
  await repository.git('checkout', '-q', '--orphan', 'other');
  await repository.commit('Another beginning');
  await expect(judge(repository, { head: 'other' })).rejects.toMatchObject({
    code: 'RANGE_INVALID',
  });
});

test('a line that crossed the one it is for is refused: its merge takes back what no difference shows', async () => {
  const repository = await registry();
  await repository.write('packages/@acme/ui/ui-1.0.1.tgz', ui('1.0.1'));
  const published = await repository.commit('Publish 1.0.1', mira);
  await repository.git('checkout', '-q', 'main');
  await repository.write('packages/@acme/ui/meta.json', '{"maintainers": ["jo"]}');
  const guarded = await repository.commit('Hand over', mira);
  await repository.merge('change');
  // Has what mira published last, and her rights.
  await repository.git('checkout', '-q', '-B', 'change', published);
  await repository.git('merge', '-q', '-s', 'ours', '-m', 'Catch up', guarded);
  await repository.write('packages/@acme/ui/ui-1.0.2.tgz', ui('1.0.2'));
  await repository.commit('Publish 1.0.2', mira);
  const merged = await repository.git('merge-tree', '--write-tree', 'main', 'change');
  const meta = await repository.git('show', `${merged}:packages/@acme/ui/meta.json`);
  expect(meta).toContain('mira');
  await expect(judge(repository)).rejects.toMatchObject({ code: 'RANGE_INVALID' });
});
