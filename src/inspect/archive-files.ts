// The files of a tarball in memory, for those who look at their content: nothing is ever written to a disk.
import { createHash, type Hash } from 'node:crypto';
import { type ArchiveLimits, archiveLimits } from './archive-limits.ts';
import { readerOf } from './byte-reader.ts';
import { gunzip } from './gunzip.ts';
import { inflateInPlace } from './inflate-in-place.ts';
import { createKeptBody, type KeptBody } from './kept-body.ts';
import { pathTextOf, pathTraitsOf } from './tar-path.ts';
import type { TarEntry, TarVisitor } from './tar-visitor.ts';
import { createTarWalker } from './tar-walker.ts';

export interface ArchiveFile {
  /** Without the root folder. */
  readonly path: string;
  /** Bytes of the whole file. */
  readonly size: number;
  /** SHA-256 of the whole file, in hex. */
  readonly digest: string;
  /** All of it if `isWhole`, else its beginning. */
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

/** Bytes. */
export interface FileLimits {
  /** A larger file is not kept whole. */
  readonly file: number;
  /** Once as much is kept, no further file is. */
  readonly total: number;
  /** What is kept of a file that is not kept whole: enough to tell what kind it is. May differ by path. */
  readonly head: number | ((path: string) => number);
}

const MiB = 2 ** 20;

export const fileLimits: FileLimits = Object.freeze({ file: 16 * MiB, total: 96 * MiB, head: 256 });

/**
 * The regular files, in the archive's order; of one that is there twice, the last. For an archive that `inspectTarball`
 * found nothing wrong with: what cannot be walked is left out.
 */
export async function readArchiveFiles(
  bytes: Uint8Array,
  {
    limits = archiveLimits,
    keep = fileLimits,
  }: { readonly limits?: ArchiveLimits; readonly keep?: FileLimits } = {},
): Promise<readonly ArchiveFile[]> {
  const { visitor, files } = createCollector(keep);
  const walker = createTarWalker(visitor, limits);
  const { length: size } = bytes;
  await gunzip(readerOf(bytes), { size, limits, inflate: inflateInPlace, write: walker.push });
  walker.end();
  return files();
}

interface OpenFile {
  readonly size: number;
  readonly body: KeptBody;
  readonly hash: Hash;
}

function createCollector(keep: FileLimits): {
  readonly visitor: TarVisitor;
  readonly files: () => readonly ArchiveFile[];
} {
  const open = new Map<string, OpenFile>();
  let kept = 0;
  const entry = ({ kind, path, size }: TarEntry): ((piece: Buffer) => void) | undefined => {
    if (kind !== 'file') return undefined;
    const text = pathTextOf(path, pathTraitsOf(path));
    const isWhole = size <= keep.file && kept + size <= keep.total;
    const relative = text.slice(text.indexOf('/') + 1);
    const head = typeof keep.head === 'number' ? keep.head : keep.head(relative);
    const body = createKeptBody(size, isWhole ? size : head);
    kept += body.bytes.length;
    const hash = createHash('sha256');
    // The last one takes the last place, too.
    open.delete(relative);
    open.set(relative, { size, body, hash });
    return (piece) => {
      body.sink(piece);
      hash.update(piece);
    };
  };
  const files = (): readonly ArchiveFile[] =>
    [...open].map(([path, { size, body, hash }]) => ({
      path,
      size,
      digest: hash.digest('hex'),
      bytes: body.bytes,
      isWhole: !body.isCut,
    }));
  return { visitor: { entry, fault: () => undefined }, files };
}
