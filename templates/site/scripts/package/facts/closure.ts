// What an install of a version brings along, as far as this registry has it.
import { acceptsLatest, highestOf, parseWanted, type Wanted } from './dependency-range.ts';
import type { PackageFacts } from './facts-node.ts';

/** A version, as its manifest or the facts describe it. */
export interface InstalledVersion {
  readonly name: string;
  readonly version: string;
  /** In bytes; 0 where it is not known. */
  readonly size: number;
  readonly dependencies: ReadonlyMap<string, string>;
}

export interface ClosureNode extends InstalledVersion {
  /** Ids, `name@version`, of what it depends on inside this registry. */
  readonly edges: readonly string[];
}

export interface Closure {
  /** By id, the root first, then by distance from it. */
  readonly nodes: ReadonlyMap<string, ClosureNode>;
  /** Names that are depended on and that this registry does not have. */
  readonly outside: ReadonlySet<string>;
  /** In bytes, of each version once. */
  readonly size: number;
  /** Whether there is more than was looked at. */
  readonly isCut: boolean;
}

export interface ClosureSource {
  factsOf(name: string): Promise<PackageFacts | undefined>;
  /** Of a package that the facts know. */
  versionsOf(name: string): Promise<readonly InstalledVersion[]>;
  /** Whether no more may be asked for. */
  isSpent(): boolean;
}

/** Versions that are looked at. */
const mostVersions = 500;

export function idOf({
  name,
  version,
}: {
  readonly name: string;
  readonly version: string;
}): string {
  return `${name}@${version}`;
}

/** Breadth first; a version is counted once, however many depend on it. */
export async function closureOf(root: InstalledVersion, source: ClosureSource): Promise<Closure> {
  const nodes = new Map<string, ClosureNode>([[idOf(root), { ...root, edges: [] }]]);
  const outside = new Set<string>();
  let isCut = false;
  let level: readonly InstalledVersion[] = [root];
  while (level.length > 0) {
    const next: InstalledVersion[] = [];
    const answers = await Promise.all(level.map((node) => dependenciesOf(node, source)));
    for (const [index, node] of level.entries()) {
      const edges: string[] = [];
      for (const { found, missing } of answers[index] ?? []) {
        if (missing === 'outside') outside.add(found);
        else if (missing === 'unasked') isCut = true;
        else {
          const id = idOf(found);
          edges.push(id);
          if (nodes.has(id)) continue;
          if (nodes.size >= mostVersions) {
            edges.pop();
            isCut = true;
            continue;
          }
          nodes.set(id, { ...found, edges: [] });
          next.push(found);
        }
      }
      nodes.set(idOf(node), { ...node, edges });
    }
    level = next;
  }
  let size = 0;
  for (const node of nodes.values()) size += node.size;
  return { nodes, outside, size, isCut };
}

type Dependency =
  | { readonly found: InstalledVersion; readonly missing?: undefined }
  | { readonly found: string; readonly missing: 'outside' }
  | { readonly found: string; readonly missing: 'unasked' };

async function dependenciesOf(
  { dependencies }: InstalledVersion,
  source: ClosureSource,
): Promise<readonly Dependency[]> {
  return await Promise.all(
    [...dependencies].map(async ([name, spec]): Promise<Dependency> => {
      const wanted = parseWanted(name, spec);
      // What comes from a git repository or an address is not of this registry.
      if (wanted === undefined) return { found: name, missing: 'outside' };
      if (source.isSpent()) return { found: wanted.name, missing: 'unasked' };
      return await resolve(wanted, source);
    }),
  );
}

async function resolve({ name, range }: Wanted, source: ClosureSource): Promise<Dependency> {
  const facts = await source.factsOf(name);
  if (facts === undefined) return { found: name, missing: 'outside' };
  if (acceptsLatest(range, facts.latest)) {
    const { latest, size, dependencies } = facts;
    return { found: { name, version: latest, size, dependencies } };
  }
  if (source.isSpent()) return { found: name, missing: 'unasked' };
  const versions = await source.versionsOf(name);
  const best = highestOf(
    versions.map(({ version }) => version),
    range,
  );
  const found = versions.find(({ version }) => version === best);
  // No version of this registry does: it would have to come from elsewhere.
  return found === undefined ? { found: name, missing: 'outside' } : { found };
}
