// Functions whose cost is felt, each beside the least that JavaScript could do for the same result.
import { createHash, hash } from 'node:crypto';
import { URL } from 'node:url';
import { TextDecoder, TextEncoder } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { createExaminer } from '../../../dist/src/examine/examiner.js';
import { examinePackage } from '../../../dist/src/examine-package.js';
import { inspectTarball } from '../../../dist/src/inspect/inspect-tarball.js';
import { parseDirectory } from '../../../dist/src/model/directory.js';
import { documentsOf } from '../../../dist/src/output/package-documents.js';
import { createReadGate } from '../../../dist/src/read-gate.js';
import { noState } from '../../../dist/src/state/no-state.js';
import { compareVersions } from '../../../dist/src/version.js';
import { archives } from './archives.mjs';
import { packageFolder } from './package-with-versions.mjs';

const versionCount = 100;

/** `{ name, floor, run, runFloor }`: what is measured, in words and as functions. */
export async function measuredFunctions() {
  return [...archives.map(inspection), ...(await packageFunctions()), versionSort()];
}

function inspection([name, bytes]) {
  return {
    name: `\`inspectTarball\`, ${name}`,
    floor: '`gunzipSync` into one buffer, sha512, sha1',
    run: () => inspectTarball(bytes, { path: 'archive.tgz' }),
    runFloor: () => unpackAndHash(bytes),
  };
}

async function packageFunctions() {
  const folder = packageFolder(versionCount);
  const { directory } = parseDirectory({ users: [], orgs: [] });
  const options = {
    directory,
    state: noState,
    published: new Map(),
    examiner: createExaminer({ threads: 0 }),
    gate: createReadGate({ maxBytes: 2 ** 26, maxReads: 1 }),
  };
  const tarballs = await Promise.all(
    folder.tarballs.map(async (file) => (await file.read()).bytes),
  );
  const { package: pkg } = await examinePackage(folder, options);
  const documents = () => documentsOf(pkg, documentOptions);
  const values = (await documents())
    .filter(({ body }) => body instanceof Uint8Array)
    .map(({ body }) => JSON.parse(new TextDecoder().decode(body)));
  return [
    {
      name: `\`examinePackage\`, ${versionCount} versions in memory`,
      floor: '`gunzipSync` into one buffer, sha512, sha1 of each',
      run: () => examinePackage(folder, options),
      runFloor: () => tarballs.map(unpackAndHash),
    },
    {
      name: `\`documentsOf\`, packuments and version documents of ${versionCount} versions`,
      floor: '`JSON.stringify` of the same values, UTF-8, sha256',
      run: documents,
      runFloor: () => values.map(serialize),
    },
  ];
}

const documentOptions = {
  baseUrl: new URL('https://npm.example.com/'),
  tarballUrl: (name, version) => `/${name}/-/${version}.tgz`,
  redirectPointers: false,
  versionDocuments: 'all',
  readmeInPackument: false,
  abbreviated: true,
};

function versionSort() {
  const triples = Array.from({ length: 1000 }, (_, index) => {
    const mixed = (index * 617) % 1000;
    return [mixed % 7, mixed % 31, mixed];
  });
  const versions = triples.map((triple) => triple.join('.'));
  return {
    name: '`compareVersions`, sorting 1,000 versions',
    floor: 'sorting triples of numbers',
    run: () => versions.toSorted(compareVersions),
    runFloor: () => triples.toSorted((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]),
  };
}

function unpackAndHash(bytes) {
  // A gzip file ends with its unpacked size.
  const chunkSize = Math.max(64, bytes.readUInt32LE(bytes.length - 4));
  const { length } = gunzipSync(bytes, { chunkSize });
  return [length, hash('sha512', bytes, 'base64'), hash('sha1', bytes, 'hex')];
}

function serialize(value) {
  const body = new TextEncoder().encode(JSON.stringify(value));
  return createHash('sha256').update(body).digest('hex');
}
