import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { editJson, withKey, withObject, withoutKeys } from '../../../src/change/json-edit.ts';
import type { JsonObject } from '../../../src/json.ts';

const keepBom = new TextDecoder('utf-8', { ignoreBOM: true });

function editedBy(
  text: string | undefined,
  edit: (object: JsonObject) => JsonObject,
): string | undefined {
  const result = editJson(text === undefined ? undefined : new TextEncoder().encode(text), edit);
  return result && keepBom.decode(result);
}

function edited(text: string | undefined, key = 'b', value: unknown = 2): string | undefined {
  return editedBy(text, (object) => withKey(object, key, value));
}

describe('an edited JSON file', () => {
  it('begins empty where there is none', () => {
    expect(edited(undefined)).toBe('{\n  "b": 2\n}\n');
    expect(edited(undefined, 'b', { c: ['d'], e: {} })).toBe(
      '{\n  "b": {\n    "c": [\n      "d"\n    ],\n    "e": {}\n  }\n}\n',
    );
  });

  it.each(['    ', '\t', '  '])('keeps its indentation %j', (indent) => {
    expect(edited(`{\n${indent}"a": 1\n}\n`)).toBe(`{\n${indent}"a": 1,\n${indent}"b": 2\n}\n`);
    expect(edited(`{\n${indent}"a": 1\n}\n`, 'b', { c: 1 })).toBe(
      `{\n${indent}"a": 1,\n${indent}"b": {\n${indent}${indent}"c": 1\n${indent}}\n}\n`,
    );
  });

  it('keeps its line ends', () => {
    expect(edited('{\r\n  "a": 1\r\n}\r\n')).toBe('{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n');
    expect(edited('{}\r\n')).toBe('{\r\n  "b": 2\r\n}\r\n');
  });

  it('keeps the place of a key that it replaces', () => {
    expect(edited('{\n  "b": 1,\n  "a": 1\n}\n')).toBe('{\n  "b": 2,\n  "a": 1\n}\n');
  });

  it('keeps a BOM, and the end of the file as it is', () => {
    expect(edited('\uFEFF{\n  "a": 1\n}')).toBe('\uFEFF{\n  "a": 1,\n  "b": 2\n}');
    expect(edited('\n{\n  "a": 1\n}\n\n')).toBe('\n{\n  "a": 1,\n  "b": 2\n}\n\n');
  });

  it.each([
    ['{"a":1}', '{"a":1,"b":2}'],
    ['{"a": 1}', '{"a": 1, "b": 2}'],
    ['{ "a": 1, "c": [1, 2] }', '{ "a": 1, "c": [1, 2], "b": 2 }'],
    ['{ "a" : 1 }', '{ "a" : 1, "b" : 2 }'],
  ])('stays on one line: %s', (before, after) => {
    expect(edited(before)).toBe(after);
  });

  it('leaves alone what it does not touch, on however many lines that is', () => {
    const file = (end: string): string =>
      `{\n  "list": ["x",   "y"],\n\n  "text": "\\u00e9",\n  "number": 1.50e3,\n  "o": {"p": {}}${end}\n}\n`;
    expect(edited(file(''))).toBe(file(',\n  "b": 2'));
    expect(edited(file(',\n  "b": {"c": 1}'), 'b', { c: 1, d: 2 })).toBe(
      file(',\n  "b": {"c": 1, "d": 2}'),
    );
  });

  it('lays a list out as it was', () => {
    expect(edited('{\n  "b": ["x", "y"]\n}\n', 'b', ['y', 'z'])).toBe('{\n  "b": ["y", "z"]\n}\n');
    expect(edited('{\n  "b": [\n    "x"\n  ]\n}\n', 'b', ['x', 'y'])).toBe(
      '{\n  "b": [\n    "x",\n    "y"\n  ]\n}\n',
    );
    expect(edited('{"b": ["x"]}', 'b', [])).toBe('{"b": []}');
  });

  it('loses no more than the keys that are taken out', () => {
    const without = (text: string): string | undefined =>
      editedBy(text, (object) => withoutKeys(object, 'b'));
    expect(without('{\n  "a": 1,\n  "b": 2,\n  "c": [3]\n}\n')).toBe(
      '{\n  "a": 1,\n  "c": [3]\n}\n',
    );
    expect(without('{\n  "b": 2,\n  "c": 3\n}\n')).toBe('{\n  "c": 3\n}\n');
    expect(without('{\n  "a": 1,\n  "b": 2\n}\n')).toBe('{\n  "a": 1\n}\n');
    expect(without('{\n  "b": 2\n}\n')).toBe('{}\n');
  });

  it('keeps __proto__ as the key that it is', () => {
    expect(edited('{"__proto__": {"x": 1}}')).toBe('{"__proto__": {"x": 1}, "b": 2}');
    expect(edited(undefined, '__proto__', { polluted: true })).toContain('"__proto__"');
    expect('polluted' in {}).toBe(false);
  });

  it.each(['[]', '1', '{', ''])('is not made of %j', (text) => {
    expect(edited(text)).toBeUndefined();
  });
});

test('an object in it begins empty where there is none', () => {
  expect(withObject({ a: 1 }, 'b', (inner) => withKey(inner, 'c', 2))).toEqual({
    a: 1,
    b: { c: 2 },
  });
});

test('whatever replaces whatever, in any layout, the text says just that', () => {
  const objects = fc.dictionary(fc.oneof(fc.constant('__proto__'), fc.string()), fc.jsonValue());
  const layouts = fc.constantFrom(undefined, 2, '\t');
  fc.assert(
    fc.property(objects, objects, layouts, (before, after, indent) => {
      const value = JSON.parse(JSON.stringify(after)) as JsonObject;
      const text = editedBy(JSON.stringify(before, undefined, indent), () => value) ?? '';
      expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(value));
    }),
  );
});
