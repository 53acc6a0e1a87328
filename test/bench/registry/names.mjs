// What the packages of a synthetic registry are called. The first ten have no scope, so that a change to one of
// them can be counted without the files that a scope costs; the others lie in scopes of 1,000: git stores a folder
// as one object, and writes it again for every change in it.

const unscoped = 10;
const inScope = 1000;

export function nameOfPackage(index) {
  if (index < unscoped) return `plain${index}`;
  const scope = String(Math.floor(index / inScope)).padStart(3, '0');
  return `@s${scope}/p${String(index).padStart(6, '0')}`;
}

/** Where its tarball lies in the repository. */
export function tarballPath(name, version) {
  const base = name.slice(name.indexOf('/') + 1);
  return `packages/${name}/${base}-${version}.tgz`;
}
