import { type Finding, finding } from '../finding.ts';
import type { AddedVersion } from '../reviewed.ts';

/** A provenance that is gone since the version before. One of something else is a problem of the file itself. */
export function provenance({ path, previous, provenance }: AddedVersion): readonly Finding[] {
  if (provenance !== 'none' || previous?.provenance !== 'valid') return [];
  const message = `It has no provenance; ${previous.version} has one.`;
  return [finding('provenance-dropped', { path, message })];
}
