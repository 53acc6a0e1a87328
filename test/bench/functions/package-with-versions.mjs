// A package with many versions, as `source` gives it.
import { syntheticTarball } from '../registry/tarball.mjs';

const name = '@acme/many-versions';
const oid = '0'.repeat(40);
const author = { name: 'Bench', email: 'bench@example.com' };

/** A `PackageFolder` whose tarballs are in memory. */
export function packageFolder(count) {
  return {
    name,
    path: `packages/${name}`,
    tree: oid,
    tarballs: Array.from({ length: count }, (_, index) => tarballFile(index)),
    meta: undefined,
    problem: undefined,
    since: 0,
    revision: count,
    modified: new Date(1_600_000_000_000),
  };
}

function tarballFile(index) {
  const version = `1.${index}.0`;
  const path = `packages/${name}/many-versions-${version}.tgz`;
  const bytes = syntheticTarball(name, version);
  const date = new Date(1_500_000_000_000 + index * 60_000);
  const landed = { date, files: 1, since: index, contested: false, author, path, oid };
  return { path, oid, version, landed, uncommitted: false, read: () => Promise.resolve({ bytes }) };
}
