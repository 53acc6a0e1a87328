// What every git engine must do, on the same repositories.
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type GitEngine, type Oid, oidOf } from '../../src/source/git-engine.ts';
import { allOf } from '../support/all-of.ts';
import { createRepository, git, type GitRepository } from '../support/git-repository.ts';
import { engineNames, openTestEngine } from '../support/test-engine.ts';

describe.each(engineNames)('the %s engine reads', (name) => {
  const open = (repository: GitRepository): Promise<GitEngine> =>
    openTestEngine(repository.dir, name);
  const head = async (repository: GitRepository): Promise<[GitEngine, Oid]> => {
    const engine = await open(repository);
    return [engine, await engine.resolveCommit('HEAD')];
  };

  test('every file of a commit, in the order of git', async () => {
    const repository = await createRepository();
    for (const path of ['a.txt', 'a/b', 'a/b.c/d', 'a-b', 'é', 'z']) {
      await repository.write(path, path);
    }
    await repository.write('run', 'x', 0o755);
    await repository.commit('one');
    const [engine, commit] = await head(repository);
    const listing = await repository.git('ls-tree', '-r', '-z', 'HEAD');
    const expected = listing.split('\0').slice(0, -1);
    const files = await allOf(engine.listFiles(commit));
    expect(files.map(({ mode, oid, path }) => `${mode} blob ${oid}\t${path}`)).toEqual(expected);
    expect(files).toHaveLength(7);
  });

  test('paths with spaces, line ends, quotes, backslashes and bytes that are not UTF-8', async () => {
    const repository = await createRepository();
    const names = ['a b', 'a\nb', 'a\tb', '"q"', "'", 'b\\c', 'ü', '日本', '\u{1F600}'].map(
      (text) => Buffer.from(text),
    );
    names.push(Buffer.from([0x66, 0xff, 0xfe, 0x2e]));
    await commitRawPaths(repository, names);
    const [engine, commit] = await head(repository);
    const expected = names.map((bytes) => bytes.toString('utf8')).sort();
    expect((await allOf(engine.listFiles(commit))).map(({ path }) => path).sort()).toEqual(
      expected,
    );
    for await (const { changes } of engine.firstParentLog(commit)) {
      expect(changes.map(({ path }) => path).sort()).toEqual(expected);
    }
  });

  test('symbolic links, submodules and executables with their modes', async () => {
    const repository = await createRepository();
    await repository.write('file', 'x');
    const first = await repository.commit('one');
    const blob = await git(repository.dir, ['hash-object', '-w', '--stdin'], { input: 'file' });
    await repository.git('update-index', '--add', '--cacheinfo', `120000,${blob},link`);
    await repository.git('update-index', '--add', '--cacheinfo', `160000,${first},module`);
    await repository.git('update-index', '--chmod=+x', 'file');
    const tree = await repository.git('write-tree');
    const commit = await commitTree(repository, tree);
    const engine = await open(repository);
    const modes = (await allOf(engine.listFiles(commit))).map(
      ({ mode, path }) => `${mode} ${path}`,
    );
    expect(modes).toEqual(['100755 file', '120000 link', '160000 module']);
  });

  test('of a commit only the files and folders that are asked for, by their very names', async () => {
    const repository = await createRepository();
    const paths = ['a*/x', 'a/b/c', 'a/b.c', 'ab/x', 'file', ':(glob)**', ':(top)z', 'z'];
    for (const path of paths) await repository.write(path, 'x');
    await repository.commit('one');
    const [engine, commit] = await head(repository);
    const pathsUnder = async (...under: readonly string[]): Promise<readonly string[]> =>
      (await allOf(engine.listFiles(commit, { under }))).map(({ path }) => path);
    expect(await pathsUnder('file', 'a', 'a/b', 'none')).toEqual(['a/b.c', 'a/b/c', 'file']);
    expect(await pathsUnder('a*', ':(glob)**')).toEqual([':(glob)**', 'a*/x']);
    expect(await pathsUnder(':(top)z', 'a/b/c')).toEqual([':(top)z', 'a/b/c']);
    expect(await pathsUnder()).toEqual([]);
    const many = Array.from({ length: 5000 }, (_, index) => `packages/none-${index}`);
    expect(await pathsUnder(...many, 'a/b', 'z')).toEqual(['a/b/c', 'z']);
  });

  test('files no further than they are asked for', async () => {
    const repository = await createRepository();
    for (const path of ['a', 'b', 'c']) await repository.write(path, path);
    await repository.commit('one');
    const [engine, commit] = await head(repository);
    for await (const { path } of engine.listFiles(commit)) {
      expect(path).toBe('a');
      break;
    }
    expect(await allOf(engine.listFiles(commit))).toHaveLength(3);
  });

  test('blobs byte by byte, whether loose or packed as a delta', async () => {
    const repository = await createRepository();
    const large = Buffer.alloc(300_000);
    for (let at = 0; at < large.length; at += 32) {
      large.set(
        createHash('sha256')
          .update(String(at))
          .digest()
          .subarray(0, large.length - at),
        at,
      );
    }
    const contents = [
      Buffer.alloc(0),
      Buffer.from('\n'),
      Buffer.from('a\r\nb\0c\n'),
      large,
      Buffer.concat([large, large.subarray(0, 100)]),
    ];
    for (const [index, content] of contents.entries()) await repository.write(`f${index}`, content);
    await repository.commit('one');
    for (const packed of [false, true]) {
      if (packed) await repository.git('gc', '-q', '--aggressive');
      const [engine, commit] = await head(repository);
      const files = await allOf(engine.listFiles(commit));
      const read = await Promise.all(files.map(({ oid }) => engine.readBlob(oid)));
      expect(read.map((bytes, index) => contents[index]?.equals(bytesOf(bytes)))).toEqual(
        contents.map(() => true),
      );
      const sizes = await engine.blobSizes(files.map(({ oid }) => oid));
      expect(files.map(({ oid }) => sizes.get(oid))).toEqual(contents.map(({ length }) => length));
    }
  });

  test('blobs of megabytes byte by byte, whether loose or packed', async () => {
    const repository = await createRepository();
    const large = randomBytes(3_000_000);
    await repository.write('large', large);
    await repository.commit('one');
    for (const packed of [false, true]) {
      if (packed) await repository.git('gc', '-q');
      const [engine, commit] = await head(repository);
      const [file] = await allOf(engine.listFiles(commit));
      if (file === undefined) throw new Error('the fixture is wrong');
      expect(bytesOf(await engine.readBlob(file.oid)).equals(large)).toBe(true);
    }
  });

  test('nothing for a blob that the repository does not have', async () => {
    const repository = await createRepository();
    await repository.write('a', 'x');
    await repository.commit('one');
    const [engine, commit] = await head(repository);
    const absent = oidOf('1'.repeat(40));
    const [file] = await allOf(engine.listFiles(commit));
    if (absent === undefined || file === undefined) throw new Error('the fixture is wrong');
    expect(await engine.readBlob(absent)).toBeUndefined();
    expect((await engine.blobSizes([absent, file.oid])).size).toBe(1);
    expect(bytesOf(await engine.readBlob(file.oid)).toString()).toBe('x');
  });

  test('a tree as a blob never', async () => {
    const repository = await createRepository();
    await repository.write('a/b', 'x');
    await repository.commit('one');
    const [engine] = await head(repository);
    const tree = oidOf(await repository.git('rev-parse', 'HEAD:a'));
    if (tree === undefined) throw new Error('the fixture is wrong');
    expect(await engine.readBlob(tree)).toBe('not-a-blob');
    expect((await engine.blobSizes([tree])).size).toBe(0);
  });

  test('nothing of a blob that is larger than asked for, and the next one all the same', async () => {
    const repository = await createRepository();
    await repository.write('a', Buffer.alloc(100_000));
    await repository.write('b', Buffer.alloc(100_100));
    await repository.write('c', 'small');
    await repository.commit('one');
    for (const packed of [false, true]) {
      if (packed) await repository.git('gc', '-q', '--aggressive');
      const [engine, commit] = await head(repository);
      const files = await allOf(engine.listFiles(commit));
      const read = await Promise.all(files.map(({ oid }) => engine.readBlob(oid, 99_999)));
      expect(read.slice(0, 2)).toEqual(['too-large', 'too-large']);
      expect(bytesOf(read[2]).toString()).toBe('small');
      const [first] = files;
      if (first === undefined) throw new Error('the fixture is wrong');
      expect(bytesOf(await engine.readBlob(first.oid, 100_000))).toHaveLength(100_000);
    }
  });

  test('a damaged object as GIT_FAILED, and the next one all the same', async () => {
    const repository = await createRepository();
    await repository.write('a', 'first');
    await repository.write('b', 'second');
    await repository.commit('one');
    const [engine, commit] = await head(repository);
    const [damaged, sound] = await allOf(engine.listFiles(commit));
    if (damaged === undefined || sound === undefined) throw new Error('the fixture is wrong');
    const object = join('.git/objects', damaged.oid.slice(0, 2), damaged.oid.slice(2));
    await repository.git('config', 'core.looseCompression', '0');
    await repository.write(object, undefined);
    await repository.write(object, 'not zlib');
    await expect(engine.readBlob(damaged.oid)).rejects.toMatchObject({ code: 'GIT_FAILED' });
    expect(bytesOf(await engine.readBlob(sound.oid)).toString()).toBe('second');
  });

  test('whether one commit is an ancestor of another', async () => {
    const repository = await createRepository();
    const first = await repository.commit('one');
    await repository.git('checkout', '-q', '-b', 'side');
    const side = await repository.commit('two');
    await repository.git('checkout', '-q', 'main');
    const main = await repository.commit('three');
    const merge = await repository.merge('side');
    const unknown = oidOf('1'.repeat(40));
    if (unknown === undefined) throw new Error('the fixture is wrong');
    const engine = await open(repository);
    expect(await engine.isAncestor(first, merge)).toBe(true);
    expect(await engine.isAncestor(side, merge)).toBe(true);
    expect(await engine.isAncestor(merge, merge)).toBe(true);
    expect(await engine.isAncestor(side, main)).toBe(false);
    expect(await engine.isAncestor(unknown, merge)).toBe(false);
    expect(await engine.isAncestor(merge, unknown)).toBe(false);
  });
});

/** Commits empty files under names that no file system has to accept. */
async function commitRawPaths(repository: GitRepository, names: readonly Buffer[]): Promise<void> {
  const blob = await git(repository.dir, ['hash-object', '-w', '--stdin']);
  const records = names.map((bytes) =>
    Buffer.concat([Buffer.from(`100644 blob ${blob}\t`), bytes, Buffer.of(0)]),
  );
  const tree = await git(repository.dir, ['mktree', '-z'], { input: Buffer.concat(records) });
  const commit = await commitTree(repository, tree);
  await repository.git('update-ref', 'HEAD', commit);
}

async function commitTree(repository: GitRepository, tree: string): Promise<Oid> {
  const commit = oidOf(await git(repository.dir, ['commit-tree', '-m', 'x', tree]));
  if (commit === undefined) throw new Error('no commit');
  return commit;
}

function bytesOf(read: Uint8Array | string | undefined): Buffer {
  if (typeof read !== 'object') throw new TypeError(`no bytes: ${read}`);
  return Buffer.from(read);
}
