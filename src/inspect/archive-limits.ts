// How large an archive may be. Each limit is far above the largest genuine packages, so that only a bomb meets it.

/** All sizes in bytes. */
export interface ArchiveLimits {
  readonly packed: number;
  /** Of the whole tar stream; `unpackedLimit` says how it depends on the packed size. */
  readonly unpacked: number;
  /** How many times its packed size an archive may unpack to, once it is over `unpackedFloor`. */
  readonly ratio: number;
  /** An archive may always unpack to this much, however small it is. */
  readonly unpackedFloor: number;
  /** Entries, PAX global headers included. */
  readonly entries: number;
  /** The path of one entry. */
  readonly path: number;
  /** All paths together: they are kept in memory. */
  readonly paths: number;
  /** Folders above a file. */
  readonly depth: number;
  /** A PAX header or a GNU long name. */
  readonly extension: number;
  /** All of them together: reading their records takes time. */
  readonly extensions: number;
  readonly manifest: number;
  /** Levels of objects and arrays in package.json. */
  readonly manifestDepth: number;
  /** README and CHANGELOG are cut there, not refused. */
  readonly document: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

/**
 * - `ratio`: deflate cannot do better than 1032 : 1, text seldom better than 20 : 1.
 * - `unpackedFloor`: small packages with generated tables or blank images exceed the ratio honestly; inflating
 *   64 MiB costs a tenth of a second and no memory, so there is nothing to gain below it.
 * - `path` and `depth`: PATH_MAX is 4096 on Linux and 1024 on macOS, for the whole path on disk; npm 2 nested
 *   bundled dependencies about 20 levels of two folders deep.
 * - `extension`: node-tar 7 skips a longer one (`maxMetaEntrySize`).
 * - `document`: the public registry's website cuts a README there.
 */
export const archiveLimits: ArchiveLimits = Object.freeze({
  packed: 256 * MiB,
  unpacked: 1024 * MiB,
  ratio: 200,
  unpackedFloor: 64 * MiB,
  entries: 100_000,
  path: 1024,
  paths: 16 * MiB,
  depth: 64,
  extension: MiB,
  extensions: 16 * MiB,
  manifest: MiB,
  manifestDepth: 100,
  document: 64 * KiB,
});

/** The most that an archive of `packed` bytes may unpack to. */
export function unpackedLimit(limits: ArchiveLimits, packed: number): number {
  return Math.min(limits.unpacked, Math.max(limits.unpackedFloor, limits.ratio * packed));
}
