import { describe, expect, test } from 'vitest';
import { parseRemoteUrl } from '../../../src/forge/remote-url.ts';

describe('the address of a remote', () => {
  test.each([
    'https://github.com/acme/registry',
    'https://github.com/acme/registry.git',
    'https://github.com/acme/registry.git/',
    'https://user:ghp_secret@github.com/acme/registry.git',
    'https://x-access-token:ghs_secret@GitHub.com:443/acme/registry',
    'http://github.com:8080//acme/registry',
    'ssh://git@github.com/acme/registry.git',
    'ssh://git@github.com:2222/acme/registry.git',
    'git+ssh://git@github.com/acme/registry.git',
    'git://github.com/acme/registry.git',
    'git@github.com:acme/registry.git',
    'git@github.com:/acme/registry.git',
    'github.com:acme/registry',
  ])('%s', (url) => {
    expect(parseRemoteUrl(url)).toEqual({ hostname: 'github.com', path: 'acme/registry' });
  });

  test('may be below groups, or of a machine without a name', () => {
    expect(parseRemoteUrl('git@gitlab.com:acme/web/ui.registry.git')).toEqual({
      hostname: 'gitlab.com',
      path: 'acme/web/ui.registry',
    });
    expect(parseRemoteUrl('ssh://git@[::1]:22/~mira/registry.git')).toEqual({
      hostname: '[::1]',
      path: '~mira/registry',
    });
    expect(parseRemoteUrl('git@[::1]:acme/registry')?.hostname).toBe('[::1]');
  });

  test.each([
    '/srv/git/registry.git',
    './registry.git',
    '../a:b/registry',
    'registry',
    'C:\\git\\registry',
    'C:/git/registry',
    'file:///srv/git/registry.git',
    'ext::sh -c evil',
    'https://github.com',
    'git@github.com:acme/../x',
    'git@github.com:acme/%2e%2e/x',
    'https://github.com/acme/a%20b',
    'https://github.com/acme/%zz',
    'git@github.com:acme/re\ngistry',
    'https://',
    '',
  ])('is none: %s', (url) => {
    expect(parseRemoteUrl(url)).toBeUndefined();
  });
});
