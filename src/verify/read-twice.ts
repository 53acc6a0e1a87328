// A tarball read by npm's reader and by our own: what the registry says must hold for both.
import { isDeepStrictEqual } from 'node:util';
import { archiveLimits } from '../inspect/archive-limits.ts';
import { inspectTarball } from '../inspect/inspect-tarball.ts';
import { parseManifest } from '../inspect/manifest.ts';
import type { Tarball } from '../inspect/tarball.ts';
import type { FindingCode } from './finding.ts';

export type TwoReadings =
  { readonly tarball: Tarball } | { readonly code: FindingCode; readonly why: string };

/** The facts on which both readers agree, counts and package.json as npm reads them; or why there are none. */
export async function readTwice(bytes: Uint8Array, path: string): Promise<TwoReadings> {
  const { tarball, problems } = await inspectTarball(bytes, { path });
  if (tarball === undefined) {
    return { code: 'TARBALL_UNREADABLE', why: problems.map(({ message }) => message).join(' ') };
  }
  const differ = (why: string): TwoReadings => ({ code: 'READERS_DIFFER', why });
  // Loaded when needed: other commands have no use for node-tar.
  const { readAsNpm } = await import('./read-as-npm.ts');
  const reading = readAsNpm(bytes);
  if (typeof reading === 'string') return differ(`npm cannot read it: ${reading}.`);
  const { entryCount, unpackedSize, manifest } = reading;
  if (manifest === undefined) return differ('npm finds no package.json.');
  const report = (): void => undefined;
  const parsed = parseManifest(Buffer.from(manifest), { limits: archiveLimits, report });
  if (parsed === undefined || !isDeepStrictEqual(parsed.fields, tarball.manifest)) {
    return differ('npm finds another package.json.');
  }
  const { name, version, fields } = parsed;
  return {
    tarball: { ...tarball, name, version, manifest: fields, fileCount: entryCount, unpackedSize },
  };
}
