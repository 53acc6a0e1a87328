import { expect, test } from 'vitest';
import { repeatedKeyOf } from '../../src/repeated-key.ts';

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"b":[{"c":{"d":1,"e":{},"d":2}}]}', 'd'],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ['{"a":{"a":["a","a",{"a":1}]},"b":"a"}', undefined],
  ['[{"a":1},{"a":1}]', undefined],
  ['"a"', undefined],
])('in %s the key that is there twice is %s', (json, key) => {
  expect(repeatedKeyOf(json)).toBe(key);
});

test('depth costs nothing', () => {
  const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
  expect(repeatedKeyOf(`{"a":${deep},"b":1,"b":2}`)).toBe('b');
});
