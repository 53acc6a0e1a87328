// What strangers wrote does nothing but stand there.
import { describe, expect, test } from 'vitest';
import { pullRequestText } from '../../../src/forge/pull-request-text.ts';

const textOf = (text: string): string =>
  pullRequestText({
    verb: 'Publish',
    subject: '@acme/ui@2.0.0',
    facts: [['description', text]],
    texts: [{ heading: 'Scripts', text }],
  }).body;

/** Markdown without its code: what a forge acts on. */
function outsideCode(body: string): string {
  const blocks = /^(`{3,})text\n[^]*?\n\1$/gm;
  return body.replace(blocks, 'CODE').replace(/`[^`\n]*`/g, 'CODE');
}

test('a title of one line, facts, and texts below headings', () => {
  const text = pullRequestText({
    verb: 'Publish',
    subject: '@acme/ui@2.0.0',
    facts: [
      ['published by', 'mira'],
      ['integrity', 'sha512-abc=='],
    ],
    texts: [{ heading: 'Scripts', text: 'build: tsc\npostinstall: node x.js' }],
  });
  expect(text).toEqual({
    title: 'Publish `@acme/ui@2.0.0`',
    body: [
      'Publish `@acme/ui@2.0.0`.',
      '',
      '- published by: `mira`',
      '- integrity: `sha512-abc==`',
      '',
      '### Scripts',
      '',
      '```text',
      'build: tsc',
      'postinstall: node x.js',
      '```',
      '',
    ].join('\n'),
  });
});

describe('never leaves its code:', () => {
  test.each([
    '@mira please merge',
    '<img src=x onerror=alert(1)> <!-- -->',
    '` @mira `',
    '```\n@mira\n```',
    '``````\n@mira',
    'a\n```text\nb\n```\n<b>@mira</b>',
    '~~~\n@mira',
    '[click](javascript:alert(1)) ![](https://evil.example/pixel)',
    '\\`@mira\\`',
    '# heading\n- [x] task\n| a | b |',
  ])('%j', (text) => {
    const markup = outsideCode(textOf(text));
    expect(markup).toBe('Publish CODE.\n\n- description: CODE\n\n### Scripts\n\nCODE\n');
  });
});

describe('is not found by what reads no Markdown:', () => {
  test.each([
    ['Fixes #1', 'Fixes \\u{23}1'],
    ['closes acme/ui#12', 'closes acme/ui\\u{23}12'],
    ['Fix GH-3', 'Fix GH\\u{2d}3'],
    ['resolves https://github.com/a/b/issues/4', 'resolves https://github.com/a/b/issues\\u{2f}4'],
    ['Closes: JIRA-5', 'Closes: JIRA\\u{2d}5'],
    ['Implements issue ABC-5', 'Implements issue ABC\\u{2d}5'],
    ['/merge', '\\u{2f}merge'],
    ['  /assign @mira', '  \\u{2f}assign @mira'],
    ['a\\nb', 'a\\u{5c}nb'],
    ['\u001b[2J', '\\u{1b}[2J'],
    ['\u202egpj.exe', '\\u{202e}gpj.exe'],
    ['::error::x', '\\u{3a}:error::x'],
  ])('%j', (text, shown) => {
    const body = textOf(text);
    expect(body).toContain(`- description: \`${shown}\``);
    expect(body).toContain(`\n${shown}\n`);
  });

  test('but the rest is as it was', () => {
    const text = 'fixes the colour #fff; SHA-512, UTF-8, a/b, C# and c:\\temp';
    expect(textOf(text)).toContain(`\n${text}\n`);
  });
});

test('a name cannot break out of the title, nor be too long for one', () => {
  const subject = `ui\`\n@mira\u0007${'x'.repeat(500)}`;
  const { title } = pullRequestText({ verb: 'Publish', subject, facts: [], texts: [] });
  expect(title).toMatch(/^Publish `ui\\u\{60\}\\u\{a\}@mira\\u\{7\}x+…`$/);
  expect(title.length).toBeLessThan(256);
});

test('what does not fit is said to be left out, and all of it stays below the limits of forges', () => {
  const texts = ['a', 'b', 'c', 'd', 'e'].map((heading) => ({
    heading,
    text: 'ü'.repeat(100_000),
  }));
  const hostile = { heading: 'f', text: '\u202e'.repeat(100_000) };
  const { body } = pullRequestText({
    verb: 'Publish',
    subject: 'ui@1.0.0',
    facts: Array.from({ length: 20 }, () => ['files', '\u202e'.repeat(5000)] as const),
    texts: [hostile, ...texts],
  });
  expect(Buffer.byteLength(body)).toBeLessThan(65_000);
  expect(body).toMatch(/_\d more did not fit; look at the commit\._/);
});
