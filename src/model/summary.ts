// The little of a package that documents spanning packages are made from: memory follows it, not the packages.
import type { PackageName } from '../package-name.ts';
import type { Version } from '../version.ts';
import type { Package, Person } from './package.ts';

export interface PackageSummary {
  readonly name: PackageName;
  /** The version `latest` points at. */
  readonly latest: Version;
  readonly description: string;
  readonly keywords: readonly string[];
  /** When `latest` landed. */
  readonly date: string;
  readonly modified: string;
  readonly publisher: Person;
  readonly maintainers: readonly Person[];
  readonly access: Package['access'];
  readonly versionCount: number;
}
