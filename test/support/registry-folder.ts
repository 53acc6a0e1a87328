// A registry built into a folder from manifests, through every stage but source.
import { sha256Hex } from '../../src/digest.ts';
import { hostPresetOf } from '../../src/host/host-preset-of.ts';
import type { Encoding } from '../../src/host/precompressed.ts';
import { serve } from '../../src/host/serve.ts';
import { inspectTarball } from '../../src/inspect/inspect-tarball.ts';
import type { Directory } from '../../src/model/directory.ts';
import type { ExaminedFile, ExaminedProvenance } from '../../src/model/examined-file.ts';
import { packageOf } from '../../src/model/package-of.ts';
import type { Package } from '../../src/model/package.ts';
import { summaryOf } from '../../src/model/summary.ts';
import type { PackageName } from '../../src/package-name.ts';
import { attestationsBytes } from '../../src/output/attestations.ts';
import { documentsOf } from '../../src/output/package-documents.ts';
import type { TarballFile } from '../../src/source/snapshot.ts';
import type { Version } from '../../src/version.ts';
import { openOutput } from '../../src/write/open-output.ts';
import { placeFiles, placeHostFiles } from '../../src/write/place-files.ts';
import { directory, examinedFile, json, packageInput, type PackageParts } from './model.ts';
import { someDate } from './output-files.ts';
import { someRecord } from './output-tree.ts';
import { provenanceOf, provenanceType } from './provenance.ts';
import { registryDocuments } from './registry-documents.ts';
import { handmadeSite } from './site-files.ts';
import { packageTarball } from './tarball.ts';

export interface RegistryOptions {
  readonly dir: string;
  readonly host: string;
  readonly packages: readonly PackageParts[];
  /** @default nobody */
  readonly people?: Directory;
  /** @default none */
  readonly precompressed?: readonly Encoding[];
  /** @default that of `someRecord` */
  readonly url?: string;
  /** `site.path` of a website of a few files. @default no website */
  readonly site?: string;
}

/** Builds `packages`; their versions' `files` and `readme` become files of real tarballs. */
export async function buildRegistry({
  dir,
  host,
  packages,
  people = directory({}),
  precompressed = [],
  url: publicUrl = someRecord.url,
  site: sitePath,
}: RegistryOptions): Promise<void> {
  const preset = host === serve.name ? serve : hostPresetOf(host);
  const url = new URL(publicUrl);
  const folder = await openOutput(dir);
  const summaries = [];
  for (const parts of packages) {
    const pkg = await packageWithBytes({ directory: people, ...parts });
    const documents = await documentsOf(pkg, {
      baseUrl: url,
      tarballUrl: (name, version) => preset.layout.tarballUrl(name, version),
      redirectPointers: false,
      versionDocuments: 'all',
      readmeInPackument: false,
      abbreviated: preset.negotiates,
    });
    const { files } = placeFiles(preset.layout, documents, { precompressed });
    await folder.writePackage(pkg.name, files);
    summaries.push(summaryOf(pkg));
  }
  const documents = registryDocuments({
    summaries,
    directory: people,
    date: someDate,
    protected: false,
  });
  const names = packages.map(({ name = 'pkg' }) => name);
  const site = sitePath === undefined ? undefined : handmadeSite(url, sitePath, names);
  const context = { url, precompressed, site: site?.place };
  await folder.writeRegistry([
    ...placeFiles(preset.layout, site?.files ?? [], { precompressed }).files,
    ...placeFiles(preset.layout, documents, { precompressed }).files,
    ...placeHostFiles(preset.configFiles(context), someDate),
  ]);
  await folder.finish({ ...someRecord, host, url: url.href });
}

/** The package of `parts`, its tarballs real. */
async function packageWithBytes(parts: PackageParts): Promise<Package> {
  const input = packageInput(parts);
  const examined = new Map<string, ExaminedFile>();
  const tarballs: TarballFile[] = [];
  for (const [index, file] of input.folder.tarballs.entries()) {
    const { manifest = {}, files = [], readme, proven = false } = parts.versions[index] ?? {};
    const bytes = packageTarball({
      manifest: { name: input.folder.name, version: file.version, ...manifest },
      files: {
        ...Object.fromEntries(files.map((path) => [path, path])),
        ...(readme === undefined ? {} : { 'README.md': readme }),
      },
    });
    examined.set(file.path, {
      ...examinedFile(await inspectTarball(bytes, { path: file.path })),
      ...(proven ? { provenance: provenanceFor(input.folder.name, file.version, bytes) } : {}),
    });
    const read: TarballFile['read'] = () => Promise.resolve({ bytes, isInGit: true });
    tarballs.push({ ...file, read, open: read });
  }
  const { package: pkg } = packageOf({
    ...input,
    folder: { ...input.folder, tarballs },
    examined,
  });
  if (pkg === undefined) throw new TypeError(`the test's package is invalid: ${input.folder.name}`);
  return pkg;
}

function provenanceFor(
  name: PackageName,
  version: Version,
  tarball: Uint8Array,
): ExaminedProvenance {
  const bundle = json(provenanceOf({ name, version, tarball }));
  const provenance = { predicateType: provenanceType, bundle };
  const bytes = attestationsBytes(provenance);
  return {
    predicateType: provenanceType,
    digest: sha256Hex(bytes),
    size: bytes.length,
    read: () => Promise.resolve(provenance),
  };
}
