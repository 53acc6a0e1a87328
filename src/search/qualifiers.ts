// npm's search qualifiers: https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md, and those of npm's website.
import type { Person } from '../model/package.ts';
import { type PackageName, scopeOf } from '../package-name.ts';

/** What the qualifiers look at. */
export interface QualifiedPackage {
  readonly name: PackageName;
  /** The version `latest` points at. */
  readonly latest: string;
  readonly keywords: readonly string[];
  readonly author: Person | undefined;
  readonly publisher: Person;
  readonly maintainers: readonly Person[];
  /** Whether `latest` is. */
  readonly deprecated: boolean;
}

/** `facts` are what a package alone does not say. */
export type PackageTest<Row, Facts> = (row: Row, facts: Facts) => boolean;

/** What `author:mira` asks of a package; `undefined` for a word, and so for a qualifier that is not known. */
export type QualifierReader<Row, Facts> = (part: string) => PackageTest<Row, Facts> | undefined;

type Tests<Row, Facts> = ReadonlyMap<string, PackageTest<Row, Facts>>;

export interface MoreQualifiers<Row, Facts> {
  /** What else `is:` and `not:` speak of. */
  readonly states?: Tests<Row, Facts>;
  /** By what stands before the colon; the value is in lower case. */
  readonly keys?: ReadonlyMap<string, (value: string) => PackageTest<Row, Facts> | undefined>;
}

const commonStates: Tests<QualifiedPackage, unknown> = new Map<
  string,
  PackageTest<QualifiedPackage, unknown>
>([
  ['deprecated', ({ deprecated }) => deprecated],
  // Below 1.0.0, as npm has it.
  ['unstable', ({ latest }) => latest.startsWith('0.') || latest.startsWith('1.0.0-')],
]);

type Common = (value: string) => PackageTest<QualifiedPackage, unknown> | undefined;

const commonKeys: ReadonlyMap<string, Common> = new Map<string, Common>([
  ['author', (value) => (row) => isNamed(row.author, value)],
  ['keywords', keywordsTest],
  ['maintainer', (value) => (row) => row.maintainers.some((one) => isNamed(one, value))],
  ['publisher', (value) => (row) => isNamed(row.publisher, value)],
  ['scope', scopeTest],
]);

/** Reads npm's qualifiers, and those that only these packages can answer. */
export function createQualifiers<Row extends QualifiedPackage, Facts>(
  more: MoreQualifiers<Row, Facts>,
): QualifierReader<Row, Facts> {
  const states: Tests<Row, Facts> = new Map([...commonStates, ...(more.states ?? [])]);
  const keys = new Map([
    ...commonKeys,
    ['is', (value: string) => anyOf(states, value)] as const,
    ['not', (value: string) => negated(anyOf(states, value))] as const,
    ...(more.keys ?? []),
  ]);
  return (part) => {
    const [, key = '', value = ''] = /^([a-z]+):(.+)$/.exec(part) ?? [];
    return keys.get(key)?.(value.toLowerCase());
  };
}

/** `unstable,deprecated`: either. `undefined` when one of them is not known. */
export function anyOf<Row, Facts>(
  tests: Tests<Row, Facts>,
  value: string,
): PackageTest<Row, Facts> | undefined {
  const asked = value.split(',').map((state) => tests.get(state));
  const known = asked.filter((test) => test !== undefined);
  if (known.length < asked.length) return undefined;
  return (row, facts) => known.some((test) => test(row, facts));
}

export function negated<Row, Facts>(
  test: PackageTest<Row, Facts> | undefined,
): PackageTest<Row, Facts> | undefined {
  return test && ((row, facts) => !test(row, facts));
}

/** `keywords:a,b+c,-d`: a, or both b and c, but never d. */
function keywordsTest(value: string): PackageTest<QualifiedPackage, unknown> | undefined {
  const groups = value.split(',').map((group) => ({
    isUnwanted: group.startsWith('-'),
    keywords: group.replace(/^-/, '').split('+').filter(Boolean),
  }));
  const real = groups.filter(({ keywords }) => keywords.length > 0);
  const wanted = real.filter(({ isUnwanted }) => !isUnwanted);
  const unwanted = real.filter(({ isUnwanted }) => isUnwanted);
  if (real.length === 0) return undefined;
  return (row) => {
    const given = new Set(row.keywords.map((keyword) => keyword.toLowerCase()));
    const hasAll = ({ keywords }: (typeof groups)[number]): boolean =>
      keywords.every((keyword) => given.has(keyword));
    return (wanted.length === 0 || wanted.some(hasAll)) && !unwanted.some(hasAll);
  };
}

/** With or without its `@`. */
function scopeTest(value: string): PackageTest<QualifiedPackage, unknown> {
  const scope = value.replace(/^@/, '');
  return ({ name }) => scopeOf(name)?.toLowerCase() === scope;
}

/** By the whole name, a word of it (a qualifier has no blanks, and names of people do), or the address. */
function isNamed(person: Person | undefined, value: string): boolean {
  const name = person?.name.toLowerCase();
  if (name === undefined) return false;
  return (
    name === value || name.split(/\s+/).includes(value) || person?.email?.toLowerCase() === value
  );
}
