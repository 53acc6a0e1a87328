// The files of package folders, one folder after another.
import type { PackageName } from '../package-name.ts';
import type { Problem } from '../problems.ts';
import type { Version } from '../version.ts';
import { classifyPackageFile, type PackageFile } from './classify-entry.ts';
import { copyOf } from './copy-of.ts';
import type { TreeEntry } from './git-engine.ts';
import { packagesFolder } from './package-path.ts';

/** A tarball or pointer whose file name agrees with its folder. */
export interface ClassifiedTarball {
  readonly entry: TreeEntry;
  readonly version: Version;
}

export interface ClassifiedPackage {
  readonly name: PackageName;
  readonly folder: string;
  /** In the order of the entries. */
  readonly tarballs: readonly ClassifiedTarball[];
  /** In the order of the entries; nobody knows yet whether the tarball of each is there. */
  readonly provenances: readonly TreeEntry[];
  readonly meta: TreeEntry | undefined;
  /** META_INVALID: what is called meta.json cannot be read, so nobody knows what may be shown of the package. */
  readonly problem: Problem | undefined;
}

interface OpenPackage extends ClassifiedPackage {
  readonly tarballs: ClassifiedTarball[];
  readonly provenances: TreeEntry[];
  meta: TreeEntry | undefined;
  problem: Problem | undefined;
}

/**
 * The packages that hold a tarball, a provenance or a meta.json. What lies in a folder must come together, as git lists it, so that
 * one folder is held at a time.
 */
export async function* packagesIn(
  entries: AsyncIterable<TreeEntry> | Iterable<TreeEntry>,
): AsyncGenerator<ClassifiedPackage> {
  let open: OpenPackage | undefined;
  for await (const entry of entries) {
    if (!entry.path.startsWith(`${packagesFolder}/`)) continue;
    const file = classifyPackageFile(entry);
    if (file === undefined || 'code' in file) continue;
    if (open?.folder !== file.folder) {
      if (open !== undefined) yield open;
      const [name, folder] = [copyOf(file.name), copyOf(file.folder)];
      open = {
        ...{ name, folder, tarballs: [], provenances: [] },
        ...{ meta: undefined, problem: undefined },
      };
    }
    addTo(open, file);
  }
  if (open !== undefined) yield open;
}

function addTo(open: OpenPackage, { kind, entry, version, problem }: PackageFile): void {
  if (problem !== undefined) open.problem ??= problem;
  else if (kind === 'meta') open.meta = entry;
  else if (version === undefined) open.provenances.push(entry);
  else open.tarballs.push({ entry, version });
}
