// One suite for both stores behind src/commit/commit-store.ts.
import { createHash } from 'node:crypto';
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/change/change.ts';
import { commitChange } from '../../src/commit/commit-change.ts';
import type { CommitStore } from '../../src/commit/commit-store.ts';
import { createGitStore } from '../../src/commit/git/git-store.ts';
import { fallbackIdentity } from '../../src/commit/identity.ts';
import { createIsomorphicStore } from '../../src/commit/isomorphic-git/isomorphic-store.ts';
import { blobIdOf } from '../../src/source/blob-id.ts';
import { type Environment, findProgram } from '../../src/source/environment.ts';
import type { Oid } from '../../src/source/git-engine.ts';
import { createRepository, type GitRepository, isolatedGitEnv } from '../support/git-repository.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

const baseEnv = { PATH: process.env['PATH'], HOME: '/nonexistent', ...isolatedGitEnv };

type OpenStore = (repository: GitRepository, env?: Environment) => Promise<CommitStore>;

const stores: Readonly<Record<CommitStore['name'], OpenStore>> = {
  git: async ({ dir }, env = {}) => {
    const program = await findProgram('git', process.env);
    if (program === undefined) throw new Error('these tests need git');
    const place = { gitDir: join(dir, '.git'), workTree: dir, objectFormat: 'sha1' } as const;
    return createGitStore({ program, ...place, env: { ...baseEnv, ...env } });
  },
  'isomorphic-git': ({ dir }, env = {}) =>
    Promise.resolve(
      createIsomorphicStore({
        gitDir: join(dir, '.git'),
        workTree: dir,
        env: { ...baseEnv, ...env },
      }),
    ),
};

/** Bytes that any conversion of line ends or text would change. */
const bytes = Uint8Array.from([0x1f, 0x8b, 0x0d, 0x0a, 0x00, 0xff, 0x0a]);
const file = 'packages/@acme/ui/ui-2.0.0.tgz';

function adding(path: string, content: Uint8Array | string = bytes): Change {
  return {
    files: [{ path, bytes: Uint8Array.from(Buffer.from(content)) }],
    message: 'Publish it\n',
  };
}

async function repositoryWithCommit(): Promise<{ repository: GitRepository; base: Oid }> {
  const repository = await createRepository();
  await repository.write('packages/@acme/ui/ui-1.0.0.tgz', 'one');
  await repository.write('notes.txt', 'notes\n');
  return { repository, base: await repository.commit('Begin') };
}

