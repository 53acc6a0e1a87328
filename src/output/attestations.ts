// Where a package was built, as whoever built it said, for `npm audit signatures` and pnpm's trust policy.
import { jsonText } from '../json-text.ts';
import type { PackageVersion } from '../model/package.ts';
import type { Provenance } from '../model/provenance.ts';
import type { PackageName } from '../package-name.ts';
import type { Version } from '../version.ts';
import { textBytes } from './json-document.ts';
import type { OutputFile } from './output-file.ts';

/** Relative to the registry: `-/npm/v1/attestations/@acme/ui@1.0.0`. */
export function attestationsPath(name: PackageName, version: Version): string {
  return `-/npm/v1/attestations/${name}@${version}`;
}

/** The document's bytes. npm's own registry adds an attestation that it signs itself. */
export function attestationsBytes({ predicateType, bundle }: Provenance): Uint8Array {
  return textBytes(jsonText({ attestations: [{ predicateType, bundle }] }));
}

/**
 * GET /-/npm/v1/attestations/<name>@<version>
 *
 * Of a version that has a provenance.
 */
export function attestationsFiles(
  name: PackageName,
  { version, file, provenance }: PackageVersion,
): readonly OutputFile[] {
  if (provenance === undefined) return [];
  const { digest, size, read } = provenance;
  return [
    {
      url: `/${attestationsPath(name, version)}`,
      kind: 'registry',
      owner: name,
      body: async () => attestationsBytes(await read()),
      digest,
      size,
      contentType: 'application/json',
      // A provenance may be added to a version, or taken from it.
      cache: 'revalidate',
      date: file.landed.date,
    },
  ];
}
