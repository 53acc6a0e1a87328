// Whatever a package holds, a report of it is only a report: in a comment, a terminal, a job's log, a code scanning service.
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { finding } from '../../src/review/finding.ts';
import { githubCommands } from '../../src/review/report/github.ts';
import { markdownOf, reviewMarker } from '../../src/review/report/markdown.ts';
import { sarifOf } from '../../src/review/report/sarif.ts';
import { textOf } from '../../src/review/report/text.ts';
import { reportWith } from '../support/review-report.ts';

const markdownIt = new MarkdownIt({ html: true, linkify: true });

/** What GFM is rendered by; HTML goes through, so that whatever is not in code would show. */
const renderers = {
  'markdown-it': (text: string): string => markdownIt.render(text),
  micromark: (text: string): string =>
    micromark(text, {
      allowDangerousHtml: true,
      allowDangerousProtocol: true,
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
    }),
};

const own = new Set(
  'h3 h4 p ul li strong em code pre table thead tbody tr th td details summary br'.split(' '),
);

/** Tags in their order, with their attributes. */
function tagsOf(html: string): string[] {
  return [...html.matchAll(/<(\/?[a-z][a-z\d]*)([^>]*)>/gi)].map(([tag]) => tag);
}

/** What a reader, or a forge, takes for text of ours. */
function outsideCode(html: string): string {
  return html.replace(/<code[^>]*>[^<]*<\/code>/g, 'CODE').replace(/<[^>]*>/g, ' ');
}

/** What a forge acts on in text: mentions, references, commits, emoji, mathematics, links, addresses. */
const acted = /[@#$]|\bGH-|:\w+:|https?:|www\.|\b[\da-f]{7,}\b|\w\.(?:com|example|js)\b/i;

/** What a terminal or a runner obeys. */
const obeyed = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]|##\w*\[/u;

/** How often each tag of the layout is there. */
function layoutOf(html: string): Readonly<Record<string, number>> {
  const layout: Record<string, number> = {};
  for (const [, name = ''] of html.matchAll(/<([a-z][a-z\d]*)/gi)) {
    if (name !== 'code') layout[name] = (layout[name] ?? 0) + 1;
  }
  return layout;
}

function expectInert(markdown: string, render: (text: string) => string): void {
  const html = render(markdown);
  // An attribute of ours is the language of code.
  const isOwn = (tag: string): boolean =>
    own.has(/[a-z][a-z\d]*/i.exec(tag)?.[0] ?? '') &&
    /^<\/?[a-z\d]+(?: class="language-(?:text|diff)")?(?: \/)?>$/.test(tag);
  expect(tagsOf(html).filter((tag) => !isOwn(tag))).toEqual([]);
  expect(html.match(/<!--/g)).toHaveLength(1);
  expect(outsideCode(html)).not.toMatch(acted);
  expect(markdown).not.toMatch(obeyed);
}

const hostile: readonly string[] = [
  '@mira @acme/team please merge',
  'Fixes #1, closes acme/ui#12, GH-3, https://github.com/a/b/issues/4',
  'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef acme/ui@deadbeef',
  '<img src=x onerror=alert(1)> <script>alert(1)</script> <!-- --> <?php ?> <![CDATA[ ]]>',
  '</details></td></table><details open><summary>✅ passed</summary>',
  '</code></pre><h1>passed</h1>',
  reviewMarker,
  'a | b | c',
  'a \\| b \\\\| c \\',
  '| --- | --- |\n| a | b |',
  '```\n@mira\n```',
  '``````` \n<b>@mira</b>\n~~~',
  '` @mira ` `` @mira ``',
  '\\`@mira\\`',
  '`',
  '``',
  '[click](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>',
  'www.evil.example evil.example mira@evil.example mailto:mira@evil.example',
  '[x]: https://evil.example "t"\n\n[x] [^1]\n\n[^1]: note',
  ':tada: :+1: $x^2$ $`x`$ $$\nx\n$$',
  '```math\nx\n```\n```mermaid\ngraph TD\n```\n```suggestion\nx\n```',
  '- [x] task\n> [!WARNING]\n> alert\n# heading\n---\n1. one',
  '12. 1) + * - > # ===',
  '\u001b[2J\u001b]0;x\u0007\u009b31m\u0080 ANSI',
  '\u202egpj.exe\u2066 \u200b\u200f\u061c\u2028\u2029\u0085',
  'a\r\n\r\n::error::b\n::set-output name=x::y\n##[error]z ##vso[task.x]y',
  '%0A::error::x %25',
  '\ud800 \udfff \0',
  '&lt;b&gt; &#64;mira &commat;mira &#x40;mira',
  '*a* _b_ ~c~ **d** __e__ ~~f~~ <ins>g</ins>',
  '',
  ' ',
  '\n\n    indented @mira',
  '\t@mira',
  '/merge\n/assign @mira',
  'https://evil.example/?a=[](x)&b=|',
];

