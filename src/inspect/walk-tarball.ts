// One walk over a tarball, whether its bytes are all here or come in pieces.
import { type ArchiveContents, createArchiveContents } from './archive-contents.ts';
import { type ArchiveLimits, archiveLimits } from './archive-limits.ts';
import type { ByteReader } from './byte-reader.ts';
import { type Gunzipped, gunzip } from './gunzip.ts';
import type { Inflate } from './inflate.ts';
import { inflateInPlace } from './inflate-in-place.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import { createProblemList, type ProblemList } from './problem-list.ts';
import type { TarFault } from './tar-visitor.ts';
import { createTarWalker } from './tar-walker.ts';

export interface InspectOptions {
  /** Where the bytes come from; problems name it. */
  readonly path: string;
  /** @default archiveLimits */
  readonly limits?: ArchiveLimits;
  /** @default inflateInPlace */
  readonly inflate?: Inflate;
}

export interface WalkOptions extends InspectOptions {
  /** Of the whole file, in bytes. */
  readonly size: number;
}

export interface Walk {
  readonly list: ProblemList;
  readonly gunzipped: Gunzipped;
  readonly contents: ArchiveContents;
  readonly manifest: Manifest | undefined;
}

/** `manifest` is there if the archive could be walked to its end; of one that does not unpack, all that counts is `gunzipped`. */
export async function walkTarball(
  input: ByteReader,
  { path, size, limits = archiveLimits, inflate = inflateInPlace }: WalkOptions,
): Promise<Walk> {
  const list = createProblemList(path);
  const report = ({ code, message }: TarFault): void => list.add(code, message);
  const contents = createArchiveContents(limits, report);
  if (size > limits.packed) {
    list.add('ARCHIVE_LIMIT', `The file is larger than ${limits.packed} bytes`);
    return { list, gunzipped: { state: 'too-large' }, contents, manifest: undefined };
  }
  const walker = createTarWalker(contents.visitor, limits);
  const gunzipped = await gunzip(input, { size, limits, inflate, write: walker.push });
  if (gunzipped.state === 'too-large') {
    list.add('ARCHIVE_LIMIT', 'The content is larger than a package of this size can be');
  }
  if (gunzipped.state !== 'complete') return { list, gunzipped, contents, manifest: undefined };
  walker.end();
  const manifest = finish({ contents, list, limits });
  if (gunzipped.trailing !== 'nothing') {
    const what = gunzipped.trailing === 'member' ? 'A second gzip member' : 'Something';
    list.add('GZIP_TRAILING', `${what} stands behind the compressed archive`);
    if (gunzipped.trailing === 'member' && !walker.hasEnded() && !list.has('TAR_CORRUPT')) {
      list.add(
        'MANIFEST_AMBIGUOUS',
        'The archive goes on in a second gzip member, which npm 11 reads and pnpm 12 does not',
      );
    }
  }
  return { list, gunzipped, contents, manifest };
}

/** What the whole archive shows, if it could be walked to its end. */
function finish({
  contents,
  list,
  limits,
}: {
  readonly contents: ArchiveContents;
  readonly list: ProblemList;
  readonly limits: ArchiveLimits;
}): Manifest | undefined {
  if (list.has('TAR_CORRUPT') || list.has('ARCHIVE_LIMIT')) return undefined;
  contents.finish();
  const bytes = contents.manifest();
  if (bytes === undefined) return undefined;
  return parseManifest(bytes, { limits, report: ({ code, message }) => list.add(code, message) });
}
