import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalPath } from '../../../src/gateway/canonical-url.ts';

describe('one spelling of', () => {
  it.each([
    ['a package', ['/ui', '/%75i'], '/ui'],
    [
      'a scoped package',
      ['/@acme/ui', '/@acme%2fui', '/@acme%2Fui', '/%40acme%2Fui'],
      '/@acme%2Fui',
    ],
    ['its version', ['/@acme/ui/1.0.0', '/@acme%2fui/1.0.0'], '/@acme%2Fui/1.0.0'],
    [
      'its tarball',
      ['/@acme/ui/-/ui-1.0.0.tgz', '/@acme%2fui/-/ui-1.0.0.tgz'],
      '/@acme%2Fui/-/ui-1.0.0.tgz',
    ],
    [
      'its tags',
      ['/-/package/@acme/ui/dist-tags', '/-/package/%40acme%2fui/dist-tags'],
      '/-/package/@acme%2Fui/dist-tags',
    ],
    [
      'a user',
      ['/-/user/org.couchdb.user:mira', '/-/user/org.couchdb.user%3Amira'],
      '/-/user/org.couchdb.user:mira',
    ],
    ['a scope alone', ['/@acme', '/%40acme'], '/@acme'],
    ['nothing', ['/'], '/'],
  ])('%s', (_what, spellings, expected) => {
    expect(spellings.map(canonicalPath)).toEqual(spellings.map(() => expected));
  });
});

it('decodes once: what was encoded twice stays another name', () => {
  expect(canonicalPath('/@acme%252fui')).toBe('/@acme%252fui');
  expect(canonicalPath('/%252e%252e')).toBe('/%252e%252e');
});

it.each(['/%', '/%zz', '/ui/%c3%28', '/%ff'])('refuses %s, which is not encoded right', (path) => {
  expect(() => canonicalPath(path)).toThrow(
    expect.objectContaining({ code: 'PATH_INVALID' }) as Error,
  );
});

it('the spelling of a spelling is itself, and has as many segments at most', () => {
  const part = fc.string({ unit: fc.constantFrom('@', 'a', '.', '%2f', '%25', '%40', '-', 'é') });
  const check = fc.property(fc.array(part), (parts) => {
    const once = canonicalPath(`/${parts.join('/')}`);
    expect(canonicalPath(once)).toBe(once);
    expect(once.split('/').length).toBeLessThanOrEqual(Math.max(parts.length, 1) + 1);
  });
  fc.assert(check);
});
