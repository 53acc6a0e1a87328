// Provenances that a change adds, replaces or removes beside tarballs that were there, or beside none.
import { isFileMode } from '../source/git-engine.ts';
import { packagePathOf, provenancePathOf, provenanceVersionAt } from '../source/package-path.ts';
import type { ByteSources } from '../source/tarball-content.ts';
import { type Finding, finding } from './finding.ts';
import { findingOf } from './problem-finding.ts';
import { type TouchedPackage, versionEntries } from './read/read-package.ts';
import { addedEntries } from './read/read-versions.ts';
import { readVersion } from './read/read-version.ts';

export async function checkLateProvenances(
  sources: ByteSources,
  pkg: TouchedPackage,
): Promise<readonly Finding[]> {
  const expected = new Set(addedEntries(pkg).map(({ path }) => provenancePathOf(path)));
  const tarballs = new Map(
    versionEntries(pkg.filesAfter).map((entry) => [provenancePathOf(entry.path), entry]),
  );
  const findings: Finding[] = [];
  for (const { path, after } of pkg.changes) {
    const place = packagePathOf(path);
    const version = place && provenanceVersionAt(place);
    if (version === undefined || expected.has(path)) continue;
    const spec = `${pkg.name}@${version}`;
    const tarball = tarballs.get(path);
    if (after === undefined) {
      // It goes with its version.
      if (tarball === undefined) continue;
      findings.push(
        finding('provenance-dropped', { path, message: `${spec} loses its provenance.` }),
      );
    } else if (tarball === undefined) {
      const message = `${path} lies beside no tarball.`;
      findings.push(finding('provenance-invalid', { path, message }));
    } else {
      const message = `${spec} was published before, and its provenance is new.`;
      findings.push(finding('policy-changed', { path, message }));
      const provenance = isFileMode(after.mode) ? { path, oid: after.oid } : undefined;
      const { problems } = await readVersion(sources, { ...tarball, provenance });
      const faults = problems.filter(({ code }) => code === 'PROVENANCE_INVALID');
      findings.push(...faults.map(findingOf));
    }
  }
  return findings;
}
