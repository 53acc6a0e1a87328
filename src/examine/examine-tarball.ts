// inspect → model for one tarball.
import { rm } from 'node:fs/promises';
import { inspectPieces, inspectTarball } from '../inspect/inspect-tarball.ts';
import type { Inspection } from '../inspect/tarball.ts';
import { fragmentOf } from '../model/fragment-of.ts';
import type { VersionFragment } from '../model/version-fragment.ts';
import type { Problem } from '../problems.ts';
import type { LargeBytes } from '../source/large-bytes.ts';
import { readLarge } from '../source/read-large.ts';
import { spooling } from './spooling.ts';

/** A tarball, and where it comes from: problems name that. */
export interface TarballToExamine {
  readonly bytes: Uint8Array;
  readonly path: string;
}

export interface LargeToExamine {
  readonly large: LargeBytes;
  readonly path: string;
  /** A file to be made of the bytes while they are here, if the tarball has a fragment. */
  readonly spool?: string | undefined;
}

/** Plain data, which can go from thread to thread. */
export interface TarballExamination {
  /** The file that was made of the bytes. */
  readonly spooled?: string | undefined;
  /** Absent when any problem is `unsafe`. */
  readonly fragment: VersionFragment | undefined;
  /** The text of the README that the fragment names. */
  readonly readme: string | undefined;
  readonly problems: readonly Problem[];
}

/** A function of its arguments, whatever they are: see `inspectTarball`. */
export async function examineTarball({
  bytes,
  path,
}: TarballToExamine): Promise<TarballExamination> {
  return examinationOf(await inspectTarball(bytes, { path }));
}

/** The same without ever holding the bytes; `undefined` when they have to be held, or are not those that were promised. */
export async function examineLarge({
  large,
  path,
  spool,
}: LargeToExamine): Promise<TarballExamination | undefined> {
  const { size } = large;
  const bytes = readLarge(large);
  const pieces = spool === undefined ? bytes : spooling(bytes, spool);
  // Whatever is wrong shows again when the bytes are read as a whole.
  const inspection = await inspectPieces(pieces, { path, size }).catch(() => undefined);
  if (inspection?.tarball !== undefined) return { ...examinationOf(inspection), spooled: spool };
  if (spool !== undefined) await rm(spool, { force: true }).catch(() => undefined);
  return inspection && examinationOf(inspection);
}

function examinationOf({ tarball, problems }: Inspection): TarballExamination {
  return { fragment: tarball && fragmentOf(tarball), readme: tarball?.readme?.text, problems };
}
