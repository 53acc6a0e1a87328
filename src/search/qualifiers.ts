// npm's search qualifiers: https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md, and those of npm's website.
import type { Person } from '../model/package.ts';
import type { SearchRow } from './search-row.ts';
import { scopeOf } from '../package-name.ts';

/** What a summary alone does not say. */
export interface SearchFacts {
  /** Whether an advisory of this registry affects the version that `latest` points at. */
  isInsecure(summary: SearchRow): boolean;
}

export type PackageTest = (summary: SearchRow, facts: SearchFacts) => boolean;

const states: ReadonlyMap<string, PackageTest> = new Map<string, PackageTest>([
  ['deprecated', ({ deprecated }) => deprecated],
  ['insecure', (summary, facts) => facts.isInsecure(summary)],
  // Below 1.0.0, as npm has it.
  ['unstable', ({ latest }) => latest.startsWith('0.') || latest.startsWith('1.0.0-')],
]);

const qualifiers: ReadonlyMap<string, (value: string) => PackageTest | undefined> = new Map<
  string,
  (value: string) => PackageTest | undefined
>([
  ['author', (value) => (summary) => isNamed(summary.author, value)],
  ['is', stateTest],
  ['keywords', keywordsTest],
  ['maintainer', (value) => (summary) => summary.maintainers.some((one) => isNamed(one, value))],
  ['not', notTest],
  ['publisher', (value) => (summary) => isNamed(summary.publisher, value)],
  ['scope', scopeTest],
]);

/** What `author:mira` asks of a package; `undefined` for a word, and so for a qualifier that npm does not know. */
export function qualifierOf(part: string): PackageTest | undefined {
  const [, key = '', value = ''] = /^([a-z]+):(.+)$/.exec(part) ?? [];
  return qualifiers.get(key)?.(value.toLowerCase());
}

/** `is:unstable,deprecated`: either. */
function stateTest(value: string): PackageTest | undefined {
  const tests = value.split(',').map((state) => states.get(state));
  const known = tests.filter((test) => test !== undefined);
  if (known.length < tests.length) return undefined;
  return (summary, facts) => known.some((test) => test(summary, facts));
}

function notTest(value: string): PackageTest | undefined {
  const test = stateTest(value);
  return test && ((summary, facts) => !test(summary, facts));
}

/** `keywords:a,b+c,-d`: a, or both b and c, but never d. */
function keywordsTest(value: string): PackageTest | undefined {
  const groups = value.split(',').map((group) => ({
    isUnwanted: group.startsWith('-'),
    keywords: group.replace(/^-/, '').split('+').filter(Boolean),
  }));
  const real = groups.filter(({ keywords }) => keywords.length > 0);
  const wanted = real.filter(({ isUnwanted }) => !isUnwanted);
  const unwanted = real.filter(({ isUnwanted }) => isUnwanted);
  if (real.length === 0) return undefined;
  return (summary) => {
    const given = new Set(summary.keywords.map((keyword) => keyword.toLowerCase()));
    const hasAll = ({ keywords }: (typeof groups)[number]): boolean =>
      keywords.every((keyword) => given.has(keyword));
    return (wanted.length === 0 || wanted.some(hasAll)) && !unwanted.some(hasAll);
  };
}

/** With or without its `@`. */
function scopeTest(value: string): PackageTest {
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
