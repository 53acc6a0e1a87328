// What a file is to the package whose publish wrote it again.
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isOutputFile } from './rewritten-files.mjs';

/**
 * The kinds in the order of the report. Those that are `bounded` are parts of lists of the whole registry, of which a
 * larger one must have more, and no larger ones.
 */
export const kinds = [
  { id: 'own', title: 'of the package itself', bounded: false },
  { id: 'recent', title: 'the newest of all', bounded: false },
  { id: 'dependents', title: 'who depends on its dependencies', bounded: true },
  { id: 'lists', title: 'lists of names, of a keyword, a scope or a user', bounded: true },
  { id: 'shards', title: 'shards for scripts', bounded: true },
  { id: 'other', title: 'others, which should not be', bounded: false },
];

/** Of the whole registry, and of the scope: the newest of all. */
const recent =
  /^(?:index\.html|recent\/index\.html|-\/v1\/search|-\/site\/feeds\/(?:org\/[^/]+\/)?(?:all|stable)\.xml)$/;

/**
 * The kind of an output file, from a publish of the package `name` that has or had these `dependencies`; `undefined` for one
 * that has nothing to do with it.
 */
export function kindOf(file, { name, dependencies }) {
  const dependents = /^package\/(.+?)\/dependents\//.exec(file);
  if (dependents !== null) return dependencies.includes(dependents[1]) ? 'dependents' : undefined;
  const own = [
    name,
    ...['a', 't', 'v', 'package', 'site/feeds/package'].map((folder) => `-/${folder}/${name}`),
    `package/${name}`,
  ];
  if (own.some((place) => file === place || file.startsWith(`${place}/`))) return 'own';
  if (file === `-/site/badges/${name}.svg` || file === `-/site/badges/${name}.json`) return 'own';
  if (recent.test(file)) return 'recent';
  return boundedKindOf(file);
}

function boundedKindOf(file) {
  if (/^package\/.+\/dependents\//.test(file)) return 'dependents';
  if (/^-\/site\/(?:facts|search)\/[^/]+\.json$/.test(file)) return 'shards';
  if (/^(?:names|keyword|org|~[^/]+)\//.test(file)) return 'lists';
  return undefined;
}

/** The size in bytes of the largest file of each bounded kind in a built folder. */
export function largestIn(out) {
  const largest = new Map();
  for (const file of readdirSync(out, { recursive: true })) {
    const kind = isOutputFile(file) ? boundedKindOf(file) : undefined;
    if (kind === undefined) continue;
    const stat = statSync(path.join(out, file));
    if (stat.isFile()) largest.set(kind, Math.max(largest.get(kind) ?? 0, stat.size));
  }
  return largest;
}
