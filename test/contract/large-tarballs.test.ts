// Tarballs that are never whole in memory: wherever their bytes are kept, and whatever happens to them on the way.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../../src/build.ts';
import { isLarge, type LargeBytes } from '../../src/source/large-bytes.ts';
import { readLarge } from '../../src/source/read-large.ts';
import { readSnapshot } from '../../src/source/read-snapshot.ts';
import { type Oid, oidOf } from '../../src/source/git-engine.ts';
import { allOf } from '../support/all-of.ts';
import { createRepository, type GitRepository } from '../support/git-repository.ts';
import { readTree } from '../support/output-tree.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { engineNames, openTestEngine, testEnv } from '../support/test-engine.ts';

const path = 'packages/ui/ui-1.0.0.tgz';
const tarball = Buffer.from(
  packageTarball({
    manifest: { name: 'ui', version: '1.0.0' },
    files: { 'README.md': '# ui', 'blob.bin': randomBytes(3_000_000) },
  }),
);
const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
const pointer = `version https://git-lfs.github.com/spec/v1
oid sha256:${createHash('sha256').update(tarball).digest('hex')}
size ${tarball.length}
`;

/** Another sound tarball of that package, and of the same size: zeros may stand behind one. */
const other = Buffer.alloc(tarball.length);
other.set(
  packageTarball({
    manifest: { name: 'ui', version: '1.0.0' },
    files: { 'blob.bin': randomBytes(2_900_000) },
  }),
);

async function repositoryWith(file: string | Uint8Array): Promise<GitRepository> {
  const repository = await createRepository();
  await repository.write(path, file);
  await repository.commit('Add ui');
  return repository;
}

/** Where Git LFS keeps what the pointer stands for. */
async function storeObject(repository: GitRepository, bytes: Uint8Array): Promise<void> {
  const id = createHash('sha256').update(tarball).digest('hex');
  const file = join(repository.dir, '.git/lfs/objects', id.slice(0, 2), id.slice(2, 4), id);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
}

function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy[2_000_000] = (copy[2_000_000] ?? 0) ^ 1;
  return copy;
}

async function built(
  repository: GitRepository,
  options: { engine?: (typeof engineNames)[number]; strict?: boolean; out?: string } = {},
) {
  const { engine = 'git', strict = false, out = join(await temporaryDirectory(), 'out') } = options;
  const places = { repo: repository.dir, out, cacheDir: '/nonexistent' };
  const url = 'https://npm.acme.example/';
  const report = await build({ ...places, url, host: 'static', engine, strict, env: testEnv });
  const written = await readFile(join(out, '-/t/ui/ui-1.0.0.tgz')).catch(() => undefined);
  const packument = await readFile(join(out, 'ui'), 'utf8').catch(() => '');
  return {
    codes: report.problems.map(({ code }) => code),
    isWhole: written?.equals(tarball) === true && packument.includes(integrity),
    out,
  };
}

const whole = { codes: [], isWhole: true };

