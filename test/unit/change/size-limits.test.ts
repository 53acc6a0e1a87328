import { describe, expect, it } from 'vitest';
import {
  checkFileSize,
  checkRepositorySize,
  isForgeLimited,
  maxFileBytes,
} from '../../../src/change/size-limits.ts';

describe("a forge's limits", () => {
  it('allow a file of exactly 100 MiB, and not a byte more', () => {
    expect(checkFileSize('a.tgz', maxFileBytes)).toEqual([]);
    expect(checkFileSize('a.tgz', maxFileBytes + 1)).toMatchObject([
      { code: 'FILE_TOO_LARGE', severity: 'strict', path: 'a.tgz' },
    ]);
  });

  it('name Git LFS and pinned pointers as ways out', () => {
    expect(checkFileSize('a.tgz', maxFileBytes + 1)[0]?.hint).toMatch(/LFS.*pointer/);
  });

  it.each([
    [1e9, undefined],
    [1e9 + 1, '1 GB'],
    [5e9 + 1, '5 GB'],
  ])('warn at %d bytes of repository: %s', (bytes, limit) => {
    const problems = checkRepositorySize('.', bytes);
    expect(problems.map(({ code }) => code)).toEqual(
      limit === undefined ? [] : ['REPOSITORY_LARGE'],
    );
    if (limit !== undefined) expect(problems[0]?.message).toContain(limit);
  });

  it.each([
    ['https://github.com/acme/registry.git', true],
    ['git@github.com:acme/registry.git', true],
    ['ssh://git@ssh.github.com:443/acme/registry.git', true],
    ['https://gitlab.com/acme/registry.git', true],
    ['https://git.acme.example/registry.git', false],
    ['https://github.com.acme.example/registry.git', false],
    ['../registry.git', false],
  ])('hold for %s: %s', (url, limited) => {
    expect(isForgeLimited([url])).toBe(limited);
  });

  it('hold where no remote is known yet', () => {
    expect(isForgeLimited([])).toBe(true);
  });
});
