import { describe, expect, test } from 'vitest';
import {
  formatLines,
  parseComparison,
  parseLines,
  queryOf,
} from '../../../../../templates/site/scripts/package/permalink.ts';

describe('lines of an address', () => {
  test.each([
    ['#L10', { first: 10, last: 10 }],
    ['#L10-L20', { first: 10, last: 20 }],
    ['#L20-10', { first: 10, last: 20 }],
  ])('%s', (hash, lines) => {
    expect(parseLines(hash)).toEqual(lines);
  });

  test.each(['', '#L', '#L0', '#L1-', '#readme', '#L99999999999'])('%s names none', (hash) => {
    expect(parseLines(hash)).toBeUndefined();
  });

  test('are written as they are read', () => {
    expect(formatLines({ first: 3, last: 3 })).toBe('#L3');
    expect(formatLines({ first: 3, last: 7 })).toBe('#L3-L7');
  });
});

describe('the query of a permalink', () => {
  test('names a file, whatever its path, and keeps what else the query says', () => {
    const file = 'lib/a b&c=#?<x>\u202e.js';
    const query = queryOf('?package=%40acme%2Fui&version=1.0.0&file=old', { file });
    expect(query).toMatch(/^\?package=@acme\/ui&version=1\.0\.0&file=lib\/a/);
    expect(new URLSearchParams(query).get('file')).toBe(file);
  });

  test('names two versions, and no file of another comparison', () => {
    const compare = { from: '1.0.0', to: '2.0.0-rc.1' };
    expect(queryOf('?file=a', { compare })).toBe('?compare=1.0.0...2.0.0-rc.1');
    expect(parseComparison('1.0.0...2.0.0-rc.1')).toEqual(compare);
  });

  test.each([null, '', '...', '1.0.0', '1.0.0...', '...1.0.0'])('%s compares nothing', (text) => {
    expect(parseComparison(text)).toBeUndefined();
  });
});
