import { expect, it } from 'vitest';
import { createBlocks } from '../../../src/site/page-blocks.ts';
import { PageTooLarge } from '../../../src/site/template-writer.ts';
import { createTemplates } from '../../../src/site/templates.ts';

const utf8 = (text: string): Uint8Array => Buffer.from(text);

it('puts each block wherever a template wrote it, and nothing where there is none', () => {
  const blocks = createBlocks({
    readme: utf8('<p>é $& $1</p>'),
    changelog: utf8('log'),
    none: undefined,
  });
  const { readme = '', changelog = '', none = '' } = blocks.view;
  const page = Buffer.from(blocks.into(`<${changelog}|${readme}|${none}|${readme}>€`)).toString();
  expect(page).toBe('<log|<p>é $& $1</p>||<p>é $& $1</p>>€');
});

it('takes no text of a package for a block', () => {
  const other = createBlocks({ readme: utf8('inner') }).view['readme'] ?? '';
  expect(other).not.toContain('inner');
  const blocks = createBlocks({ readme: utf8('<p>') });
  expect(Buffer.from(blocks.into('readme {{readme}}')).toString()).toBe('readme {{readme}}');
});

it('encodes a page without any', () => {
  expect(Buffer.from(createBlocks().into('é')).toString()).toBe('é');
});

it('escapes a block where the template did, so that it breaks out of no attribute', () => {
  const blocks = createBlocks({ readme: utf8('<p title="x">é & " onclick=x()</p>') });
  const { readme = '' } = blocks.view;
  const templates = createTemplates(new Map([['page.mustache', '<i title="{{a}}">{{{a}}}</i>']]));
  const page = Buffer.from(blocks.into(templates.render('page', { a: readme }))).toString();
  expect(page).toBe(
    '<i title="&lt;p title=&quot;x&quot;&gt;é &amp; &quot; onclick=x()&lt;/p&gt;"><p title="x">é & " onclick=x()</p></i>',
  );
});

it('gives up a page that has a block again and again', () => {
  const blocks = createBlocks({ readme: new Uint8Array(2 ** 16) });
  const { readme = '' } = blocks.view;
  expect(() => blocks.into(readme.repeat(300_000))).toThrow(PageTooLarge);
});
