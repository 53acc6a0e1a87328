import { type Finding, finding } from '../finding.ts';
import type { AddedVersion } from '../reviewed.ts';

/** A provenance that is gone since the version before, or is of something else. */
export function provenance({ path, previous, provenance }: AddedVersion): readonly Finding[] {
  if (provenance === 'invalid') {
    const message = 'The provenance beside the tarball is not of this tarball.';
    return [finding('provenance-invalid', { path, message })];
  }
  if (provenance === 'valid' || previous?.provenance !== 'valid') return [];
  const message = `It has no provenance; ${previous.version} has one.`;
  return [finding('provenance-dropped', { path, message })];
}
