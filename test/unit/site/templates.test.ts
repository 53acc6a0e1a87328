import { describe, expect, it } from 'vitest';
import { createTemplates } from '../../../src/site/templates.ts';

function render(text: string, view: object, others: Readonly<Record<string, string>> = {}): string {
  const files = new Map([['page.mustache', text], ...Object.entries(others)]);
  return createTemplates(files).render('page', view);
}

describe('createTemplates', () => {
  it('escapes for text and for attributes in quotes', () => {
    expect(render('{{a}} {{{a}}}', { a: `<&"'>/` })).toBe(`&lt;&amp;&quot;&#39;&gt;/ <&"'>/`);
    expect(render('{{a}}{{b}}{{c}}', { a: 0, b: undefined, c: 'x' })).toBe('0x');
  });

  it('finds a name in the innermost view that has it', () => {
    const view = { name: 'outer', rows: [{ name: 'a' }, {}, { name: undefined }] };
    expect(render('{{#rows}}[{{name}}]{{/rows}}', view)).toBe('[a][outer][]');
    expect(render('{{#list}}{{.}},{{/list}}', { list: ['a', 'b'] })).toBe('a,b,');
    expect(render('{{a.b.c}}{{a.x.c}}', { a: { b: { c: 1 } } })).toBe('1');
  });

  it('includes other templates', () => {
    expect(render('{{> part}}{{> none}}', { a: 1 }, { 'part.mustache': '{{a}}' })).toBe('1');
  });

  it('reads nothing that a view does not have itself', () => {
    expect(render('{{constructor}}{{toString}}{{a.length}}{{a.__proto__}}', { a: 'x' })).toBe('');
  });

  it('refuses what is no template', () => {
    expect(() => render('{{#a}}', {})).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_INVALID' }),
    );
  });
});
