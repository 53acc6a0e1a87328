// What the documents of a registry say of a version, from its tarball's bytes alone.
import type { JsonObject } from '../json.ts';
import type { PackageName } from '../package-name.ts';
import type { Version } from '../version.ts';

/** Small plain data: it is all that is kept of a tarball, and may be kept for ever by the id of its blob. */
export interface VersionFragment {
  readonly name: PackageName;
  readonly version: Version;
  /** JSON text: package.json normalised as npm publish does, without what the registry adds. */
  readonly manifest: string;
  readonly hasInstallScript: boolean;
  readonly hasShrinkwrap: boolean;
  /** `sha512-…`, of the packed bytes. */
  readonly integrity: string;
  /** Hex SHA-1 of the packed bytes. */
  readonly shasum: string;
  /** Packed bytes. */
  readonly size: number;
  readonly fileCount: number;
  readonly unpackedSize: number;
  readonly readme: ReadmeReference | undefined;
  /** Whether there is a changelog at the root. */
  readonly hasChangelog: boolean;
  /** Whether there are TypeScript's declaration files. */
  readonly hasDeclarations: boolean;
}

/** A README without its text, which may be as long as all the rest of a hundred versions. */
export interface ReadmeReference {
  readonly fileName: string;
  /** Hex SHA-256 of the text in UTF-8. */
  readonly digest: string;
  /** The file holds more. */
  readonly isCut: boolean;
}

/** The manifest as an object. */
export function manifestIn({ manifest }: Pick<VersionFragment, 'manifest'>): JsonObject {
  // `fragmentOf` wrote an object.
  return JSON.parse(manifest) as JsonObject;
}
