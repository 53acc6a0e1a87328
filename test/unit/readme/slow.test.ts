// READMEs made to keep a parser busy. The thread's program is the compiled one.
import { afterEach, expect, test } from 'vitest';
import type { HtmlBlock } from '../../../src/readme/html-block.ts';
import { createReadmeRenderer, type ReadmeRenderer } from '../../../src/readme/readme-renderer.ts';
import { renderReadme } from '../../../src/readme/render-readme.ts';

const input = { fileName: 'README.md', images: 'ask' } as const;
/** Takes the highlighter many seconds: its patterns try each letter with each other. */
const slowText = `\`\`\`java\n${'$'.repeat(19_000)}\n\`\`\`\n`.repeat(3);

function textOf(block: HtmlBlock | undefined): string {
  return Buffer.from(block?.utf8 ?? []).toString('utf8');
}

const open: ReadmeRenderer[] = [];

function rendererOf(milliseconds: number): ReadmeRenderer {
  const renderer = createReadmeRenderer({ threads: 1, milliseconds });
  open.push(renderer);
  return renderer;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((renderer) => renderer.close()));
});

test.each([
  [
    'formatting that stays open',
    Array.from({ length: 900 }, (_, i) => `<b id=${i}>`).join('') + '<p>x'.repeat(12_000),
  ],
  ['elements in elements', '<div>'.repeat(13_000)],
  ['elements in elements, that end', '<i>'.repeat(8000) + '</i>'.repeat(8000)],
])('is text at once: %s', (_title, text) => {
  const { html, form } = renderReadme({ ...input, text });
  expect(form).toBe('text');
  expect(html).toContain('Too large to be rendered');
});

test('what is in time is what it would be without a thread', async () => {
  const texts = ['# a', '*b*', '```js\nlet a;\n```', '', 'x'.repeat(70_000)];
  const renderer = rendererOf(60_000);
  const rendered = await Promise.all(texts.map((text) => renderer.render({ ...input, text })));
  const expected = texts.map((text) => renderReadme({ ...input, text }).html);
  expect(rendered.map(textOf)).toEqual(expected);
});

test('one README that takes too long is text, those beside it are not', async () => {
  const renderer = rendererOf(1000);
  const texts = ['# a', slowText, '# b'];
  const [a, slow, b] = await Promise.all(texts.map((text) => renderer.render({ ...input, text })));
  expect(textOf(slow)).toContain('Too large to be rendered');
  const others = ['# a', '# b'].map((text) => renderReadme({ ...input, text }).html);
  expect([textOf(a), textOf(b)]).toEqual(others);
});
