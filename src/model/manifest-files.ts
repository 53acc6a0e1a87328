// What package.json says of its files: programs, manual pages, folders, types.
import { posix } from 'node:path';
import normalizeBin from 'npm-normalize-package-bin';
import { compareText } from '../compare.ts';
import type { Tarball } from '../inspect/tarball.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import { archivePathOf, isPathLength } from './archive-path.ts';

/** `bin` as an object of safe paths, `man`, `directories` and `types`, from package.json and the list of files. */
export function fileFields({
  manifest,
  name,
  entries,
}: Pick<Tarball, 'manifest' | 'name' | 'entries'>): JsonObject {
  const paths = entries.map(({ path }) => path);
  const folders = own(manifest, 'directories');
  const directories = isJsonObject(folders) ? folders : {};
  return {
    bin: binOf(own(manifest, 'bin'), name) ?? binInFolder(own(directories, 'bin'), paths),
    man: manOf(own(manifest, 'man')) ?? manInFolder(own(directories, 'man'), paths),
    directories: isJsonObject(folders) ? foldersInside(folders) : undefined,
    ...typesOf(manifest, paths),
  };
}

/** Text, list and object become the object that every client links from; unusable entries go. */
function binOf(value: unknown, name: string): JsonObject | undefined {
  if (Array.isArray(value)) {
    return binOf(
      Object.fromEntries(value.filter(isText).map((path) => [baseOf(path), path])),
      name,
    );
  }
  if (isText(value)) return binOf({ [name]: value }, name);
  if (!isJsonObject(value)) return undefined;
  const short = Object.entries(value).filter(([, path]) => isText(path) && isPathLength(path));
  const { bin } = normalizeBin({ name, bin: Object.fromEntries(short) });
  return isJsonObject(bin) && Object.keys(bin).length > 0 ? bin : undefined;
}

/** Every file of `directories.bin`, as npm publish lists it; of two with one name the first by path. */
function binInFolder(folder: unknown, paths: readonly string[]): JsonObject | undefined {
  const bin = new Map<string, string>();
  for (const path of pathsBelow(folder, paths)) {
    const base = baseOf(path);
    if (!bin.has(base)) bin.set(base, path);
  }
  return bin.size > 0 ? binOf(Object.fromEntries(bin), '') : undefined;
}

function manOf(value: unknown): readonly string[] | undefined {
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  const pages = given
    .filter(isText)
    .map(archivePathOf)
    .filter((page) => page !== undefined)
    .filter(Boolean);
  return pages.length > 0 ? pages : undefined;
}

function manInFolder(folder: unknown, paths: readonly string[]): readonly string[] | undefined {
  const pages = pathsBelow(folder, paths).filter((path) => /\.[0-9]$/.test(path));
  return pages.length > 0 ? pages : undefined;
}

/** Sorted. Without dot-files and dot-folders, which npm's glob does not see either. */
function pathsBelow(folder: unknown, paths: readonly string[]): readonly string[] {
  if (!isText(folder) || folder === '') return [];
  const inside = archivePathOf(folder);
  if (inside === undefined) return [];
  const prefix = inside === '' ? '' : `${inside}/`;
  return paths
    .filter((path) => path.startsWith(prefix) && !/(?:^|\/)\./.test(path.slice(prefix.length)))
    .sort(compareText);
}

/** Without folders outside the package. */
function foldersInside(folders: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(folders).filter(
      ([, folder]) =>
        isText(folder) && !/^[\\/]|^[A-Za-z]:|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(folder),
    ),
  );
}

/** The declarations beside `main`, when package.json names none (npm publish, step `fillTypes`). */
function typesOf(manifest: JsonObject, paths: readonly string[]): JsonObject {
  const main = own(manifest, 'main') ?? 'index.js';
  if (!isText(main) || Object.hasOwn(manifest, 'types') || Object.hasOwn(manifest, 'typings')) {
    return {};
  }
  if (!isPathLength(main)) return {};
  const index = posix.normalize(main === '' ? 'index.js' : main);
  const stem = index.slice(0, index.length - posix.extname(index).length);
  return paths.includes(`${stem}.d.ts`) ? { types: `./${stem}.d.ts` } : {};
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
