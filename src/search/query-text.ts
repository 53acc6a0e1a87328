import type { PackageTest, QualifierReader } from './qualifiers.ts';

/** What somebody looks for, taken apart. */
export interface QueryText<Row, Facts> {
  /** What is to be found in names, keywords and descriptions; empty where only qualifiers are given. */
  readonly words: string;
  readonly tests: readonly PackageTest<Row, Facts>[];
  /** Whether a package whose name is `words` comes first. */
  readonly boostExact: boolean;
}

/** `pad scope:acme boost-exact:false`: words and qualifiers in any order. */
export function readQueryText<Row, Facts>(
  text: string,
  qualifierOf: QualifierReader<Row, Facts>,
): QueryText<Row, Facts> {
  const rest: string[] = [];
  const tests: PackageTest<Row, Facts>[] = [];
  let boostExact = true;
  for (const part of text.split(/\s+/)) {
    const boost = /^boost-exact:(true|false)$/.exec(part)?.[1];
    if (boost !== undefined) {
      boostExact = boost === 'true';
      continue;
    }
    const test = qualifierOf(part);
    if (test !== undefined) tests.push(test);
    else if (part !== '') rest.push(part);
  }
  return { words: rest.join(' '), tests, boostExact };
}
