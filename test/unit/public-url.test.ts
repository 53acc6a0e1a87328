import { expect, test } from 'vitest';
import { parsePublicUrl } from '../../src/public-url.ts';

test.each([
  ['https://npm.acme.example', 'https://npm.acme.example/'],
  ['https://acme.example/registry', 'https://acme.example/registry/'],
  ['http://127.0.0.1:4873/', 'http://127.0.0.1:4873/'],
  ['HTTPS://NPM.Acme.example/a/../b/', 'https://npm.acme.example/b/'],
])('%s is the base %s', (text, base) => {
  expect(parsePublicUrl(text).href).toBe(base);
});

test.each([
  ['no scheme', 'npm.acme.example'],
  ['a host and port without scheme', 'localhost:4873'],
  ['another scheme', 'ftp://npm.acme.example/'],
  ['nothing behind the scheme', 'https://'],
  ['a password', 'https://mira:secret@npm.acme.example/'],
  ['a query', 'https://npm.acme.example/?a=b'],
  ['a fragment', 'https://npm.acme.example/#a'],
  ['nothing at all', ''],
])('%s is URL_INVALID', (_, text) => {
  expect(() => parsePublicUrl(text)).toThrow(expect.objectContaining({ code: 'URL_INVALID' }));
});

test('a wrong URL is refused with the file it stands in', () => {
  expect(() => parsePublicUrl('nowhere', 'stillpack.json')).toThrow(
    expect.objectContaining({ code: 'URL_INVALID', path: 'stillpack.json' }),
  );
});
