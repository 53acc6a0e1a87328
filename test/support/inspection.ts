// Short ways to inspect what test/support/tarball.ts builds.
import type { ArchiveLimits } from '../../src/inspect/archive-limits.ts';
import { inspectTarball } from '../../src/inspect/inspect-tarball.ts';
import type { Inspection, Tarball } from '../../src/inspect/tarball.ts';
import { gzip, type RawEntry, tarOf } from './tarball.ts';

/** Name and version, and nothing else. */
export const plainManifest = '{"name":"plain","version":"1.0.0"}';

/** The entry that makes a package of an archive. */
export const packageJson: RawEntry = { path: 'package/package.json', body: plainManifest };

export function inspect(bytes: Uint8Array, limits?: ArchiveLimits): Promise<Inspection> {
  return inspectTarball(bytes, { path: 'plain-1.0.0.tgz', ...(limits && { limits }) });
}

/** The codes of all problems, sorted. */
export async function codesOf(bytes: Uint8Array, limits?: ArchiveLimits): Promise<string[]> {
  const { problems } = await inspect(bytes, limits);
  return problems.map(({ code }) => code).sort();
}

/** The codes for a package of package.json and these entries (or blocks) behind it. */
export function codesWith(...parts: readonly (RawEntry | Uint8Array)[]): Promise<string[]> {
  return codesOf(gzip(tarOf([packageJson, ...parts])));
}

/** The facts of a sound tarball. */
export async function factsOf(bytes: Uint8Array): Promise<Tarball> {
  const { tarball, problems } = await inspect(bytes);
  if (tarball === undefined) throw new Error(`not sound: ${JSON.stringify(problems)}`);
  return tarball;
}
