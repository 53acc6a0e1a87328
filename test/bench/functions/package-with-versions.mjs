// A package with many versions, as `source` gives it.
import { syntheticTarball } from '../registry/tarball.mjs';

const name = '@acme/many-versions';
const author = { name: 'Bench', email: 'bench@example.com' };

/** A `PackageFolder` whose tarballs are in memory. */
export function packageFolder(count) {
  const tarballs = Array.from({ length: count }, (_, index) => tarballFile(index));
  return {
    name,
    path: `packages/${name}`,
    tarballs,
    provenances: [],
    meta: undefined,
    problem: undefined,
    history: {
      revision: count,
      modified: new Date(1_600_000_000_000),
      files: count,
      since: 0,
      versions: new Map(tarballs.map(({ version, landed }) => [version, landed])),
    },
  };
}

function tarballFile(index) {
  const version = `1.${index}.0`;
  const path = `packages/${name}/many-versions-${version}.tgz`;
  const bytes = syntheticTarball(name, version);
  // What has the same id is examined once.
  const oid = String(index).padStart(40, '0');
  const date = new Date(1_500_000_000_000 + index * 60_000);
  const landed = { date, files: 1, since: index, contested: false, rivals: [], author, path, oid };
  const read = () => Promise.resolve({ bytes, isInGit: true });
  return { path, oid, version, landed, uncommitted: false, open: read, read };
}
