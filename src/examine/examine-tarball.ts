// inspect → model for the bytes of one tarball.
import { inspectTarball } from '../inspect/inspect-tarball.ts';
import { fragmentOf, type VersionFragment } from '../model/version-fragment.ts';
import type { Problem } from '../problems.ts';

/** A tarball, and where it comes from: problems name that. */
export interface TarballToExamine {
  readonly bytes: Uint8Array;
  readonly path: string;
}

/** Plain data, which can go from thread to thread. */
export interface TarballExamination {
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
  const { tarball, problems } = await inspectTarball(bytes, { path });
  return { fragment: tarball && fragmentOf(tarball), readme: tarball?.readme?.text, problems };
}
