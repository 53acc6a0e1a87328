// OUTPUT_CLASH: what cannot lie in one folder together, decided from names alone.
import { compareText } from '../compare.ts';
import type { PackageName } from '../package-name.ts';
import { type Problem, problem } from '../problems.ts';
import { createClaims } from './claims.ts';
import { packageDocument } from './document-names.ts';
import type { HostPreset, Layout } from './host-preset.ts';
import { windowsObjection } from './windows-names.ts';

/** In messages: who owns the paths that no package may take. */
const registry = 'the registry itself';

/**
 * The packages that have no place: their paths fold together with those of an earlier name (code units), of the
 * host's files or of the website's index; or Windows cannot hold them.
 */
export function nameClashesOf(
  names: readonly PackageName[],
  { preset, url }: { readonly preset: HostPreset; readonly url: URL },
): ReadonlyMap<PackageName, Problem> {
  const claims = createClaims();
  for (const path of reservedPathsOf(preset, url)) claims.take(registry, path);
  const clashes = new Map<PackageName, Problem>();
  for (const name of names.toSorted(compareText)) {
    const paths = claimsOf(preset.layout, name);
    const objection = paths.map(windowsObjection).find((reason) => reason !== undefined);
    const conflict = paths
      .map((path) => claims.conflictOf(name, path))
      .find((claimed) => claimed !== undefined);
    if (objection !== undefined) {
      clashes.set(name, clash(name, `${name} cannot be a path everywhere: ${objection}.`));
    } else if (conflict !== undefined) {
      const owner = conflict.owner ?? `the folder ${conflict.path}`;
      clashes.set(name, clash(name, `${name} and ${owner} would share the path ${conflict.path}.`));
    } else {
      for (const path of paths) claims.take(name, path);
    }
  }
  return clashes;
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
  const all = [...new Set([...folders, ...files])];
  return all.filter((path) => !all.some((other) => path.startsWith(`${other}/`)));
}

/** `-` is not among them: no package name begins with a hyphen. */
function reservedPathsOf(preset: HostPreset, url: URL): readonly string[] {
  const index = preset.layout.pathsOf({ url: '/', kind: 'page', owner: undefined });
  return [...index, ...preset.configFiles({ url }).map((file) => file.path)];
}

function clash(name: PackageName, message: string): Problem {
  return problem('OUTPUT_CLASH', `packages/${name}`, message);
}
