import { describe, expect, test } from 'vitest';
import {
  languageOf,
  languagesIn,
} from '../../../../../templates/site/scripts/package/files/languages.ts';
import {
  type ScopeNode,
  tokenLines,
} from '../../../../../templates/site/scripts/package/files/tokens.ts';

describe('tokens of a text', () => {
  test('are its text, line by line, with the classes they stand in', () => {
    const root: ScopeNode = {
      children: [
        { scope: 'comment', children: ['/* a\n', { scope: 'doctag', children: ['@b'] }, ' */'] },
        '\r\n',
        { scope: 'title.function', children: ['f'] },
        { scope: 'language:css', children: ['{}'] },
      ],
    };
    expect(tokenLines(root)).toEqual([
      [['/* a', 'hljs-comment']],
      [
        ['@b', 'hljs-comment', 'hljs-doctag'],
        [' */', 'hljs-comment'],
      ],
      [
        ['f', 'hljs-title function_'],
        ['{}', 'language-css'],
      ],
    ]);
  });
});

describe('the language of a file', () => {
  test.each([
    ['lib/a.d.mts', 'typescript'],
    ['Makefile', 'makefile'],
    ['a/.npmrc', 'ini'],
    ['LICENSE', undefined],
    ['constructor', undefined],
  ])('%s', (path, language) => {
    expect(languageOf(path)).toBe(language);
  });

  test('brings those that may stand inside it', () => {
    expect([...languagesIn('markdown')]).toEqual(['markdown', 'xml', 'css', 'javascript']);
  });
});
