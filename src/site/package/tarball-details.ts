// What a package's page says of a tarball's files: plain data, a function of the bytes alone.
import {
  type ArchiveFile,
  type FileLimits,
  readArchiveFiles,
} from '../../inspect/archive-files.ts';
import { documentCandidateOf, documentTextOf } from '../../inspect/documents.ts';
import { compareText } from '../../compare.ts';

export interface TarballDetails {
  /** Sorted by path; the first of them if there are many. */
  readonly files: readonly DetailedFile[];
  readonly fileCount: number;
  /** The beginning, if it is long. */
  readonly changelog: { readonly fileName: string; readonly text: string } | undefined;
}

export interface DetailedFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** The beginning of the SHA-256 of the file, in hex: enough to tell one of a package's files from another. */
  readonly digest: string;
}

const maxFiles = 5000;
const digestLength = 16;
const maxChangelogBytes = 64 * 1024;

/** Nothing but the changelog is kept. */
const keep: FileLimits = {
  file: 0,
  total: 0,
  head: (path) => (changelogRank(path) === undefined ? 0 : maxChangelogBytes),
};

/** Of an archive that `inspectTarball` found nothing wrong with. */
export async function readTarballDetails(bytes: Uint8Array): Promise<TarballDetails> {
  return tarballDetailsOf(await readArchiveFiles(bytes, { keep }));
}

export function tarballDetailsOf(files: readonly ArchiveFile[]): TarballDetails {
  const sorted = files.toSorted((a, b) => compareText(a.path, b.path));
  return {
    files: sorted.slice(0, maxFiles).map(({ path, size, digest }) => ({
      path,
      size,
      digest: digest.slice(0, digestLength),
    })),
    fileCount: files.length,
    changelog: changelogIn(files),
  };
}

/** At the root only; the smaller is the better. */
function changelogRank(path: string): number | undefined {
  if (path.includes('/')) return undefined;
  const candidate = documentCandidateOf(path.toLowerCase());
  return candidate?.kind === 'changelog' ? candidate.rank : undefined;
}

function changelogIn(files: readonly ArchiveFile[]): TarballDetails['changelog'] {
  const [best] = files
    .flatMap((file) => {
      const rank = changelogRank(file.path);
      return rank === undefined ? [] : [{ file, rank }];
    })
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        a.file.path.length - b.file.path.length ||
        compareText(a.file.path, b.file.path),
    );
  if (best === undefined) return undefined;
  const { path, bytes, size } = best.file;
  const kept = bytes.subarray(0, maxChangelogBytes);
  return { fileName: path, text: documentTextOf(kept, { isCut: kept.length < size }) };
}
