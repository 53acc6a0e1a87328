import fc from 'fast-check';
import validate from 'validate-npm-package-name';
import { expect, test } from 'vitest';
import { packageNameOf } from '../../src/package-name.ts';

const part = fc.oneof(
  fc.stringMatching(/^[a-z0-9-]{1,8}$/),
  fc.constantFrom('node_modules', 'favicon.ico', 'Favicon.ico', 'http', '.x', '_x', 'X'),
  fc.string({ maxLength: 8 }),
);
const written = fc.oneof(
  part,
  fc.tuple(part, part).map(([scope, name]) => `@${scope}/${name}`),
  fc.array(part, { maxLength: 3 }).map((parts) => parts.join('/')),
);

test('a name is one that npm accepts, now or for old packages', () => {
  fc.assert(
    fc.property(written, (text) => {
      const isValid = validate(text).validForOldPackages;
      expect(packageNameOf(text)).toBe(isValid ? text : undefined);
    }),
    { numRuns: 3000 },
  );
});

test('a name has at most 214 characters', () => {
  expect(packageNameOf('x'.repeat(214))).toBeDefined();
  expect(packageNameOf('x'.repeat(215))).toBeUndefined();
});
