// source → inspect → model for one package folder.
import { inspectTarball } from './inspect/inspect-tarball.ts';
import type { Directory } from './model/directory.ts';
import type { ExaminedFile } from './model/examined-file.ts';
import { type PackageResult, packageOf } from './model/package-of.ts';
import { compareLanding, createPackumentBudget, overBudget } from './model/packument-budget.ts';
import { versionClashesOf } from './model/version-clashes.ts';
import { fragmentOf } from './model/version-fragment.ts';
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
  const examined = await examineTarballs(placeable);
  const result = packageOf({
    folder: { ...folder, tarballs: placeable },
    examined,
    meta: await folder.meta?.read(),
    directory,
  });
  const problems: Problem[] = [...clashes.values()];
  for (const { path } of placeable) problems.push(...(examined.get(path)?.problems ?? []));
  return { package: result.package, problems: [...problems, ...result.problems] };
}

/**
 * One after another, in the order in which they landed. A manifest that has no place in the package's document is
 * not kept, so that no number of large ones fills the memory.
 */
async function examineTarballs(
  files: readonly TarballFile[],
): Promise<ReadonlyMap<string, ExaminedFile>> {
  const budget = createPackumentBudget();
  const examined = new Map<string, ExaminedFile>();
  const sized = files.map((file) => {
    const { path, version, landed } = file;
    return { file, path, version, since: landed.since };
  });
  for (const one of sized.toSorted(compareLanding)) {
    const found = await examineTarball(one.file);
    const { fragment, problems } = found;
    const fits = fragment === undefined || budget.take(Buffer.byteLength(fragment.manifest));
    examined.set(
      one.path,
      fits ? found : { ...found, fragment: undefined, problems: [...problems, overBudget(one)] },
    );
  }
  return examined;
}

async function examineTarball(file: TarballFile): Promise<ExaminedFile> {
  const { bytes, problem } = await file.read();
  if (problem !== undefined) {
    return { fragment: undefined, problems: [problem], readme: () => noReadme };
  }
  const { tarball, problems } = await inspectTarball(bytes, { path: file.path });
  const text = tarball?.readme?.text ?? '';
  const readme = (): Promise<string> => Promise.resolve(text);
  return { fragment: tarball && fragmentOf(tarball), problems, readme };
}

const noReadme = Promise.resolve('');
