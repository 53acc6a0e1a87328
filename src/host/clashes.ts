// OUTPUT_CLASH: what cannot lie in one folder together, decided from names alone.
import { compareText } from '../compare.ts';
import type { PackageName } from '../package-name.ts';
import { type Problem, problem } from '../problems.ts';
import { createClaims } from './claims.ts';
import { packageDocument } from './document-names.ts';
import type { HostPreset, Layout } from './host-preset.ts';
import { windowsObjection } from '../windows-names.ts';

/** In messages: who owns the paths that no package may take. */
const registry = 'the registry itself';

export interface LandedName {
  readonly name: PackageName;
  /** Since when it has held a version: less is earlier. `undefined` when it never has: it comes after all that do. */
  readonly since: number | undefined;
}

/**
 * The packages that have no place (OUTPUT_CLASH): their paths fold together with those of the host's files, of the
 * website's index or of a package that was there before; or Windows cannot hold them. Of two that landed together, the
 * first in code units stays.
 */
export function nameClashesOf(
  packages: readonly LandedName[],
  { preset, url }: { readonly preset: HostPreset; readonly url: URL },
): ReadonlyMap<PackageName, Problem> {
  const claims = createClaims();
  claims.take(registry, reservedPathsOf(preset, url));
  const clashes = new Map<PackageName, Problem>();
  for (const { name } of packages.toSorted(compareLanded)) {
    // Whatever a layout puts before or after it, the name's segments are folders.
    const objection = windowsObjection(name);
    if (objection !== undefined) {
      clashes.set(name, clash(name, `${name} cannot be a path everywhere: ${objection}.`));
      continue;
    }
    const conflict = claims.take(name, claimsOf(preset.layout, name));
    if (conflict === undefined) continue;
    const owner = conflict.owner ?? `the folder ${conflict.path}`;
    const message = `${name} and ${owner}, which was there before, would share the path ${conflict.path}.`;
    clashes.set(name, clash(name, message));
  }
  return clashes;
}

function compareLanded(a: LandedName, b: LandedName): number {
  const [first, second] = [a.since ?? Infinity, b.since ?? Infinity];
  return first < second ? -1 : first > second ? 1 : compareText(a.name, b.name);
}

/** The files and folders that are a package's alone; all other paths of its documents lie below them. */
export function claimsOf(layout: Layout, name: PackageName): readonly string[] {
  const placesOf = (...document: Parameters<typeof packageDocument>): readonly string[] =>
    layout.pathsOf(packageDocument(...document));
  const files = [...placesOf(name, 'packument'), ...placesOf(name, 'abbreviated')];
  const folders = [...placesOf(name, 'version', 'x'), ...placesOf(name, 'tarball', 'x')].map(
    (path) => path.slice(0, path.lastIndexOf('/')),
  );
  // A path below another of the same package needs no claim of its own.
  const all = [...folders, ...files];
  return all.filter(
    (path, index) =>
      all.indexOf(path) === index &&
      !all.some((other) => path[other.length] === '/' && path.startsWith(other)),
  );
}

/** `-` is not among them: no package name begins with a hyphen. */
function reservedPathsOf(preset: HostPreset, url: URL): readonly string[] {
  const index = preset.layout.pathsOf({ url: '/', kind: 'page', owner: undefined });
  return [...index, ...preset.configFiles({ url }).map((file) => file.path)];
}

function clash(name: PackageName, message: string): Problem {
  return problem('OUTPUT_CLASH', `packages/${name}`, message);
}
