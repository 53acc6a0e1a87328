import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { renderChangelog, renderReadme } from '../../../src/readme/render-readme.ts';
import type { ReadmeInput, RenderedReadme } from '../../../src/readme/rendered-readme.ts';

function render(text: string, input: Partial<ReadmeInput> = {}): RenderedReadme {
  return renderReadme(
    { text, fileName: 'README.md', images: 'ask', ...input },
    (html) => gzipSync(html).length,
  );
}

const htmlOf = (text: string, input?: Partial<ReadmeInput>): string => render(text, input).html;

describe('what GitHub makes of Markdown', () => {
  test.each([
    ['tables, aligned', '|a|b|\n|-|:-:|\n|1|2|', '<td align="center">2</td>'],
    ['text that is struck out', '~~gone~~', '<s>gone</s>'],
    ['emoji by name', ':rocket: :)', '🚀 :)'],
    [
      'links without brackets',
      'see www.example.com, and README.md',
      '>www.example.com</a>, and README.md',
    ],
    ['HTML', '<kbd>Ctrl</kbd> <sub>x</sub>', '<kbd>Ctrl</kbd> <sub>x</sub>'],
    [
      'details',
      '<details open><summary>More</summary>x</details>',
      '<details open><summary>More</summary>x',
    ],
    ['alignment', '<p align="center">x</p>', '<p align="center" dir="auto">x</p>'],
    ['scripts as text', 'a <script>x</script>', 'a &#x3C;script>x&#x3C;/script>'],
    [
      'code in colours',
      '```js\nlet a;\n```',
      '<code class="hljs"><span class="hljs-keyword">let</span> a;',
    ],
    ['code of no language', '```\na <b>\n```', '<code>a &#x3C;b>\n</code>'],
    [
      'the language of a pre',
      '<pre lang="json">{"a": 1}</pre>',
      '<span class="hljs-number">1</span>',
    ],
    [
      'an alert',
      '> [!TIP]\n> Do it.',
      '<div class="markdown-alert markdown-alert-tip"><p class="markdown-alert-title" dir="auto">Tip</p>',
    ],
  ])('%s', (_title, text, html) => {
    expect(htmlOf(text)).toContain(html);
  });

  test('task lists, whose boxes say what they mean', () => {
    const html = htmlOf('- [x] one\n- [ ] two');
    expect(html).toContain('checked disabled type="checkbox" aria-label="Done"> one');
    expect(html).toContain('disabled type="checkbox" aria-label="To do"> two');
  });

  test('footnotes, there and back', () => {
    const html = htmlOf('a[^n]\n\n[^n]: b');
    expect(html).toContain('<a id="user-content-fnref1" href="#user-content-fn1">[1]</a>');
    expect(html).toContain('<li id="user-content-fn1" class="footnote-item">');
    expect(html).toContain('href="#user-content-fnref1"');
  });

  test.each(['> [!NOTE] in the line', '> [!NOTE]', '> text\n> [!NOTE]', '- > [!NOTE]\n  > x'])(
    'but no alert: %j',
    (text) => {
      expect(htmlOf(text)).toContain('<blockquote>');
    },
  );
});

test('a link in text that ends in the middle of a character leaves no half of one', () => {
  expect(htmlOf('www.http://x\u{10000}\u{10000}')).not.toMatch(/\p{Cs}/u);
});

