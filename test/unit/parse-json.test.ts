import { expect, test } from 'vitest';
import { type JsonRules, parseJson } from '../../src/parse-json.ts';

const parse = (text: string, rules?: JsonRules): unknown => parseJson(Buffer.from(text), rules);
const fault = { fault: expect.any(String) as string };

test('JSON in UTF-8 is its value, with or without a BOM', () => {
  expect(parse('{"a":["é"]}')).toEqual({ value: { a: ['é'] } });
  expect(parse('\uFEFF null ')).toEqual({ value: null });
  expect(parse('\uFEFF\uFEFFnull')).toEqual(fault);
});

test.each(['', '{', '{"a":1,}', 'nowhere'])('%j is not JSON', (text) => {
  expect(parse(text)).toEqual(fault);
});

test('bytes that are not UTF-8 are refused, not replaced', () => {
  expect(parseJson(Buffer.from('"caf\xe9"', 'latin1'))).toEqual(fault);
  expect(parseJson(Buffer.from('\uFEFF"a"', 'utf16le'))).toEqual(fault);
});

test('a key that an object has twice is refused where people write the file', () => {
  const twice = '{"a":1,"b":{"a":2,"\\u0061":3}}';
  expect(parse(twice)).toEqual({ value: { a: 1, b: { a: 3 } } });
  expect(parse(twice, { uniqueKeys: true })).toEqual({
    fault: expect.stringContaining('"a"') as string,
  });
  expect(parse('{"a":{"b":1},"b":1}', { uniqueKeys: true })).toHaveProperty('value');
});

test('a limit to the depth is kept before anything is parsed', () => {
  const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  expect(parse(nested(5), { maxDepth: 5 })).toEqual({ value: [[[[[]]]]] });
  expect(parse(nested(6), { maxDepth: 5 })).toEqual(fault);
  expect(parse(nested(6))).toHaveProperty('value');
});

test('a limit to the number of values is kept before anything is parsed', () => {
  const list = (count: number): string => `[${'{},'.repeat(count - 1)}{}]`;
  expect(parse(list(5), { maxValues: 20 })).toHaveProperty('value');
  expect(parse(list(20), { maxValues: 20 })).toEqual(fault);
  expect(parse(list(20))).toHaveProperty('value');
  const marks = JSON.stringify(`${'[{,'.repeat(100)}\\"`);
  expect(parse(marks, { maxValues: 20 })).toHaveProperty('value');
});
