// A shard as it was loaded: unknown JSON until it passed here.
import { countOf, isRecord, textEntries } from '../record.ts';

/** What the registry says of a package's latest version. */
export interface PackageFacts {
  readonly name: string;
  readonly latest: string;
  /** In bytes; 0 where it is not known. */
  readonly size: number;
  /** Ranges by name: `dependencies` and `optionalDependencies`. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** Packages of this registry whose latest version depends on it: see `roundedCount`. */
  readonly dependents: number;
  readonly isDeprecated: boolean;
}

export interface FactsNode {
  readonly facts: ReadonlyMap<string, PackageFacts>;
  /** Digits that lead on; empty in a leaf. */
  readonly next: string;
}

export function parseFactsNode(value: unknown): FactsNode {
  if (!isRecord(value)) return { facts: new Map(), next: '' };
  const rows: readonly unknown[] = Array.isArray(value['rows']) ? value['rows'] : [];
  const facts = rows.flatMap((row) => parseRow(row) ?? []);
  return {
    facts: new Map(facts.map((entry) => [entry.name, entry])),
    next: typeof value['next'] === 'string' ? value['next'] : '',
  };
}

function parseRow(row: unknown): PackageFacts | undefined {
  if (!Array.isArray(row)) return undefined;
  const [name, latest, size, dependencies, dependents, deprecated] = row as readonly unknown[];
  if (typeof name !== 'string' || typeof latest !== 'string') return undefined;
  return {
    name,
    latest,
    size: countOf(size) ?? 0,
    dependencies: textEntries(dependencies),
    dependents: countOf(dependents) ?? 0,
    isDeprecated: deprecated === 1,
  };
}
