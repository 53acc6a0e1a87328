// What the user named → tarballs that may be admitted, with the provenances beside them.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import fastGlob from 'fast-glob';
import { type InspectedPackage, inspectPackages } from '../add/inspect-packages.ts';
import { createRefusal } from '../add/refusal.ts';
import type { OfferedProvenance } from '../change/plan-add.ts';
import { compareText } from '../compare.ts';
import { StillpackError } from '../errors.ts';
import type { Environment } from '../options.ts';
import type { Problem } from '../problems.ts';
import { readBounded } from '../source/bounded-read.ts';
import { maxProvenanceBytes } from '../source/byte-limits.ts';

export interface OfferedPackage extends InspectedPackage {
  readonly provenance: OfferedProvenance | undefined;
}

export interface OfferedPackages {
  readonly packages: readonly OfferedPackage[];
  readonly warnings: readonly Problem[];
}

interface TarballOptions {
  /** Tarballs, package folders, and patterns of them. */
  readonly files: readonly string[];
  readonly cwd: string;
  readonly env: Environment;
  /** Whether `<file>.sigstore` beside a tarball goes along. */
  readonly provenance: boolean;
}

/** Throws OPTION_INVALID where nothing is named, NOT_A_TARBALL for a pattern of nothing, and as `add` of the files themselves. */
export async function readTarballs(options: TarballOptions): Promise<OfferedPackages> {
  const files = await expandPatterns(options);
  const { inspected, problems } = await inspectPackages(files, options);
  const refusal = createRefusal(problems);
  if (refusal !== undefined) throw refusal;
  const packages: OfferedPackage[] = [];
  for (const each of inspected) {
    const provenance = options.provenance ? await readProvenance(each.file, options) : undefined;
    packages.push({ ...each, provenance });
  }
  return { packages, warnings: problems };
}

/** A file of that very name is no pattern. */
async function expandPatterns({ files, cwd }: TarballOptions): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const file of files) {
    const isThere = await stat(resolve(cwd, file)).then(
      () => true,
      () => false,
    );
    if (isThere || !fastGlob.isDynamicPattern(file)) {
      found.add(file);
      continue;
    }
    // Links to folders could lead anywhere, and without end.
    const options = { cwd, onlyFiles: false, followSymbolicLinks: false };
    const matches = await fastGlob(file, options);
    if (matches.length === 0) throw matchesNothing(file);
    for (const match of matches.toSorted(compareText)) found.add(match);
  }
  if (found.size > 0) return [...found];
  throw new StillpackError('OPTION_INVALID', 'No file is named.', { hint: whatToName });
}

const whatToName =
  'Name .tgz files made by `npm pack`, folders that hold a package.json, or patterns of them.';

function matchesNothing(pattern: string): StillpackError {
  const message = `${pattern} is the name of no file, and matches none.`;
  return new StillpackError('NOT_A_TARBALL', message, { path: pattern, hint: whatToName });
}

/** `undefined` where there is none. Throws PROVENANCE_INVALID where it cannot be read. */
async function readProvenance(
  tarball: string,
  { cwd }: TarballOptions,
): Promise<OfferedProvenance | undefined> {
  const file = `${tarball}.sigstore`;
  const path = resolve(cwd, file);
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) return undefined;
  const bytes = await readBounded(path, maxProvenanceBytes);
  if (bytes !== undefined) return { file, bytes };
  throw new StillpackError('PROVENANCE_INVALID', `${file} cannot be read.`, {
    path: file,
    hint: 'Make it readable, or upload without a provenance (--no-provenance).',
  });
}
