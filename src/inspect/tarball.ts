// What `inspect` finds in a tarball's bytes, and nothing but its bytes.
import type { JsonObject } from '../json.ts';
import type { PackageName } from '../package-name.ts';
import type { Problem } from '../problems.ts';
import type { Version } from '../version.ts';

/** A regular file of the archive, its path without the root folder. */
export interface TarballEntry {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

export interface Tarball {
  readonly name: PackageName;
  readonly version: Version;
  /** package.json as it stands in the archive, BOM removed. */
  readonly manifest: JsonObject;
  /** `sha512-…`, of the packed bytes. */
  readonly integrity: string;
  /** Hex SHA-1 of the packed bytes. */
  readonly shasum: string;
  /** Packed bytes. */
  readonly size: number;
  /** Sum of the sizes of all regular files, as npm counts it. */
  readonly unpackedSize: number;
  /** Entries of every kind, folders too, as npm pack counts them (npm 11). */
  readonly fileCount: number;
  /** Regular files, in the archive's order. */
  readonly entries: readonly TarballEntry[];
  /** At most 64 KB, with the name of its file. */
  readonly readme: TarballDocument | undefined;
  readonly changelog: TarballDocument | undefined;
  /** `binding.gyp` at the root: npm runs `node-gyp rebuild` when no install script is given. */
  readonly hasBindingGyp: boolean;
  /** `npm-shrinkwrap.json` at the root. */
  readonly hasShrinkwrap: boolean;
}

export interface TarballDocument {
  readonly fileName: string;
  readonly text: string;
  /** The file holds more. */
  readonly isCut: boolean;
}

/** `tarball` is absent when any problem is `unsafe`. */
export interface Inspection {
  readonly tarball: Tarball | undefined;
  readonly problems: readonly Problem[];
}