describe.each(engineNames)('with the engine %s a large tarball is built', (engine) => {
  test('from the work tree, and from git when the work tree has other bytes or none', async () => {
    const repository = await repositoryWith(tarball);
    expect(await built(repository, { engine })).toMatchObject(whole);
    for (const bytes of [damaged(tarball), other]) {
      await writeFile(join(repository.dir, path), bytes);
      expect(await built(repository, { engine })).toMatchObject(whole);
    }
    await writeFile(join(repository.dir, path), tarball.subarray(0, 2_500_000));
    expect(await built(repository, { engine })).toMatchObject(whole);
    await repository.write(path, undefined);
    expect(await built(repository, { engine })).toMatchObject(whole);
    await repository.git('gc', '-q');
    expect(await built(repository, { engine })).toMatchObject(whole);
  });

  test('from Git LFS, unless its store has other bytes', async () => {
    const repository = await repositoryWith(pointer);
    await storeObject(repository, tarball);
    expect(await built(repository, { engine })).toMatchObject(whole);
    for (const bytes of [damaged(tarball), other]) {
      await storeObject(repository, bytes);
      expect(await built(repository, { engine })).toMatchObject({
        codes: ['BYTES_MISMATCH'],
        isWhole: false,
      });
    }
    await writeFile(join(repository.dir, path), tarball);
    expect(await built(repository, { engine })).toMatchObject(whole);
  });

  test.each([
    ['git to Git LFS', tarball, pointer],
    ['Git LFS to git', pointer, tarball],
  ])('when its bytes moved from %s, without being whole in memory', async (_, first, then) => {
    const repository = await repositoryWith(first);
    await storeObject(repository, tarball);
    await repository.write(path, then);
    await repository.commit('Move');
    expect(await built(repository, { engine })).toMatchObject(whole);
    const snapshot = await snapshotOf(repository, engine);
    for await (const { tarballs } of snapshot.packages()) {
      const content = await tarballs[0]?.open();
      expect([content?.large?.size, content?.bytes]).toEqual([tarball.length, undefined]);
    }
    await storeObject(repository, other);
    await writeFile(join(repository.dir, path), other);
    const codes = then === pointer ? ['BYTES_MISMATCH'] : [];
    expect(await built(repository, { engine })).toMatchObject({ codes });
  });

  test('not when other bytes came in its place than first landed, wherever these are kept', async () => {
    const repository = await repositoryWith(pointer);
    await storeObject(repository, tarball);
    await repository.write(path, other);
    await repository.commit('Replace');
    const { codes } = await built(repository, { engine });
    expect(codes).toEqual(['VERSION_CHANGED']);
  });

  test('not when git has it no longer as it was', async () => {
    const repository = await repositoryWith(tarball);
    const oid = await repository.git('rev-parse', `HEAD:${path}`);
    const file = join(repository.dir, '.git/objects', oid.slice(0, 2), oid.slice(2));
    const object = await readFile(file);
    await repository.write(path, undefined);
    await repository.write(join('.git/objects', oid.slice(0, 2), oid.slice(2)), undefined);
    await writeFile(file, object.subarray(0, 1_500_000));
    await expect(built(repository, { engine })).rejects.toMatchObject({ code: 'GIT_FAILED' });
  });

  test('in pieces that whoever reads them may leave, or change, at any time', async () => {
    const repository = await repositoryWith(tarball);
    const opened = await openEngine(repository, engine);
    const { large } = opened;
    for await (const piece of readLarge(large)) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    const all: Buffer[] = [];
    for await (const piece of readLarge(large)) {
      all.push(Buffer.from(piece));
      piece.fill(0);
    }
    expect(Buffer.concat(all).equals(tarball)).toBe(true);
  });
});

test('a missing blob, and one of another size, are BYTES_LOST for whoever reads the pieces', async () => {
  const { large } = await openEngine(await repositoryWith(tarball), 'git');
  if (large.place.kind !== 'blob') throw new Error('the fixture is wrong');
  const gone = { ...large, place: { ...large.place, oid: '1'.repeat(40) } };
  for (const lost of [gone, { ...large, size: 2_000_000 }, { ...large, size: 4_000_000 }]) {
    await expect(allOf(readLarge(lost))).rejects.toMatchObject({ code: 'BYTES_LOST' });
  }
});

test('a rehearsal writes nothing of a large tarball', async () => {
  const repository = await repositoryWith(tarball);
  await repository.write('packages/ui/ui-2.0.0.tgz', 'no tarball');
  await repository.commit('Add no tarball');
  const { codes, out } = await built(repository, { strict: true });
  expect(codes).toEqual(['GZIP_CORRUPT']);
  await expect(readTree(out)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a large tarball that has no place leaves nothing behind', async () => {
  const repository = await repositoryWith(tarball);
  const manifest = { name: 'other', version: '1.0.0' };
  const other = packageTarball({ manifest, files: { 'blob.bin': randomBytes(2_000_000) } });
  await repository.write('packages/ui/ui-2.0.0.tgz', other);
  await repository.commit('Add another package');
  const { codes, isWhole, out } = await built(repository);
  expect([codes, isWhole]).toEqual([['NAME_MISMATCH'], true]);
  const files = [...(await readTree(out)).keys()];
  const isRecord = (file: string): boolean => /^-\/stillpack\/(?!site\/)/.test(file);
  expect(files.filter(isRecord).toSorted()).toEqual([
    '-/stillpack/build.json',
    '-/stillpack/registry.json',
    '-/stillpack/state/ui.json',
  ]);
});

async function snapshotOf(repository: GitRepository, name: (typeof engineNames)[number]) {
  const engine = await openTestEngine(repository.dir, name);
  const commit = await engine.resolveCommit('HEAD');
  return readSnapshot({ engine, cacheDir: '/nonexistent', commit, lastBuilt: undefined });
}

async function openEngine(
  repository: GitRepository,
  name: (typeof engineNames)[number],
): Promise<{ readonly large: LargeBytes }> {
  const engine = await openTestEngine(repository.dir, name);
  const oid: Oid | undefined = oidOf(await repository.git('rev-parse', `HEAD:${path}`));
  const large = oid && (await engine.openBlob(oid));
  if (!isLarge(large)) throw new Error('the fixture is wrong');
  return { large };
}
