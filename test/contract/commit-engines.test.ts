// Where the two stores behind src/commit/commit-store.ts may differ: one of them does it, the other refuses.
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { commitChange } from '../../src/commit/commit-change.ts';
import { blobIdOf } from '../../src/source/blob-id.ts';
import { adding, bytes, file, repositoryWithCommit, stores } from '../support/commit-stores.ts';
import { pathWithGitOnly } from '../support/path-with-git-only.ts';

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

  it('is refused where git-lfs is missing, and never committed raw', async () => {
    const { repository } = await repositoryWithCommit();
    await repository.write('.gitattributes', attributes);
    const base = await repository.commit('Track');
    const PATH = await pathWithGitOnly();
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
