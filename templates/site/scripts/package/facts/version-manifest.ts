// A version's manifest, from its document or the packument, as far as sizes and dependencies go.
import { isRecord, textEntries } from '../record.ts';
import type { InstalledVersion } from './closure.ts';

export function installedVersion(
  name: string,
  version: string,
  manifest: unknown,
): InstalledVersion {
  const fields = isRecord(manifest) ? manifest : {};
  const dist = isRecord(fields['dist']) ? fields['dist'] : {};
  const size = dist['unpackedSize'];
  return {
    name,
    version,
    size: typeof size === 'number' ? size : 0,
    dependencies: new Map([
      ...textEntries(fields['dependencies']),
      ...textEntries(fields['optionalDependencies']),
    ]),
  };
}
