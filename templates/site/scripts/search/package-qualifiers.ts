// npm's qualifiers, and those that the rows of the website can answer besides them.
import {
  anyOf,
  createQualifiers,
  negated,
  type PackageTest,
  type QualifierReader,
} from '../../../../src/search/qualifiers.ts';
import type { FoundPackage } from './found-package.ts';

export type FoundTest = PackageTest<FoundPackage, undefined>;

const parts: ReadonlyMap<string, FoundTest> = new Map<string, FoundTest>([
  ['bin', ({ hasBin }) => hasBin],
  ['install-script', ({ hasInstallScript }) => hasInstallScript],
  ['types', ({ hasTypes }) => hasTypes],
]);

/** `has:types`, `no:install-script`, `is:esm`, `license:mit`; no `is:insecure`, of which rows say nothing. */
export const qualifierOf: QualifierReader<FoundPackage, undefined> = createQualifiers({
  states: new Map<string, FoundTest>([
    ['commonjs', ({ isCommonJs }) => isCommonJs],
    ['esm', ({ isEsm }) => isEsm],
  ]),
  keys: new Map<string, (value: string) => FoundTest | undefined>([
    ['has', (value) => anyOf(parts, value)],
    ['no', (value) => negated(anyOf(parts, value))],
    ['license', licenceTest],
  ]),
});

/** The whole expression, or one licence of it. */
function licenceTest(value: string): FoundTest {
  return ({ licence }) => {
    const given = licence.toLowerCase();
    return given === value || given.split(/[\s()]+/).includes(value);
  };
}
