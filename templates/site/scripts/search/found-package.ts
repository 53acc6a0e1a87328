// A row of a search node as the scripts use it.
import type { QualifiedPackage } from '../../../../src/search/qualifiers.ts';
import type { PackageFacts } from '../package/facts/facts-node.ts';
import type { WordedPackage } from '../../../../src/search/word-search.ts';

export interface FoundPackage extends QualifiedPackage, WordedPackage {
  readonly name: QualifiedPackage['name'];
  readonly keywords: readonly string[];
  /** `YYYY-MM-DD`, when `latest` was published. */
  readonly date: string;
  readonly licence: string;
  /** About how many packages of the registry depend on it. */
  readonly dependents: number;
  readonly hasTypes: boolean;
  readonly isEsm: boolean;
  readonly isCommonJs: boolean;
  readonly hasBin: boolean;
  readonly hasInstallScript: boolean;
}

/** `[name, version, description, keywords, date, publisher, maintainers, licence, dependents, flags]` */
export type SearchNodeRow = readonly [
  name: QualifiedPackage['name'],
  version: string,
  description: string,
  keywords: readonly string[],
  date: string,
  publisher: string,
  maintainers: readonly string[],
  licence: string,
  dependents: number,
  flags: string,
];

/** Flags: d deprecated, t has types, e ESM, c CommonJS, b has a bin, i runs a script when it is installed. */
export function foundPackageOf(row: SearchNodeRow): FoundPackage {
  const [name, latest, description, keywords, date, by, maintainers, licence, dependents, flags] =
    row;
  const publisher = { name: by };
  return {
    name,
    latest,
    description,
    keywords,
    date,
    publisher,
    // A row has no author of its own: whoever published it stands for one.
    author: publisher,
    maintainers: maintainers.map((maintainer) => ({ name: maintainer })),
    licence,
    dependents,
    deprecated: flags.includes('d'),
    hasTypes: flags.includes('t'),
    isEsm: flags.includes('e'),
    isCommonJs: flags.includes('c'),
    hasBin: flags.includes('b'),
    hasInstallScript: flags.includes('i'),
  };
}

/** What the facts say of a package: as much as its row, but for what is of words. */
export function foundPackageOfFacts(facts: PackageFacts): FoundPackage {
  const flags = facts.isDeprecated ? 'd' : '';
  // The registry's own, as its build wrote it.
  const name = facts.name as QualifiedPackage['name'];
  return foundPackageOf([name, facts.latest, '', [], '', '', [], '', facts.dependents, flags]);
}
