// Which repositories and files the verbs read, beside what test/cli shows of them.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listOwners, removeOwner } from '../../../src/verbs/owners.ts';
import { setMember } from '../../../src/verbs/orgs.ts';
import { addTag, listTags } from '../../../src/verbs/tags.ts';
import { baseEnv } from '../../support/commit-stores.ts';
import { createRepository, git } from '../../support/git-repository.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';
import { createVerbDesk } from '../../support/verb-desk.ts';

const env = baseEnv;
const pkg = '@acme/ui';
const tagged = { spec: `${pkg}@2.0.0-rc.1`, tag: 'next', env };

describe('a repository', () => {
  test('without a commit holds nothing, and can begin with one', async () => {
    const repository = await createRepository();
    const repo = repository.dir;
    await expect(listTags({ repo, env, pkg })).rejects.toMatchObject({ code: 'NO_COMMITS' });
    await expect(addTag({ repo, ...tagged })).rejects.toMatchObject({ code: 'PACKAGE_UNKNOWN' });
    await setMember({ repo, env, org: 'acme', user: 'mira', role: 'owner' });
    expect(await repository.git('show', '--name-only', '--format=%B', 'HEAD')).toBe(
      'npm org set acme mira owner\n\n\norgs/acme.json',
    );
  });

  test('without a work tree can be read, and not be written', async () => {
    const { dir } = await createVerbDesk();
    const repo = join(await temporaryDirectory(), 'bare');
    await git(dir, ['clone', '-q', '--bare', dir, repo]);
    expect(await listTags({ repo, env, pkg })).toEqual(new Map([['latest', '1.1.0']]));
    await expect(addTag({ repo, ...tagged })).rejects.toMatchObject({
      code: 'REPOSITORY_UNSUPPORTED',
    });
  });

  test('is written as HEAD has it, whatever else lies uncommitted', async () => {
    const desk = await createVerbDesk();
    await desk.write('notes.txt', 'mine');
    await desk.git('add', 'notes.txt');
    await addTag({ repo: desk.dir, ...tagged });
    expect(await desk.git('status', '--porcelain')).toBe('A  notes.txt');
  });

  test('with a file in the place of a folder keeps it', async () => {
    const desk = await createVerbDesk({ orgs: 'a file' });
    const before = await desk.state();
    const begin = { repo: desk.dir, env, org: 'acme', user: 'mira', role: 'owner' } as const;
    await expect(setMember(begin)).rejects.toMatchObject({ code: 'OUTPUT_NOT_WRITABLE' });
    expect(await desk.state()).toBe(before);
  });
});

describe('the owners of a package that lists none', () => {
  const org = (permission: string): string =>
    JSON.stringify({
      members: { jo: 'owner' },
      teams: { web: { members: ['jo'], packages: { [pkg]: permission } } },
    });
  const users = { 'users/mira.json': '{"email": "mira@acme.example"}' };

  test('are those who may write it by a team, else those who published it', async () => {
    const byTeam = await createVerbDesk({ ...users, 'orgs/acme.json': org('read-write') });
    expect(await listOwners({ repo: byTeam.dir, env, pkg })).toEqual({ owners: ['jo'] });
    const byCommit = await createVerbDesk({ ...users, 'orgs/acme.json': org('read-only') });
    expect(await listOwners({ repo: byCommit.dir, env, pkg })).toEqual({ owners: ['mira'] });
  });

  test('keep the last of them', async () => {
    const { dir: repo } = await createVerbDesk(users);
    await expect(removeOwner({ repo, env, pkg, owner: 'mira' })).rejects.toMatchObject({
      code: 'OWNER_LAST',
    });
  });

  test('are not known from a shallow clone', async () => {
    const { dir } = await createVerbDesk(users);
    const repo = join(await temporaryDirectory(), 'shallow');
    await git(dir, ['commit', '-q', '--allow-empty', '-m', 'Another']);
    await git(dir, ['clone', '-q', '--depth=1', `file://${dir}`, repo]);
    await expect(listOwners({ repo, env, pkg })).rejects.toMatchObject({ code: 'SHALLOW_CLONE' });
    // What lies in the package's own folder is.
    expect(await listTags({ repo, env, pkg })).toEqual(new Map([['latest', '1.1.0']]));
  });
});
