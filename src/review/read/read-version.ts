// A version with its files in memory, for those who look at its content.
import { readArchiveFiles } from '../../inspect/archive-files.ts';
import { inspectTarball } from '../../inspect/inspect-tarball.ts';
import type { Tarball } from '../../inspect/tarball.ts';
import { parseProvenance } from '../../model/provenance.ts';
import type { Problem } from '../../problems.ts';
import { maxProvenanceBytes } from '../../source/byte-limits.ts';
import { type CommittedFile, sourceFile } from '../../source/package-folder.ts';
import type { FileBytes } from '../../source/snapshot.ts';
import { type ByteSources, contentOf, readStored } from '../../source/tarball-content.ts';
import type { ReadVersion } from '../reviewed.ts';

/** Where a commit keeps a version. */
export interface CommittedVersion extends CommittedFile {
  /** What lies beside the tarball (`provenancePathOf`). */
  readonly provenance?: CommittedFile | undefined;
}

/** `read` is absent when any problem of the tarball is `unsafe`; a provenance keeps no version from being read. */
export interface VersionRead {
  readonly read: ReadVersion | undefined;
  readonly problems: readonly Problem[];
}

/**
 * The version that a file of a commit is, whichever way its bytes are kept. Nobody compares it with its path. Throws
 * FILE_NOT_FETCHED for a provenance that is not in a partial clone, and GIT_FAILED.
 */
export async function readVersion(
  sources: ByteSources,
  { path, oid, provenance }: CommittedVersion,
): Promise<VersionRead> {
  const file = { path, oid };
  const content = await contentOf(await readStored(sources.engine, file), sources, file);
  if (content.problem !== undefined) return { read: undefined, problems: [content.problem] };
  const beside =
    provenance === undefined
      ? undefined
      : {
          path: provenance.path,
          bytes: await sourceFile(sources.engine, provenance, maxProvenanceBytes).read(),
        };
  return versionOf({ path, bytes: content.bytes, provenance: beside });
}

/** The same of bytes that are here. `path` is where they come from. */
export async function versionOf({
  path,
  bytes,
  provenance,
}: {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly provenance?: { readonly path: string; readonly bytes: FileBytes } | undefined;
}): Promise<VersionRead> {
  const { tarball, problems } = await inspectTarball(bytes, { path });
  if (tarball === undefined) return { read: undefined, problems };
  const fault = provenance === undefined ? undefined : faultOf(provenance, tarball);
  const state = provenance === undefined ? 'none' : fault === undefined ? 'valid' : 'invalid';
  const files = await readArchiveFiles(bytes);
  return {
    read: { version: tarball.version, path, tarball, files, provenance: state },
    problems: fault === undefined ? problems : [...problems, fault],
  };
}

function faultOf(
  { path, bytes }: { readonly path: string; readonly bytes: FileBytes },
  tarball: Tarball,
): Problem | undefined {
  return parseProvenance(path, bytes, tarball).problem;
}
