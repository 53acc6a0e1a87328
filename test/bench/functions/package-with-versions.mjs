// A package with many versions, as the stages before `output` make it.
import { inspectTarball } from '../../../dist/src/inspect/inspect-tarball.js';
import { parseDirectory } from '../../../dist/src/model/directory.js';
import { syntheticTarball } from '../registry/tarball.mjs';

const name = '@acme/many-versions';
const oid = '0'.repeat(40);
const author = { name: 'Bench', email: 'bench@example.com' };

/** What `packageOf` takes. */
export async function packageInput(count) {
  const files = Array.from({ length: count }, (_, index) => fileOf(index));
  const inspections = new Map();
  for (const { path, bytes } of files) inspections.set(path, await inspectTarball(bytes, { path }));
  return {
    folder: {
      name,
      path: `packages/${name}`,
      tree: oid,
      tarballs: files.map(({ file }) => file),
      meta: undefined,
      problem: undefined,
      since: 0,
      revision: count,
      modified: new Date(1_600_000_000_000),
    },
    inspections,
    meta: undefined,
    directory: parseDirectory({ users: [], orgs: [] }).directory,
  };
}

function fileOf(index) {
  const version = `1.${index}.0`;
  const path = `packages/${name}/many-versions-${version}.tgz`;
  const bytes = syntheticTarball(name, version);
  const date = new Date(1_500_000_000_000 + index * 60_000);
  const landed = { date, files: 1, since: index, contested: false, author, path, oid };
  const read = () => Promise.resolve({ bytes });
  return { path, bytes, file: { path, oid, version, landed, uncommitted: false, read } };
}
