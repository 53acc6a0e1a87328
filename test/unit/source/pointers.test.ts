// The two kinds of pointers that stand for a tarball's bytes.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseLfsPointer } from '../../../src/source/lfs-pointer.ts';
import { parsePinnedPointer } from '../../../src/source/pinned-pointer.ts';

const sha512 = createHash('sha512').update('bytes').digest();
const good = {
  url: 'https://files.acme.example/ui-1.0.0.tgz',
  integrity: `sha512-${sha512.toString('base64')}`,
  size: 5,
};
const parse = (value: unknown): unknown => parsePinnedPointer(Buffer.from(JSON.stringify(value)));

describe('a pinned pointer', () => {
  test('is a URL, a sha512 and a size', () => {
    expect(parse(good)).toEqual({ url: good.url, sha512: sha512.toString('hex'), size: 5 });
    expect(parse({ ...good, url: 'http://127.0.0.1:8080/x' })).toMatchObject({ size: 5 });
  });

  test.each([
    ['no object', []],
    ['null', null],
    ['no url', { ...good, url: undefined }],
    ['a relative url', { ...good, url: 'ui-1.0.0.tgz' }],
    ['a file url', { ...good, url: 'file:///etc/passwd' }],
    ['a data url', { ...good, url: 'data:,x' }],
    ['a password', { ...good, url: 'https://a:b@files.acme.example/x' }],
    ['a user', { ...good, url: 'https://a@files.acme.example/x' }],
    ['no integrity', { ...good, integrity: undefined }],
    ['a sha1', { ...good, integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }],
    ['two hashes', { ...good, integrity: `${good.integrity} ${good.integrity}` }],
    ['a truncated hash', { ...good, integrity: good.integrity.slice(0, -4) }],
    ['no size', { ...good, size: undefined }],
    ['a size as text', { ...good, size: '5' }],
    ['a size of nothing', { ...good, size: 0 }],
    ['a fraction', { ...good, size: 1.5 }],
    ['more than any package', { ...good, size: 2 ** 40 }],
    ['fields that are only inherited', { __proto__: good }],
  ])('with %s is refused', (_, value) => {
    expect(parse(value)).toEqual(expect.any(String));
  });

  test('that says a thing twice is refused', () => {
    for (const [key, value] of Object.entries({ ...good, note: '' })) {
      const twice = JSON.stringify({ [key]: value, ...good }).replace('{', `{"${key}":"",`);
      expect(parsePinnedPointer(Buffer.from(twice)), key).toEqual(expect.stringContaining(key));
    }
  });

  test('that is not UTF-8 is refused', () => {
    const bytes = Buffer.from(JSON.stringify({ ...good, url: `${good.url}?\xff` }), 'latin1');
    expect(parsePinnedPointer(bytes)).toEqual(expect.any(String));
  });

  test('that is not JSON, or too large, is refused', () => {
    expect(parsePinnedPointer(Buffer.from('{'))).toEqual(expect.any(String));
    const padded = `${JSON.stringify(good)}${' '.repeat(70_000)}`;
    expect(parsePinnedPointer(Buffer.from(padded))).toEqual(expect.any(String));
  });
});

describe('a Git LFS pointer', () => {
  const sha256 = 'ab'.repeat(32);
  const text = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize 12345\n`;

  test('names a sha256 and a size', () => {
    expect(parseLfsPointer(Buffer.from(text))).toEqual({ sha256, size: 12345 });
    const extended = text.replace('oid', `ext-0-foo sha256:${sha256}\noid`);
    expect(parseLfsPointer(Buffer.from(extended))).toEqual({ sha256, size: 12345 });
  });

  test.each([
    ['', 'nothing'],
    [text.slice(0, -1), 'no line end'],
    [text.replace('sha256', 'md5'), 'another hash'],
    [text.replace('12345', '-1'), 'a negative size'],
    [`${text}more`, 'more text'],
    [text.replaceAll('\n', '\r\n'), 'converted line ends'],
    [text + ' '.repeat(1024), 'too many bytes'],
  ])('is not %j: %s', (other) => {
    expect(parseLfsPointer(Buffer.from(other))).toBeUndefined();
  });
});
