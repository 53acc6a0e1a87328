import { describe, expect, it, test } from 'vitest';
import { parseMeta } from '../../../src/model/meta.ts';
import { encode } from '../../support/model.ts';

const path = 'packages/pkg/meta.json';
const github = { issuer: 'github', repository: 'acme/ui', workflow: 'publish.yml' };
const gitlab = { issuer: 'gitlab', repository: 'acme/web/ui', workflow: 'ci/publish.yaml' };

const parse = (entry: object) => parseMeta(path, encode({ trustedPublishers: [entry] }));

describe('trustedPublishers in meta.json', () => {
  it('are typed, with the URLs of issuers that have a name', () => {
    expect(parse({ ...github, environment: 'npm' }).meta?.trustedPublishers).toEqual([
      {
        issuer: 'https://token.actions.githubusercontent.com',
        repository: 'acme/ui',
        workflow: 'publish.yml',
        environment: 'npm',
        ref: undefined,
        ownerId: undefined,
      },
    ]);
    const issuer = 'https://git.acme.example/_services/token';
    const own = { ...gitlab, issuer, ref: 'refs/tags/v*', ownerId: '42' };
    expect(parse(own).meta?.trustedPublishers).toEqual([{ ...own, environment: undefined }]);
  });

  it('are nobody where the key is missing', () => {
    expect(parseMeta(path, encode({})).meta?.trustedPublishers).toEqual([]);
  });

  test.each([
    ['no repository', { issuer: 'github', workflow: 'publish.yml' }, 'repository'],
    ['an unknown key', { ...github, branch: 'main' }, 'branch'],
    ['a CI service nobody knows', { ...github, issuer: 'hudson' }, 'issuer'],
    ['an issuer without TLS', { ...github, issuer: 'http://git.acme.example' }, 'issuer'],
    ['an issuer with a password', { ...github, issuer: 'https://a:b@acme.example' }, 'issuer'],
    ['an issuer with a query', { ...github, issuer: 'https://acme.example/?a' }, 'issuer'],
    ['an issuer with a slash', { ...github, issuer: 'https://acme.example/' }, 'issuer'],
    ['an issuer in capitals', { ...github, issuer: 'HTTPS://acme.example' }, 'issuer'],
    ['a repository without an owner', { ...github, repository: 'ui' }, 'repository'],
    ['a repository of GitHub in a group', { ...github, repository: 'a/b/c' }, 'repository'],
    ['the URL of a repository', { ...github, repository: 'https://a.example/b' }, 'repository'],
    ['the path of a workflow', { ...github, workflow: '.github/workflows/p.yml' }, 'workflow'],
    ['a workflow that ends in a ref', { ...github, workflow: 'a.yml@refs/b.yml' }, 'workflow'],
    ['a workflow that is no YAML', { ...github, workflow: 'publish.sh' }, 'workflow'],
    ['an absolute path', { ...gitlab, workflow: '/ci.yml' }, 'workflow'],
    ['a path with a ref', { ...gitlab, workflow: 'ci@refs/heads/x/ci.yml' }, 'workflow'],
    ['an empty environment', { ...github, environment: '' }, 'environment'],
    ['a line break', { ...github, environment: 'a\nb' }, 'environment'],
    ['a branch without refs/heads', { ...github, ref: 'main' }, 'ref'],
    ['a pull request', { ...github, ref: 'refs/pull/*' }, 'ref'],
    ['a star in the middle', { ...github, ref: 'refs/tags/*/x' }, 'ref'],
    ['an owner by name', { ...github, ownerId: 'acme' }, 'ownerId'],
  ])('are META_INVALID with %s', (_, entry, key) => {
    const { problem } = parse(entry);
    expect(problem).toMatchObject({ code: 'META_INVALID', path });
    expect(problem?.message).toContain(`"trustedPublishers.0.${key}"`);
  });

  it('are META_INVALID when there are more than a person lists', () => {
    const many = Array.from({ length: 101 }, () => github);
    expect(parseMeta(path, encode({ trustedPublishers: many })).problem?.code).toBe('META_INVALID');
  });
});
