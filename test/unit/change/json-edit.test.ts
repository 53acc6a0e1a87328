import { describe, expect, it } from 'vitest';
import { editJson, withKey } from '../../../src/change/json-edit.ts';

function edited(text: string | undefined, key = 'b', value: unknown = 2): string | undefined {
  const bytes = text === undefined ? undefined : new TextEncoder().encode(text);
  const result = editJson(bytes, (object) => withKey(object, key, value));
  return result && new TextDecoder('utf-8', { ignoreBOM: true }).decode(result);
}

describe('an edited JSON file', () => {
  it('begins empty where there is none', () => {
    expect(edited(undefined)).toBe('{\n  "b": 2\n}\n');
  });

  it.each(['    ', '\t', '  '])('keeps its indentation %j', (indent) => {
    expect(edited(`{\n${indent}"a": 1\n}\n`)).toBe(`{\n${indent}"a": 1,\n${indent}"b": 2\n}\n`);
  });

  it('keeps its line ends', () => {
    expect(edited('{\r\n  "a": 1\r\n}\r\n')).toBe('{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n');
  });

  it('keeps the place of a key that it replaces', () => {
    expect(edited('{\n  "b": 1,\n  "a": 1\n}\n')).toBe('{\n  "b": 2,\n  "a": 1\n}\n');
  });

  it('keeps __proto__ as the key that it is', () => {
    expect(edited('{"__proto__": {"x": 1}}')).toContain('"__proto__"');
    expect(edited(undefined, '__proto__', { polluted: true })).toContain('"__proto__"');
    expect('polluted' in {}).toBe(false);
  });

  it.each(['[]', '1', '{', ''])('is not made of %j', (text) => {
    expect(edited(text)).toBeUndefined();
  });
});
