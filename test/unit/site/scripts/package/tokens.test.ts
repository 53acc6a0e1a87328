import hljs from 'highlight.js/lib/core';
import javascript from 'highlight.js/lib/languages/javascript';
import { describe, expect, test } from 'vitest';
import {
  languageOf,
  loadsOf,
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

  test('of highlight.js’s own tree hold the text as it was', () => {
    hljs.registerLanguage('javascript', javascript);
    const text = 'const html = "<img src=x onerror=alert(1)>";\n// & <b>';
    const { _emitter: emitter } = hljs.highlight(text, { language: 'javascript' });
    const { rootNode } = emitter as unknown as { readonly rootNode: ScopeNode };
    const lines = tokenLines(rootNode);
    expect(lines.map((line) => line.map(([part]) => part).join('')).join('\n')).toBe(text);
    expect(lines[0]?.[0]).toEqual(['const', 'hljs-keyword']);
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
    expect([...loadsOf('markdown').keys()]).toEqual(['markdown', 'xml', 'css', 'javascript']);
  });
});
