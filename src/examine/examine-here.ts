// Examination in this thread. What it needs is loaded when it is needed: a build in which nothing is new starts sooner.
import type { LargeToExamine, TarballExamination, TarballToExamine } from './examine-tarball.ts';

/** See `examineTarball`. */
export async function examineHere(tarball: TarballToExamine): Promise<TarballExamination> {
  const { examineTarball } = await import('./examine-tarball.ts');
  return examineTarball(tarball);
}

/** See `examineLarge`. */
export async function examineLargeHere(
  tarball: LargeToExamine,
): Promise<TarballExamination | undefined> {
  const { examineLarge } = await import('./examine-tarball.ts');
  return examineLarge(tarball);
}
