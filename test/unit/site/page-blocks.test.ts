import { expect, it } from 'vitest';
import { createBlocks } from '../../../src/site/page-blocks.ts';

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
