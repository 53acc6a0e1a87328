import { describe, expect, test } from 'vitest';
import { parsePaxRecords } from '../../../src/inspect/pax-records.ts';
import { paxHeader } from '../../support/tarball.ts';

/** The body of a PAX header with these records. */
function bodyOf(records: Readonly<Record<string, string>>): Buffer {
  const blocks = paxHeader(records);
  return blocks.subarray(512, 512 + Number.parseInt(blocks.toString('latin1', 124, 135), 8));
}

const nothing = {
  path: undefined,
  linkpath: undefined,
  size: undefined,
  isSparse: false,
  isBinary: false,
};

describe('parsePaxRecords', () => {
  test('gives what clients act on, and ignores the rest', () => {
    const body = bodyOf({
      path: 'package/é',
      mtime: '1.5',
      'SCHILY.fflags': 'x',
      'LIBARCHIVE.xattr.a': 'b',
      'NODETAR.depth': '1',
      comment: 'two\nlines',
      size: '12',
      linkpath: 'y',
    });
    const records = parsePaxRecords(body);
    expect(records).toEqual({
      ...nothing,
      path: Buffer.from('package/é'),
      linkpath: Buffer.from('y'),
      size: Buffer.from('12'),
    });
  });

  test('takes an empty body', () => {
    expect(parsePaxRecords(Buffer.alloc(0))).toEqual(nothing);
  });

  test('tells sparse files and binary names', () => {
    expect(parsePaxRecords(bodyOf({ 'GNU.sparse.major': '1' }))).toMatchObject({ isSparse: true });
    expect(parsePaxRecords(bodyOf({ hdrcharset: 'BINARY' }))).toMatchObject({ isBinary: true });
    expect(parsePaxRecords(bodyOf({ hdrcharset: 'ISO-IR 10646 2000 UTF-8' }))).toEqual(nothing);
  });

  test.each([
    ['no length', 'path=x\n'],
    ['a length with a leading zero', '010 path=x\n'],
    ['a length of zero', '0 path=x\n'],
    ['a length that is too short', '7 path=x\n'],
    ['a length beyond the body', '99 path=x\n'],
    ['no line feed', '9 path=xy'],
    ['no equals sign', '8 pathx\n'],
    ['no key', '5 =x\n'],
    ['a NUL in its key', '10 pa\0th=x\n'],
    ['zeros behind it', '9 path=x\n\0\0'],
    ['an endless length', '99999999999999999999999 path=x\n'],
  ])('refuses a record with %s', (_, body) => {
    expect(parsePaxRecords(Buffer.from(body))).toHaveProperty('fault');
  });

  test.each([
    ['is empty', { path: '' }],
    ['holds a line feed', { path: 'a\nb' }],
    ['hides a record for a reader of lines', { comment: 'x\n18 path=package/x' }],
  ])('refuses a value that %s', (_, records) => {
    expect(parsePaxRecords(bodyOf(records))).toHaveProperty('fault');
  });

  test('refuses a path that is not UTF-8', () => {
    expect(parsePaxRecords(Buffer.from('9 path=\u00e9\n', 'latin1'))).toHaveProperty('fault');
  });

  test('refuses two records with one key that counts, and takes two of another', () => {
    const twice = (key: string): Buffer =>
      Buffer.concat([bodyOf({ [key]: '1' }), bodyOf({ [key]: '2' })]);
    expect(parsePaxRecords(twice('path'))).toHaveProperty('fault');
    expect(parsePaxRecords(twice('size'))).toHaveProperty('fault');
    expect(parsePaxRecords(twice('comment'))).toEqual(nothing);
  });
});