describe('headings', () => {
  test('lie below that of the page, and leave no level out', () => {
    const levels = [...htmlOf('# a\n### b\n### c\n## d\n# e').matchAll(/<h(\d)/g)];
    expect(levels.map(([, level]) => level)).toEqual(['2', '3', '3', '3', '2']);
  });

  test('have the address that they have on GitHub', () => {
    const html = htmlOf('# Über `x` & :rocket:\n# A\n# A\n# 🚀 Go');
    const ids = [...html.matchAll(/ id="user-content-([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toEqual(['über-x--rocket', 'a', 'a-1', '-go']);
  });

  test('are linked to, except in a link or a button', () => {
    expect(htmlOf('# A b')).toContain(
      'A b<a class="anchor" aria-label="Permalink" href="#user-content-a-b">#</a></h2>',
    );
    expect(htmlOf('<details><summary><h2>A</h2></summary></details>')).not.toContain('anchor');
  });

  test('give way to an anchor that the author has written', () => {
    const html = htmlOf('<a id="install"></a>\n\n## Install\n\n[go](#install)');
    expect(html.match(/id="user-content-install"/g)).toHaveLength(1);
    expect(html).toContain('<a href="#user-content-install">go</a>');
  });
});

test('an id counts once, and none is a name that a script could meet', () => {
  const html = htmlOf('<p id="cookie">a</p>\n<p id="cookie">b</p>\n<a name="location">c</a>');
  expect(html.match(/ id="/g)).toHaveLength(1);
  expect(html).toContain('id="user-content-cookie"');
  expect(html).toContain('name="user-content-location"');
});

describe('a README', () => {
  test.each(['', ' \n\t', '<!-- nothing -->'])('that shows nothing is nothing: %j', (text) => {
    expect(htmlOf(text)).toBe('');
  });

  test.each(['README.rst', 'README.txt', 'readme.html', 'README.md.bak'])(
    'that is no Markdown is the text that it is: %s',
    (fileName) => {
      const { html, form } = render('# <b>&', { fileName });
      expect(html).toContain('># &lt;b&gt;&amp;</pre>');
      expect(form).toBe('text');
    },
  );

  test('without an extension is Markdown', () => {
    expect(htmlOf('*a*', { fileName: 'README' })).toContain('<em>a</em>');
  });

  test('may hold anything', () => {
    expect(htmlOf('a\0b\ud800c\u001b[31m', { fileName: 'README.txt' })).toContain(
      'a\ufffdb\ufffdc\ufffd[31m',
    );
  });

  test('keeps the direction of each block to itself', () => {
    expect(htmlOf('\u202eabc\n\n- שלום')).toMatch(/<p dir="auto">[^]*<ul dir="auto">/);
  });
});

describe('a long README', () => {
  test('is cut between two characters, and says where the rest is', () => {
    const { html, isCut } = render(`a${'😀'.repeat(20_000)}`, { fileName: 'READ ME.md' });
    expect(isCut).toBe(true);
    expect(html).toMatch(/^<p dir="auto">a(?:😀){16383}<\/p><p class="readme-note">/);
    expect(html).toContain('<a href="?file=READ%20ME.md">READ ME.md</a>');
  });

  test('says so as well when it was cut before', () => {
    expect(htmlOf('# a', { isCut: true })).toContain('href="?file=README.md"');
  });

  const words = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => ((index * 2_654_435_761) % 2 ** 32).toString(36));

  test('loses its colours first', () => {
    const tokens = words(10_000).map((word, index) => {
      const short = word.slice(-3);
      const kinds = [
        `'${short}'`,
        short,
        `/${short}/`,
        `\`${short}\``,
        String(index % 97),
        `@${short}`,
      ];
      return kinds[(word.charCodeAt(0) + word.charCodeAt(1)) % 6] ?? short;
    });
    const blocks = Array.from({ length: 20 }, (_, index) =>
      tokens.slice(index * 500, (index + 1) * 500).join(' '),
    );
    const { html, form } = render(blocks.map((code) => `\`\`\`js\n${code}\n\`\`\`\n`).join('\n'));
    expect(form).toBe('plain');
    expect(html).not.toContain('hljs');
    expect(gzipSync(html).length).toBeLessThanOrEqual(30_000);
  });

  test('then its form, then its end', () => {
    const { html, form, isCut } = render(words(9000).join(' '));
    expect([form, isCut]).toEqual(['text', true]);
    expect(gzipSync(html).length).toBeLessThanOrEqual(31_000);
  });
});

test('a changelog begins with the newest, and its addresses are not those of the README', () => {
  const text = `# 2.0.0\n\n${'x '.repeat(10_000)}\n\n# 1.0.0`;
  const { html, isCut } = renderChangelog({ text, fileName: 'CHANGELOG.md', images: 'never' });
  expect(html).toContain('id="user-content-changelog-200"');
  expect(html).not.toContain('1.0.0');
  expect([isCut, html.includes('?file=CHANGELOG.md')]).toEqual([true, true]);
});
