import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderReadme } from '../../src/readme/render-readme.ts';
import { unsafeParts } from '../support/readme-html.ts';

/** Pieces that mean something to Markdown or HTML, in any order. */
const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '# ',
          '\n',
          '\n\n',
          '> ',
          '> [!NOTE]\n',
          '- [ ] ',
          '```js\n',
          '|a|b|\n|-|-|\n',
          '[^1]',
          '[^1]: ',
        ],
        ...[
          '[a](',
          ')',
          '![a](',
          '<a href="',
          '" id="',
          '" name=',
          '">',
          '<p>',
          '<b>',
          '</p>',
          '<table><td>',
        ],
        ...[
          '<svg>',
          '<math><mi>',
          '<style>',
          '<!--',
          '-->',
          '<![CDATA[',
          ']]>',
          '<template>',
          '<select>',
        ],
        ...[
          'javascript:',
          'data:',
          '//',
          '\\\\',
          '&#x',
          '&colon;',
          '%',
          '%00',
          '\0',
          '\ud800',
          '\u202e',
          ':tada:',
        ],
        ...[
          '<input ',
          '<details><summary>',
          '<h1>',
          '<img src=',
          ' onerror=',
          'http://x',
          'www.',
          '@b.c',
          '\t',
        ],
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

test('any text becomes HTML that is safe', () => {
  fc.assert(
    fc.property(
      fc.oneof(pieces, fc.string({ unit: 'binary' })),
      fc.constantFrom('ask', 'load', 'never'),
      fc.constantFrom(undefined, 'github:acme/ui'),
      fc.string({ unit: 'binary', maxLength: 10 }),
      (text, images, url, name) => {
        const repository = url === undefined ? undefined : { url, directory: name };
        const { html } = renderReadme({ text, fileName: `${name}.md`, images, repository });
        expect(unsafeParts(html)).toEqual([]);
        expect(html).not.toMatch(/\p{Cs}|\0/u);
      },
    ),
    { numRuns: 1000 },
  );
});
