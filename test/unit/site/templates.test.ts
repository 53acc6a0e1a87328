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
    expect(render('{{> part}}', { a: 1 }, { 'part.mustache': '{{a}}' })).toBe('1');
  });

  it('reads nothing that a view does not have itself', () => {
    expect(render('{{constructor}}{{toString}}{{a.length}}{{a.__proto__}}', { a: 'x' })).toBe('');
  });

  it('refuses what is no template', () => {
    expect(() => render('{{#a}}', {})).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_INVALID' }),
    );
  });

  it.each([
    ['itself', { 'page.mustache': 'a {{> page}}' }],
    ['itself in a section', { 'page.mustache': '{{#a}}{{^b}}{{> page}}{{/b}}{{/a}}' }],
    [
      'another that includes it',
      { 'page.mustache': '{{> a}}', 'a.mustache': '{{> b}}', 'b.mustache': '{{> a}}' },
    ],
  ])('refuses a template that includes %s', (_, files) => {
    expect(() => createTemplates(new Map(Object.entries(files)))).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_INVALID',
        message: expect.stringContaining('includes itself') as string,
      }),
    );
  });

  it.each([
    ['includes one that there is not', { 'page.mustache': '{{> none}}' }, 'page'],
    ['is no page’s, and not included', { 'pgae.mustache': 'x' }, 'pgae'],
  ])('refuses a template of the repository that %s', (_, own, name) => {
    const files = new Map([['page.mustache', '']]);
    expect(() => createTemplates(files, { own: new Map(Object.entries(own)) })).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_INVALID',
        path: `templates/site/${name}.mustache`,
      }),
    );
  });

  it('takes the repository’s template in the place of ours, and those that it includes', () => {
    const files = new Map([['page.mustache', 'ours']]);
    const own = { 'page.mustache': 'theirs {{> part}}', 'part.mustache': '{{a}}' };
    const templates = createTemplates(files, { own: new Map(Object.entries(own)) });
    expect(templates.render('page', { a: 1 })).toBe('theirs 1');
  });

  it('refuses a template that is too large to be read', () => {
    expect(() => render('x'.repeat(4e6), {})).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_INVALID', path: 'templates/site/page.mustache' }),
    );
  });

  it.each([
    ['templates that include others twice each', doubling(40)],
    ['sections in sections', nested(12)],
    ['more sections in each other than a stack holds', nested(11_000, 'one')],
    [
      'a text that is included in a long list',
      { 'page.mustache': `{{#list}}${'x'.repeat(250_000)}{{/list}}` },
    ],
  ])('gives up a page that %s would make endless', (_, files) => {
    const templates = createTemplates(new Map(Object.entries(files)));
    const view = { one: true, list: Array.from({ length: 100 }, () => ({})) };
    expect(() => templates.render('page', view)).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_INVALID', path: 'templates/site/page.mustache' }),
    );
    // What came before counts no more.
    expect(createTemplates(new Map([['page.mustache', 'x']])).render('page', {})).toBe('x');
  });
});

function doubling(depth: number): Readonly<Record<string, string>> {
  const others = Array.from({ length: depth }, (_, at): [string, string] => [
    `t${at}.mustache`,
    at + 1 === depth ? '' : `{{> t${at + 1}}}{{> t${at + 1}}}`,
  ]);
  return { 'page.mustache': '{{> t0}}', ...Object.fromEntries(others) };
}

function nested(depth: number, name = 'list'): Readonly<Record<string, string>> {
  return { 'page.mustache': `{{#${name}}}`.repeat(depth) + `{{/${name}}}`.repeat(depth) };
}
