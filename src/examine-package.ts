// source → inspect → model for one package folder.
import { inspectTarball } from './inspect/inspect-tarball.ts';
import type { Inspection } from './inspect/tarball.ts';
import type { Directory } from './model/directory.ts';
import { type PackageResult, packageOf } from './model/package-of.ts';
import { compareLanding, createPackumentBudget, overBudget } from './model/packument-budget.ts';
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
  const inspections = await examineTarballs(placeable);
  const result = packageOf({
    folder: { ...folder, tarballs: placeable },
    inspections,
    meta: await folder.meta?.read(),
    directory,
  });
  const problems: Problem[] = [...clashes.values()];
  for (const { path } of placeable) problems.push(...(inspections.get(path)?.problems ?? []));
  return { package: result.package, problems: [...problems, ...result.problems] };
}

/**
 * One after another, in the order in which they landed. A manifest that has no place in the package's document is
 * not kept, so that no number of large ones fills the memory.
 */
async function examineTarballs(
  files: readonly TarballFile[],
): Promise<ReadonlyMap<string, Inspection>> {
  const budget = createPackumentBudget();
  const inspections = new Map<string, Inspection>();
  const sized = files.map((file) => {
    const { path, version, landed } = file;
    return { file, path, version, since: landed.since };
  });
  for (const one of sized.toSorted(compareLanding)) {
    const inspection = await examineTarball(one.file);
    const fits = inspection.tarball === undefined || budget.take([inspection.tarball.manifest]);
    const { problems } = inspection;
    inspections.set(
      one.path,
      fits ? inspection : { tarball: undefined, problems: [...problems, overBudget(one)] },
    );
  }
  return inspections;
}

async function examineTarball(file: TarballFile): Promise<Inspection> {
  const { bytes, problem } = await file.read();
  return problem === undefined
    ? inspectTarball(bytes, { path: file.path })
    : { tarball: undefined, problems: [problem] };
}
