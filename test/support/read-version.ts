// Objects → a version with its files in memory.
import { versionOf } from '../../src/review/read/read-version.ts';
import type { ReadVersion } from '../../src/review/reviewed.ts';
import { type PackageOptions, packageTarball } from './tarball.ts';

export interface VersionOptions {
  /** Besides name (`ui`) and version. */
  readonly manifest?: object;
  readonly version?: string;
  readonly files?: PackageOptions['files'];
}

/** As `readVersion` gives it. @throws when the package is unsafe */
export async function readVersionOf({
  manifest = {},
  version = '1.0.0',
  files = {},
}: VersionOptions = {}): Promise<ReadVersion> {
  const bytes = packageTarball({ manifest: { name: 'ui', version, ...manifest }, files });
  const { read, problems } = await versionOf({ path: `packages/ui/ui-${version}.tgz`, bytes });
  if (read === undefined) throw new Error(problems.map(({ message }) => message).join(' '));
  return read;
}
