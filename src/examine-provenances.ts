// The provenances of a package folder, each against the tarball that it lies beside.
import { sha256Hex } from './digest.ts';
import type { ExaminedFile } from './model/examined-file.ts';
import { parseProvenance, type Provenance, type ProvenanceSubject } from './model/provenance.ts';
import { attestationsBytes } from './output/attestations.ts';
import { bytesLost } from './output/tarball-file.ts';
import { type Problem, problem } from './problems.ts';
import { provenancePathOf } from './source/package-path.ts';
import type { PackageFolder, SourceFile, TarballFile } from './source/snapshot.ts';
import type { KeptFile, KeptProvenance } from './state/package-state.ts';

export interface ProvenanceInput {
  readonly folder: PackageFolder;
  /** Of each tarball whose bytes were examined, by path. */
  readonly examined: ReadonlyMap<string, ExaminedFile>;
  /** What the last build kept, by path. */
  readonly known: ReadonlyMap<string, KeptFile>;
}

export interface FoundProvenance {
  /** Of the tarball that it is of. */
  readonly path: string;
  readonly kept: KeptProvenance;
  readonly provenance: NonNullable<ExaminedFile['provenance']>;
}

/**
 * What is right, by the files' bytes alone; what is not is PROVENANCE_INVALID, and its version stays. Nothing is said of
 * one whose tarball has a problem itself.
 */
export async function examineProvenances({ folder, examined, known }: ProvenanceInput): Promise<{
  readonly found: readonly FoundProvenance[];
  readonly problems: readonly Problem[];
}> {
  const found: FoundProvenance[] = [];
  const problems: Problem[] = [];
  const tarballs = new Map<string, TarballFile[]>();
  for (const tarball of folder.provenances.length === 0 ? [] : folder.tarballs) {
    const path = provenancePathOf(tarball.path);
    tarballs.set(path, [...(tarballs.get(path) ?? []), tarball]);
  }
  for (const file of folder.provenances) {
    const beside = tarballs.get(file.path) ?? [];
    if (beside.length === 0) problems.push(alone(file));
    for (const tarball of beside) {
      const fragment = examined.get(tarball.path)?.fragment;
      if (fragment === undefined) continue;
      const kept =
        keptOf(known.get(tarball.path), tarball, file) ?? (await examineOne(file, fragment));
      if ('code' in kept) problems.push(kept);
      else found.push({ path: tarball.path, kept, provenance: examinedOf(kept, file, fragment) });
    }
  }
  return { found, problems };
}

/** Of the same tarball, and the same provenance. */
function keptOf(
  known: KeptFile | undefined,
  tarball: TarballFile,
  file: SourceFile,
): KeptProvenance | undefined {
  const kept = known?.oid === tarball.oid ? known.provenance : undefined;
  return kept?.oid === file.oid ? kept : undefined;
}

async function examineOne(
  file: SourceFile,
  subject: ProvenanceSubject,
): Promise<KeptProvenance | Problem> {
  const parsed = parseProvenance(file.path, await file.read(), subject);
  if (parsed.problem !== undefined) return parsed.problem;
  const { provenance } = parsed;
  const bytes = attestationsBytes(provenance);
  const { predicateType } = provenance;
  return { oid: file.oid, predicateType, digest: sha256Hex(bytes), size: bytes.length };
}

function examinedOf(
  { predicateType, digest, size }: KeptProvenance,
  file: SourceFile,
  subject: ProvenanceSubject,
): FoundProvenance['provenance'] {
  const read = async (): Promise<Provenance> => {
    const parsed = parseProvenance(file.path, await file.read(), subject);
    if (parsed.problem !== undefined) throw bytesLost(file.path, parsed.problem);
    return parsed.provenance;
  };
  return { predicateType, digest, size, read };
}

function alone({ path }: SourceFile): Problem {
  return problem('PROVENANCE_INVALID', path, `${path} lies beside no tarball of that name.`);
}
