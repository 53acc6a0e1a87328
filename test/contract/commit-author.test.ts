// Who made a commit: one suite for both stores behind src/commit/commit-store.ts.
import { describe, expect, it } from 'vitest';
import { commitChange } from '../../src/commit/commit-change.ts';
import { fallbackIdentity } from '../../src/commit/identity.ts';
import { adding, file, repositoryWithCommit, stores } from '../support/commit-stores.ts';

describe.each(Object.entries(stores))('a commit through %s', (_name, open) => {
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
});
