// A tarball read by npm's reader and by our own: what the registry says must hold for both.
import { isDeepStrictEqual } from 'node:util';
import { archiveLimits } from '../inspect/archive-limits.ts';
import { inspectTarball } from '../inspect/inspect-tarball.ts';
import { parseManifest } from '../inspect/manifest.ts';
import type { Tarball } from '../inspect/tarball.ts';
import type { Problem, ProblemCode } from '../problems.ts';
import type { FindingCode } from './finding.ts';

/** The facts as npm reads them. */
export interface AgreedReading {
  readonly tarball: Tarball;
  /** What a build makes of them where npm's reader is known to count otherwise. */
  readonly excused: Excused | undefined;
}

/** A difference that a build told of when it let the tarball in: `inspect` has a strict problem for its cause. */
export interface Excused {
  /** As a build reads it. */
  readonly tarball: Tarball;
  /** What is the matter with the tarball. */
  readonly cause: Problem;
  /** Why npm cannot read it; `undefined` when it only counts otherwise. */
  readonly unreadable?: string;
}

export type TwoReadings = AgreedReading | { readonly code: FindingCode; readonly why: string };

/** The facts on which both readers agree, counts and package.json as npm reads them; or why there are none. */
export async function readTwice(bytes: Uint8Array, path: string): Promise<TwoReadings> {
  const { tarball, problems } = await inspectTarball(bytes, { path });
  if (tarball === undefined) {
    return { code: 'TARBALL_UNREADABLE', why: problems.map(({ message }) => message).join(' ') };
  }
  const differ = (why: string): TwoReadings => ({ code: 'READERS_DIFFER', why });
  const problemOf = (wanted: ProblemCode): Problem | undefined =>
    problems.find(({ code }) => code === wanted);
  // Loaded when needed: other commands have no use for node-tar.
  const { readAsNpm } = await import('./read-as-npm.ts');
  const reading = readAsNpm(bytes);
  if (typeof reading === 'string') {
    const unreadable = `npm cannot read it: ${reading}.`;
    // node-tar 7 fails at what stands behind a gzip stream; other clients take no notice of it.
    const cause = problemOf('GZIP_TRAILING');
    return cause === undefined
      ? differ(unreadable)
      : { tarball, excused: { tarball, cause, unreadable } };
  }
  const { entryCount, unpackedSize, manifest } = reading;
  if (manifest === undefined) return differ('npm finds no package.json.');
  const report = (): void => undefined;
  const parsed = parseManifest(Buffer.from(manifest), { limits: archiveLimits, report });
  if (parsed === undefined || !isDeepStrictEqual(parsed.fields, tarball.manifest)) {
    return differ('npm finds another package.json.');
  }
  const { name, version, fields } = parsed;
  // node-tar 7 gives no size to a contiguous file, which is one of the outdated types.
  const cause = problemOf('ENTRY_TYPE');
  return {
    tarball: { ...tarball, name, version, manifest: fields, fileCount: entryCount, unpackedSize },
    excused: cause === undefined ? undefined : { tarball, cause },
  };
}
