import { describe, expect, test } from 'vitest';
import { hiddenText } from '../../../../src/review/checks/hidden-text.ts';
import { type AddedParts, addedVersion } from '../../../support/review.ts';

async function findingsOf(parts: AddedParts) {
  return hiddenText(await addedVersion(parts));
}

async function levelIn(file: string, text: string) {
  const [found] = await findingsOf({ files: { [file]: text } });
  return found?.level;
}

describe('for a person', () => {
  test.each([
    ['U+202E', 'if (role !== "user\u{202e} // admin") {}'],
    ['U+2066', '/* \u{2066}end */ return;'],
    ['U+3164', 'const { timeout, \u{3164} } = req.query;'],
    ['U+200D', 'const user\u{200d} = 1;'],
    ['U+200C', 'a\u{200c}b()'],
    ['U+E0069', 'const a = "\u{e0069}";'],
    ['U+E0123', 'eval(decode("\u{e0123}"))'],
    ['U+FE01', 'x("a\u{fe01}")'],
    ['U+FE01 and 1 more invisible character', 'x("⚙\u{fe00}\u{fe01}\u{fe02}")'],
    [
      'U+200B and 7 more invisible characters',
      `const text = "${'\u{200b}'.repeat(8)}";${' '.repeat(150)}`,
    ],
    ['U+200B and 7 more invisible characters', '\u{200b}a'.repeat(8)],
    ['code after 200 or more blanks', `let a;${' '.repeat(220)}eval(b);`],
  ])('%s', async (what, line) => {
    const found = await findingsOf({ files: { 'lib/a.js': `'use strict';\n${line}\n` } });
    expect(found).toMatchObject([
      { check: 'hidden-text', level: 'person', file: 'lib/a.js', line: 2 },
    ]);
    expect(found[0]?.message).toBe(`lib/a.js, line 2, holds ${what}.`);
  });

  test.each([
    'a.ts',
    'b.json',
    'c.sh',
    'd.yml',
    'e.html',
    'f.css',
    'bin/program',
    'README.md',
    'readme',
  ])('in %s', async (file) => {
    expect(await levelIn(file, 'a "\u{202e}b"')).toBe('person');
  });

  test('many lines are summed up', async () => {
    const found = await findingsOf({ files: { 'a.js': '\u{202e}\n'.repeat(13) } });
    expect(found).toHaveLength(11);
    expect(found.at(-1)).toMatchObject({
      level: 'person',
      message: '3 further lines hold what is not seen.',
    });
  });
});

describe('a stray character', () => {
  test.each(['\u{200b}', '\u{ad}', '\u{feff}', '\u{2060}'])(
    '%j is one warning in code',
    async (char) => {
      const found = await findingsOf({ files: { 'a.js': `// ok${char}.\n// yes${char}.\n` } });
      expect(found).toMatchObject([{ level: 'warning', line: 1 }]);
    },
  );

  test('is nothing in a README', async () => {
    expect(await levelIn('README.md', 'a\u{200b}b and c\u{200d}d')).toBeUndefined();
  });

  test('stays one where a long line holds many, far from each other', async () => {
    expect(await levelIn('a.js', '"\u{200b}", whitespace;'.repeat(20))).toBe('warning');
  });
});

describe('silent', () => {
  test.each([
    [
      'a family',
      'a.js',
      'x = "👨\u{200d}👩\u{200d}👧"; y = "🏳\u{fe0f}\u{200d}🌈"; z = "❤\u{fe0f}"',
    ],
    ['a skin', 'README.md', '🧑🏽\u{200d}💻'],
    [
      'the flag of Wales',
      'a.js',
      '"\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}"',
    ],
    ['Persian', 'fa.js', 'x = "می\u{200c}خواهم"'],
    ['Arabic with marks', 'ar.js', 'x = "\u{200f}د\u{200f}/\u{200f}م"'],
    ['Hebrew with an isolate, in data', 'he.json', '{"a": "\u{2067}שלום\u{2069}"}'],
    ['Hindi', 'hi.json', '{"a": "क्\u{200d}ष"}'],
    ['Khmer', 'km.json', '{"a": "ខ្មែរ\u{200b}ភាសា"}'],
    ['a Korean table', 'ko.json', '["ㅣ\u{3164}ㅥ"]'],
    ['an ideograph’s variant', 'ja.json', '["葛\u{e0100}"]'],
    ['escapes', 'a.js', String.raw`/[\u200b\u202e]/`],
    ['a BOM', 'a.js', '\u{feff}let a;'],
    ['blanks', 'a.js', `${' '.repeat(500)}let a;${' '.repeat(500)}`],
    ['other text', 'CHANGELOG.md', '\u{202e}'],
    ['a picture', 'a.png', '\u{202e}'],
  ])('on %s', async (_, file, text) => {
    expect(await levelIn(file, text)).toBeUndefined();
  });

  test('on lines that the file had before, wherever they stood', async () => {
    const line = 'const a\u{200d} = 1;';
    const previous = { files: { 'a.js': `${line}\n` } };
    expect(await findingsOf({ files: { 'a.js': `let b;\n${line}\n` }, previous })).toEqual([]);
    expect(await findingsOf({ files: { 'b.js': line }, previous })).toHaveLength(1);
  });
});

test('an isolate in code is for a person, whatever script stands beside it', async () => {
  expect(await levelIn('a.js', 'x = "\u{2067}שלום\u{2069}"')).toBe('person');
});