describe.each(Object.entries(stores))('a commit through %s', (_name, open) => {
  it('holds exactly the bytes of the change, as a regular file of mode 644', async () => {
    const { repository, base } = await repositoryWithCommit();
    const oid = await commitChange(await open(repository), adding(file), { base });

    expect(await repository.oid('main')).toBe(oid);
    expect(await repository.oid('main~1')).toBe(base);
    expect(await repository.git('diff', '--raw', '--no-abbrev', 'main~1', 'main')).toBe(
      `:000000 100644 ${'0'.repeat(40)} ${blobIdOf(bytes, 'sha1')} A\t${file}`,
    );
    expect(await readFile(join(repository.dir, file))).toEqual(Buffer.from(bytes));
    expect(await repository.git('log', '-1', '--format=%B')).toBe('Publish it\n');
    await repository.git('fsck', '--strict');
  });

  it('leaves the work tree clean', async () => {
    const { repository, base } = await repositoryWithCommit();
    await commitChange(await open(repository), adding(file), { base });
    expect(await repository.git('status', '--porcelain')).toBe('');
  });

  it('can be the first of a repository', async () => {
    const repository = await createRepository();
    const oid = await commitChange(await open(repository), adding(file), { base: undefined });
    expect(await repository.oid('main')).toBe(oid);
    expect(await repository.git('rev-list', '--count', 'main')).toBe('1');
    expect(await repository.git('status', '--porcelain')).toBe('');
  });

  it('neither takes in nor loses what else is staged, changed or untracked', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.write('staged.txt', 'staged\n');
    await repository.git('add', 'staged.txt');
    await repository.git('rm', '-q', '--cached', 'packages/@acme/ui/ui-1.0.0.tgz');
    await repository.write('notes.txt', 'changed\n');
    await repository.write('untracked.txt', 'untracked\n');
    const before = await repository.git('status', '--porcelain', '-uall');

    await commitChange(await open(repository), adding(file), { base });

    expect(await repository.git('show', '--name-status', '--format=', 'HEAD')).toBe(`A\t${file}`);
    expect(await repository.git('status', '--porcelain', '-uall')).toBe(before);
  });

  it('removes a file, and the folder that it leaves empty', async () => {
    const { repository, base } = await repositoryWithCommit();
    const path = 'packages/@acme/ui/ui-1.0.0.tgz';
    await commitChange(
      await open(repository),
      { files: [{ path, bytes: undefined }], message: 'Remove it\n' },
      { base },
    );
    expect(await repository.git('ls-tree', '-r', '-t', '--name-only', 'HEAD')).toBe('notes.txt');
    expect(await repository.git('status', '--porcelain')).toBe('');
  });

  it('replaces a committed file', async () => {
    const { repository, base } = await repositoryWithCommit();
    await commitChange(await open(repository), adding('notes.txt', 'new\n'), { base });
    expect(await repository.git('show', 'HEAD:notes.txt')).toBe('new');
    expect(await repository.git('status', '--porcelain')).toBe('');
  });

  it('takes a path for what it is, whatever it means as a pattern', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.write('packages/ab/other.tgz', 'other');
    const path = 'packages/:(glob)a*/[ab]*-1.0.0.tgz';
    await commitChange(await open(repository), adding(path), { base });
    const names = await repository.git('show', '-z', '--name-only', '--format=', 'HEAD');
    expect(names.split('\0').filter(Boolean)).toEqual([path]);
  });

  it('is no new commit when the base has all of it', async () => {
    const { repository, base } = await repositoryWithCommit();
    const oid = await commitChange(await open(repository), adding('notes.txt', 'notes\n'), {
      base,
    });
    expect(oid).toBe(base);
    expect(await repository.oid('main')).toBe(base);
  });

  it('goes to the branch that HEAD names', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.git('switch', '-q', '-c', 'topic/one');
    const oid = await commitChange(await open(repository), adding(file), { base });
    expect(await repository.oid('topic/one')).toBe(oid);
    expect(await repository.oid('main')).toBe(base);
  });

  it('works on a detached HEAD', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.git('switch', '-q', '--detach');
    const oid = await commitChange(await open(repository), adding(file), { base });
    expect(await repository.oid('HEAD')).toBe(oid);
    expect(await repository.oid('main')).toBe(base);
  });

  it('is authored by whom the repository names', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.git('config', 'user.name', 'Jo');
    await repository.git('config', 'user.email', 'jo@acme.example');
    await commitChange(await open(repository), adding(file), { base });
    expect(await repository.git('log', '-1', '--format=%an <%ae> %cn <%ce>')).toBe(
      'Jo <jo@acme.example> Jo <jo@acme.example>',
    );
  });

  it('is authored by whom the environment names, before the repository', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.git('config', 'user.name', 'Jo');
    await repository.git('config', 'user.email', 'jo@acme.example');
    const env = { GIT_AUTHOR_NAME: 'Mira', GIT_AUTHOR_EMAIL: 'mira@acme.example' };
    await commitChange(await open(repository, env), adding(file), { base });
    expect(await repository.git('log', '-1', '--format=%an <%ae> %cn')).toBe(
      'Mira <mira@acme.example> Jo',
    );
  });

  it('is authored by stillpack where nobody is named', async () => {
    const { repository, base } = await repositoryWithCommit();
    await commitChange(await open(repository), adding(file), { base });
    const { name, email } = fallbackIdentity;
    expect(await repository.git('log', '-1', '--format=%an <%ae> %cn <%ce>')).toBe(
      `${name} <${email}> ${name} <${email}>`,
    );
  });

  it('keeps the part of an identity that is configured', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.git('config', 'user.name', 'Jo');
    await commitChange(await open(repository), adding(file), { base });
    expect(await repository.git('log', '-1', '--format=%an <%ae>')).toBe(
      `Jo <${fallbackIdentity.email}>`,
    );
  });

  it('is authored by whom the change names', async () => {
    const { repository, base } = await repositoryWithCommit();
    const author = { name: 'Mira Ö', email: 'mira@acme.example' };
    await commitChange(await open(repository), { ...adding(file), author }, { base });
    expect(await repository.git('log', '-1', '--format=%an <%ae>')).toBe(
      'Mira Ö <mira@acme.example>',
    );
  });

  it('runs no hook of the repository', async () => {
    const { repository, base } = await repositoryWithCommit();
    const hook = '#!/bin/sh\necho ran >> "$GIT_DIR/ran"\nexit 1\n';
    for (const name of ['pre-commit', 'commit-msg', 'post-commit', 'reference-transaction']) {
      await repository.write(`.git/hooks/${name}`, hook, 0o755);
    }
    await commitChange(await open(repository), adding(file), { base });
    expect(await readdir(join(repository.dir, '.git'))).not.toContain('ran');
  });

  it('ignores conversions and filters that .gitattributes asks for', async () => {
    const { repository } = await repositoryWithCommit();
    await repository.write('.gitattributes', '* text eol=lf\n*.tgz filter=upper\n');
    await repository.git('config', 'filter.upper.clean', 'tr a-z A-Z');
    const base = await repository.commit('Convert everything');
    await commitChange(await open(repository), adding(file, 'a\r\nb\r\n'), { base });
    expect(await repository.git('rev-parse', `HEAD:${file}`)).toBe(
      blobIdOf(Buffer.from('a\r\nb\r\n'), 'sha1'),
    );
  });

  it('is refused over a file with uncommitted changes', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.write('notes.txt', 'mine\n');
    await expect(
      commitChange(await open(repository), adding('notes.txt', 'new\n'), { base }),
    ).rejects.toMatchObject({ code: 'UNCOMMITTED_CHANGES', path: 'notes.txt' });
    expect(await readFile(join(repository.dir, 'notes.txt'), 'utf8')).toBe('mine\n');
    expect(await repository.oid('main')).toBe(base);
  });

  it('is refused over a file whose changes are only staged', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.write('notes.txt', 'mine\n');
    await repository.git('add', 'notes.txt');
    await repository.write('notes.txt', 'notes\n');
    await expect(
      commitChange(await open(repository), adding('notes.txt', 'new\n'), { base }),
    ).rejects.toMatchObject({ code: 'UNCOMMITTED_CHANGES' });
    expect(await repository.git('show', ':notes.txt')).toBe('mine');
  });

  it('replaces an uncommitted file when told to', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.write('notes.txt', 'mine\n');
    await commitChange(await open(repository), adding('notes.txt', 'new\n'), {
      base,
      overwrite: true,
    });
    expect(await repository.git('show', 'HEAD:notes.txt')).toBe('new');
  });

  it('takes a file that lies in the work tree already with the same bytes', async () => {
    const { repository, base } = await repositoryWithCommit();
    await repository.write(file, bytes);
    await commitChange(await open(repository), adding(file), { base });
    expect(await repository.git('status', '--porcelain')).toBe('');
  });

  it('is refused when HEAD moved, and leaves nothing behind', async () => {
    const { repository, base } = await repositoryWithCommit();
    const head = await repository.commit('Meanwhile');
    await expect(
      commitChange(await open(repository), adding(file), { base }),
    ).rejects.toMatchObject({ code: 'GIT_FAILED' });
    expect(await repository.oid('main')).toBe(head);
    expect(await repository.git('status', '--porcelain')).toBe('');
  });

  it('is refused while the index is locked, and leaves nothing behind', async () => {
    const { repository, base } = await repositoryWithCommit();
    await writeFile(join(repository.dir, '.git/index.lock'), '');
    await expect(
      commitChange(await open(repository), adding(file), { base }),
    ).rejects.toMatchObject({ code: 'GIT_FAILED' });
    expect(await repository.oid('main')).toBe(base);
    expect(await repository.git('status', '--porcelain')).toBe('');
  });

  it('is refused in the middle of a merge', async () => {
    const { repository, base } = await repositoryWithCommit();
    await writeFile(join(repository.dir, '.git/MERGE_HEAD'), `${base}\n`);
    await expect(
      commitChange(await open(repository), adding(file), { base }),
    ).rejects.toMatchObject({ code: 'GIT_FAILED' });
  });

  it('never writes through a symbolic link', async () => {
    const { repository } = await repositoryWithCommit();
    await repository.write('elsewhere/keep.txt', 'keep\n');
    await symlink('../elsewhere', join(repository.dir, 'packages/linked'));
    const base = await repository.commit('Link');
    await expect(
      commitChange(await open(repository), adding('packages/linked/linked-1.0.0.tgz'), { base }),
    ).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' });
    expect(await readdir(join(repository.dir, 'elsewhere'))).toEqual(['keep.txt']);
  });

  it.each(['../outside.tgz', '.git/config', 'packages/.GIT/x', 'packages//x'])(
    'never writes to %s',
    async (path) => {
      const { repository, base } = await repositoryWithCommit();
      const before = await readFile(join(repository.dir, '.git/config'), 'utf8');
      await expect(commitChange(await open(repository), adding(path), { base })).rejects.toThrow();
      expect(await readFile(join(repository.dir, '.git/config'), 'utf8')).toBe(before);
      expect(await repository.oid('main')).toBe(base);
    },
  );

  it('names the remotes', async () => {
    const { repository } = await repositoryWithCommit();
    await repository.git('remote', 'add', 'origin', 'https://git.acme.example/registry.git');
    expect(await (await open(repository)).readRemoteUrls()).toEqual([
      'https://git.acme.example/registry.git',
    ]);
  });

  it('leaves no temporary file', async () => {
    const { repository, base } = await repositoryWithCommit();
    await commitChange(await open(repository), adding(file), { base });
    const all = await readdir(repository.dir, { recursive: true });
    expect(all.filter((name) => /\.(?:tmp|lock)$|tmp_obj/.test(name))).toEqual([]);
  });
});