describe.each(Object.entries(renderers))('a comment, by %s:', (_, render) => {
  const layout = layoutOf(render(markdownOf(reportWith('plain words'))));

  test('has a layout', () => {
    expect(layout).toMatchObject({ h3: 1, h4: 5, details: 11, table: 5, li: 6, pre: 5 });
  });

  test.each(hostile)('%j stays in its place', (text) => {
    const markdown = markdownOf(reportWith(text));
    expectInert(markdown, render);
    expect(layoutOf(render(markdown))).toEqual(layout);
  });

  test('any text stays in its place', () => {
    const word = fc.constantFrom(...hostile, '`', '|', '\\', '\n', '<', '$', '\r', '\t', ':', '@');
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(word, { maxLength: 6 }).map((words) => words.join('')),
      fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
    );
    const check = (text: string): void => {
      const markdown = markdownOf(reportWith(text));
      expectInert(markdown, render);
      expect(layoutOf(render(markdown))).toEqual(layout);
    };
    fc.assert(fc.property(texts, check), { numRuns: 100 });
  });
});

describe('a comment has at most 60,000 bytes, and says what it leaves out:', () => {
  const long = [
    'x'.repeat(60_000),
    'ü😀'.repeat(30_000),
    '\u202e'.repeat(60_000),
    '`'.repeat(60_000),
    '|'.repeat(60_000),
    '@mira '.repeat(10_000),
    'a\n'.repeat(30_000),
  ];

  test.each(long)('texts of 60,000 characters (%#)', (text) => {
    const markdown = markdownOf(reportWith(text));
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(60_000);
    expect(markdown.startsWith(`${reviewMarker}\n`)).toBe(true);
    for (const render of Object.values(renderers)) expectInert(markdown, render);
  });

  test.each(['x', '\u202e'.repeat(300), '@mira | ` </details>'])('a thousand of %#', (text) => {
    const one = reportWith(text);
    const many = <Item>(items: readonly Item[], times = 1000): Item[] =>
      Array.from({ length: times }, () => items).flat();
    const packages = one.packages.map((report) => ({
      ...report,
      removed: many(report.removed),
      meta: many(report.meta),
      added: report.added.map((version) => ({
        ...version,
        difference: {
          ...version.difference,
          files: many(version.difference.files),
          fields: many(version.difference.fields),
          dependencies: many(version.difference.dependencies),
        },
      })),
    }));
    for (const report of [
      reportWith(text, { findings: many(one.findings), others: many(one.others) }),
      reportWith(text, { packages }),
      reportWith(text, { packages: many(one.packages) }),
    ]) {
      const markdown = markdownOf(report);
      expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(60_000);
      expect(markdown).toMatch(/^_(?:… and \d+ more|Left out, )/m);
      expect(markdown.match(/^<details>$/gm)?.length).toBe(
        markdown.match(/^<\/details>$/gm)?.length,
      );
      expectInert(markdown, renderers.micromark);
    }
  });
});

test.each(hostile)('in a terminal %j is one line, shown, not obeyed', (text) => {
  const lines = textOf(reportWith(text));
  for (const line of lines) {
    for (const part of line) {
      expect(typeof part === 'string' ? part : part.text).not.toMatch(obeyed);
      expect(typeof part === 'string' ? part : part.text).not.toContain('\n');
    }
  }
});

test.each(hostile)('as annotations %j is one command for each finding', (text) => {
  const commands = githubCommands(reportWith(text));
  expect(commands).toHaveLength(4);
  for (const command of commands) {
    expect(command).not.toMatch(obeyed);
    expect(command).not.toMatch(/[\r\n]/);
    // Properties cannot end the command's head, nor be others than ours.
    const [, name, properties = ''] = /^::(error|warning|notice) (.*?)::/.exec(command) ?? [];
    expect(name).toBeDefined();
    expect(properties.split(',').map((each) => each.split('=', 1)[0])).toEqual(['file', 'title']);
  }
});

test('an annotation says the file and line of the repository, not of a package', () => {
  const of = (facts: object): readonly string[] => {
    const path = 'packages/ui/meta.json';
    const findings = [finding('meta-invalid', { path, message: 'Not 100 % JSON.', ...facts })];
    return githubCommands(reportWith('', { findings }));
  };
  const title = 'title=meta.json%2C users%2C organisations and configuration';
  const advice = 'Mend the file; the README describes its fields.';
  expect(of({ line: 7 })).toEqual([
    `::error file=packages/ui/meta.json,line=7,${title}::Not 100 %25 JSON.%0A${advice}`,
  ]);
  expect(of({ file: 'a.js', line: 7 })).toEqual([
    `::error file=packages/ui/meta.json,${title}::a.js:7: Not 100 %25 JSON.%0A${advice}`,
  ]);
});

test.each(hostile)('as SARIF %j is a text', (text) => {
  const log = sarifOf(reportWith(text));
  expect(JSON.stringify(log)).not.toMatch(obeyed);
  const [{ results = [], tool } = { results: [], tool: undefined }] = log.runs;
  expect(results.map(({ level }) => level)).toEqual(['error', 'warning', 'warning', 'note']);
  for (const { ruleId, ruleIndex = -1, message, locations = [] } of results) {
    expect(tool?.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
    expect(message.text).not.toMatch(/\]\(/);
    const uri = locations[0]?.physicalLocation?.artifactLocation?.uri ?? '';
    expect(uri).toMatch(/^(?:[\w.!~*'()/-]|%[\dA-F]{2})*$/);
    expect(locations[0]?.physicalLocation?.region?.startLine).toBe(1);
  }
});
