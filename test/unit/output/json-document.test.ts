import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { joinObjects, jsonText } from '../../../src/json-text.ts';
import { jsonFile } from '../../../src/output/json-document.ts';
import { json } from '../../support/model.ts';

const document = {
  url: '/-/ping',
  kind: 'registry',
  owner: undefined,
  date: new Date('2024-01-01T00:00:00Z'),
} as const;

describe('jsonText', () => {
  it('replaces half a surrogate pair, in keys and values, and nothing else', () => {
    const text =
      '{"\\ud800":"a\\udfffb","whole":"\u{1F600}","backslash":"\\\\ud800","quote":"\\""}';
    expect(jsonText(json(text))).toBe(
      '{"\uFFFD":"a\uFFFDb","whole":"\u{1F600}","backslash":"\\\\ud800","quote":"\\""}',
    );
  });

  it('keeps __proto__ as a key', () => {
    const text = '{"__proto__":{"a":1},"constructor":2}';
    expect(jsonText(json(text))).toBe(text);
  });

  it('says the same as JSON.stringify of well-formed text', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(jsonText({ value })).toBe(JSON.stringify({ value }));
      }),
    );
  });
});

test.each([
  ['{}', '{}', '{}'],
  ['{"a":1}', '{}', '{"a":1}'],
  ['{}', '{"b":2}', '{"b":2}'],
  ['{"a":1}', '{"b":{}}', '{"a":1,"b":{}}'],
])('%s and %s together are %s', (a, b, both) => {
  expect(joinObjects(a, b)).toBe(both);
});

describe('jsonFile', () => {
  it('names its bytes by their SHA-256', () => {
    const file = jsonFile(document, {});
    expect(file).toEqual({
      ...document,
      body: new TextEncoder().encode('{}'),
      digest: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      size: 2,
      contentType: 'application/json',
      cache: 'revalidate',
    });
  });

  it('counts bytes, not characters', () => {
    expect(jsonFile(document, { a: 'é' }).size).toBe(10);
  });
});