it('an object that lies damaged under its name is replaced (isomorphic-git would trust it)', async () => {
  const { repository, base } = await repositoryWithCommit();
  const oid = blobIdOf(bytes, 'sha1');
  const object = `.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}`;
  const whole = deflateSync(Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes]));
  await repository.write(object, whole.subarray(0, 9));
  const store = await stores['isomorphic-git'](repository);
  await commitChange(store, adding(file), { base });
  await repository.git('fsck', '--strict');
});

it('a repository that wants signed commits gets them from git, or a refusal', async () => {
  const { repository, base } = await repositoryWithCommit();
  await repository.git('config', 'commit.gpgsign', 'true');
  await repository.git('config', 'gpg.program', './evil');
  for (const open of Object.values(stores)) {
    await expect(
      commitChange(await open(repository), adding(file), { base }),
    ).rejects.toMatchObject({ code: 'REPOSITORY_UNSUPPORTED' });
  }
  expect(await repository.git('status', '--porcelain')).toBe('');
});

describe('a file that .gitattributes gives to Git LFS', () => {
  const attributes = '*.tgz filter=lfs diff=lfs merge=lfs -text\n';
  const sum = createHash('sha256').update(bytes).digest('hex');
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sum}\nsize ${bytes.length}\n`;
  // Stands in for git-lfs 3.3: prints the pointer if it is called as it wants to be, with the right bytes as input.
  const cleaner = `#!/bin/sh
[ "$1 $2" = "clean --" ] || exit 2
[ "$(git hash-object --stdin)" = ${blobIdOf(bytes, 'sha1')} ] || exit 3
printf '${pointer.replaceAll('\n', '\\n')}'
`;

  it('goes there, and git gets its pointer', async () => {
    const { repository } = await repositoryWithCommit();
    await repository.write('.gitattributes', attributes);
    const base = await repository.commit('Track');
    const programs = await temporaryDirectory();
    await writeFile(join(programs, 'git-lfs'), cleaner, { mode: 0o755 });
    const PATH = `${programs}${delimiter}${baseEnv.PATH ?? ''}`;
    await commitChange(await stores.git(repository, { PATH }), adding(file), { base });
    expect(`${await repository.git('show', `HEAD:${file}`)}\n`).toBe(pointer);
    expect(await readFile(join(repository.dir, file))).toEqual(Buffer.from(bytes));
  });

  it('is refused where git-lfs is missing, and never committed raw', async () => {
    const { repository } = await repositoryWithCommit();
    await repository.write('.gitattributes', attributes);
    const base = await repository.commit('Track');
    const programs = await temporaryDirectory();
    await writeFile(join(programs, 'git-lfs'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const PATH = `${programs}${delimiter}${baseEnv.PATH ?? ''}`;
    await expect(
      commitChange(await stores.git(repository, { PATH }), adding(file), { base }),
    ).rejects.toMatchObject({ code: 'GIT_FAILED', path: file });
    expect(await repository.git('status', '--porcelain')).toBe('');
  });

  it('is refused by the embedded engine', async () => {
    const { repository } = await repositoryWithCommit();
    await repository.write('.gitattributes', attributes);
    const base = await repository.commit('Track');
    const store = await stores['isomorphic-git'](repository);
    await expect(commitChange(store, adding(file), { base })).rejects.toMatchObject({
      code: 'REPOSITORY_UNSUPPORTED',
    });
  });
});
