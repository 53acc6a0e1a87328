import { describe, expect, test } from 'vitest';
import {
  depthShift,
  foldedKeyOf,
  nameFaultOf,
  type PathBytes,
  pathTextOf,
  pathTrait,
  pathTraitsOf,
} from '../../../src/inspect/tar-path.ts';

const { control, dotted, escaping, nonAscii, untidy } = pathTrait;

function bytesOf(path: string | Buffer): PathBytes {
  const bytes = Buffer.from(path);
  // Neighbours that must not be looked at.
  const buffer = Buffer.concat([Buffer.from('/../'), bytes, Buffer.from('/../')]);
  return { buffer, start: 4, end: 4 + bytes.length };
}

function traitsOf(path: string): number {
  return pathTraitsOf(bytesOf(path)) & ((1 << depthShift) - 1);
}

describe('pathTraitsOf', () => {
  test.each([
    'package/index.js',
    'package/',
    'package/lib/',
    'a',
    'a/..b/c',
    'a/b..',
    'a/...x',
    'a/.b',
    'a/xy:z',
    'a/b/c:d',
    'a/b c/~',
    '.hidden/x',
  ])('finds nothing in %j', (path) => {
    expect(traitsOf(path)).toBe(0);
  });

  test.each([
    '..',
    '../x',
    'a/../b',
    'a/..',
    'a/../',
    'a/.. /b',
    'a/...',
    '/etc/passwd',
    '/',
    'a//etc/passwd',
    'C:/x',
    'c:x',
    'a/C:/x',
    'a/c:x',
    'a\\b',
    '\\\\server\\x',
    'a/b\0c',
  ])('says that %j escapes', (path) => {
    expect(traitsOf(path) & escaping).toBe(escaping);
  });

  test.each(['./a', 'a/b//c', '.'])('says that %j is untidy', (path) => {
    expect(traitsOf(path)).toBe(untidy);
  });

  test.each(['a/./b', 'a/b/./c', 'a/.'])('says that %j has a dot further down', (path) => {
    expect(traitsOf(path)).toBe(dotted);
  });

  test.each(['a/\n', 'a/\u001b[31m', 'a/\u007f'])(
    'says that %j holds control characters',
    (path) => {
      expect(traitsOf(path)).toBe(control);
    },
  );

  test('tells names beyond ASCII', () => {
    expect(traitsOf('a/é')).toBe(nonAscii);
  });

  test('counts the folders above', () => {
    const depths = ['a', 'a/', 'a/b', 'a/b/', 'a/b/c/d'].map(
      (path) => pathTraitsOf(bytesOf(path)) >> depthShift,
    );
    expect(depths).toEqual([0, 0, 1, 1, 3]);
  });
});

describe('nameFaultOf', () => {
  function faultOf(path: string | Buffer): string | undefined {
    const bytes = bytesOf(path);
    const traits = pathTraitsOf(bytes);
    return nameFaultOf(bytes, { traits, text: pathTextOf(bytes, traits) });
  }

  test('is undefined for any well-formed name', () => {
    expect(faultOf('a/é 漢 🙂')).toBeUndefined();
  });

  test.each([
    ['Latin-1', Buffer.from('a/\u00e9', 'latin1')],
    ['an overlong form', Buffer.from([0x61, 0x2f, 0xc0, 0xae])],
    ['a surrogate', Buffer.from([0x61, 0x2f, 0xed, 0xa0, 0x80])],
  ])('refuses %s as not UTF-8', (_, bytes) => {
    expect(faultOf(bytes)).toContain('UTF-8');
  });

  test('refuses the control characters beyond ASCII', () => {
    expect(faultOf('a/\u0085')).toContain('control');
  });
});

describe('foldedKeyOf', () => {
  test.each([
    ['README.md', 'readme.MD'],
    ['caf\u00e9', 'cafe\u0301'],
    ['CAF\u00c9', 'cafe\u0301'],
    ['\u017ft', 'st'],
    ['stra\u00dfe', 'STRASSE'],
    ['\u212a', 'k'],
  ])('is one for %j and %j', (one, other) => {
    expect(foldedKeyOf(one, traitsOf(one))).toBe(foldedKeyOf(other, traitsOf(other)));
  });

  test.each([
    ['a', 'b'],
    ['e', '\u00e9'],
    ['a-b', 'a_b'],
  ])('differs for %j and %j', (one, other) => {
    expect(foldedKeyOf(one, traitsOf(one))).not.toBe(foldedKeyOf(other, traitsOf(other)));
  });
});
