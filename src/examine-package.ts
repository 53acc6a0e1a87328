// source → inspect → model for one package folder.
import { inspectTarball } from './inspect/inspect-tarball.ts';
import type { Inspection } from './inspect/tarball.ts';
import type { Directory } from './model/directory.ts';
import { type PackageResult, packageOf } from './model/package-of.ts';
import { versionClashesOf } from './model/version-clashes.ts';
import type { Problem } from './problems.ts';
import type { PackageFolder, TarballFile } from './source/snapshot.ts';

/** Reads and inspects a folder's tarballs; what has problems is left out of the package. */
export async function examinePackage(
  folder: PackageFolder,
  directory: Directory,
): Promise<PackageResult> {
  if (folder.problem !== undefined) return { package: undefined, problems: [folder.problem] };
  const clashes = versionClashesOf(
    folder.name,
    folder.tarballs.map(({ version, landed }) => ({ version, since: landed.since })),
  );
  const placeable = folder.tarballs.filter(({ version }) => !clashes.has(version));
  const inspections = new Map<string, Inspection>();
  for (const file of placeable) inspections.set(file.path, await examineTarball(file));
  const result = packageOf({
    folder: { ...folder, tarballs: placeable },
    inspections,
    meta: await folder.meta?.read(),
    directory,
  });
  const problems: Problem[] = [...clashes.values()];
  for (const inspection of inspections.values()) problems.push(...inspection.problems);
  return { package: result.package, problems: [...problems, ...result.problems] };
}

async function examineTarball(file: TarballFile): Promise<Inspection> {
  const { bytes, problem } = await file.read();
  return problem === undefined
    ? inspectTarball(bytes, { path: file.path })
    : { tarball: undefined, problems: [problem] };
}
