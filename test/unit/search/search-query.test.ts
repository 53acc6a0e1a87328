import { describe, expect, it, test } from 'vitest';
import { StillpackError } from '../../../src/errors.ts';
import { parseSearchQuery, type SearchQuery } from '../../../src/search/search-query.ts';

const parse = (text: string): SearchQuery => parseSearchQuery(new URLSearchParams(text));

describe('parseSearchQuery', () => {
  it('takes 20 packages from the first on, unless told', () => {
    expect(parse('text=pad')).toMatchObject({ words: 'pad', size: 20, from: 0, boostExact: true });
    expect(parse('text=pad&size=3&from=40')).toMatchObject({ size: 3, from: 40 });
  });

  it('gives 250 packages at most, whatever is asked', () => {
    expect(parse('text=pad&size=1000').size).toBe(250);
  });

  it('takes no text for everything, where it is there', () => {
    expect(parse('text=')).toMatchObject({ words: '', tests: [] });
  });

  it('ignores the weights that npm sends', () => {
    expect(parse('text=pad&quality=0.65&popularity=0.98&maintenance=0.5').words).toBe('pad');
  });

  it.each([
    ['is:shiny', 'a state that no package has'],
    ['license:mit', 'a qualifier that npm does not know'],
    ['constructor:x', 'a name of every object'],
    ['__proto__:x', 'another'],
    ['keywords:', 'a qualifier without a value'],
    ['keywords:,-,+', 'a qualifier with none'],
    ['boost-exact:maybe', 'neither true nor false'],
  ])('takes %s for a word: %s', (text) => {
    expect(parse(new URLSearchParams({ text }).toString())).toMatchObject({
      words: text,
      tests: [],
    });
  });
});

test.each([
  ['', 'without text'],
  ['size=3', 'without text'],
  [`text=${'a'.repeat(1025)}`, 'too long'],
  [`text=${Array.from({ length: 9 }, (_, n) => `w${n}`).join('+')}`, 'too many words'],
  [`text=${Array.from({ length: 9 }, (_, n) => `w${n}`).join('-')}`, 'too many, in one'],
  [`text=${'is:unstable+'.repeat(9)}`, 'too many qualifiers'],
  ['text=a&size=-1', 'a size below nothing'],
  ['text=a&size=ten', 'a size that is none'],
  ['text=a&from=1e3', 'a place that is none'],
  ['text=a&from=5001', 'too far'],
])('SEARCH_INVALID: %s', (params) => {
  try {
    parse(params);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(StillpackError);
    expect(error).toMatchObject({ code: 'SEARCH_INVALID' });
  }
});
