// A version's manifest, from its document or the packument, as far as sizes and dependencies go.
import { countOf, isRecord, textEntries } from '../record.ts';
import type { InstalledVersion } from './closure.ts';

export function installedVersion(
  name: string,
  version: string,
  manifest: unknown,
): InstalledVersion {
  const fields = isRecord(manifest) ? manifest : {};
  const dist = isRecord(fields['dist']) ? fields['dist'] : {};
  return {
    name,
    version,
    size: countOf(dist['unpackedSize']) ?? 0,
    dependencies: new Map([
      ...textEntries(fields['dependencies']),
      ...textEntries(fields['optionalDependencies']),
    ]),
  };
}
