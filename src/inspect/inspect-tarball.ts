import { hash } from 'node:crypto';
import { problem } from '../problems.ts';
import { type ArchiveContents, createArchiveContents } from './archive-contents.ts';
import { type ArchiveLimits, archiveLimits } from './archive-limits.ts';
import { gunzip } from './gunzip.ts';
import { isGzip } from './gzip-header.ts';
import type { Inflate } from './inflate.ts';
import { inflateInPlace } from './inflate-in-place.ts';
import { lineEndConversionOf } from './line-ends.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import { quoted } from './quoted.ts';
import { differingRepeats } from './repeated-files.ts';
import { createProblemList, type ProblemList } from './problem-list.ts';
import { createTarWalker } from './tar-walker.ts';
import type { TarFault } from './tar-visitor.ts';
import type { Inspection, Tarball } from './tarball.ts';

export interface InspectOptions {
  /** Where the bytes come from; problems name it. */
  readonly path: string;
  /** @default archiveLimits */
  readonly limits?: ArchiveLimits;
  /** @default inflateInPlace */
  readonly inflate?: Inflate;
}

/**
 * What a package tarball holds, or what is wrong with it. A function of the bytes alone and total: no input
 * makes it reject, run for long, or use memory without bound. Of the content only package.json, README and
 * CHANGELOG are ever kept. The bytes must not change before the promise settles.
 */
export async function inspectTarball(
  bytes: Uint8Array,
  { path, limits = archiveLimits, inflate = inflateInPlace }: InspectOptions,
): Promise<Inspection> {
  const list = createProblemList(path);
  if (bytes.length > limits.packed) {
    list.add('ARCHIVE_LIMIT', `The file is larger than ${limits.packed} bytes`);
    return { tarball: undefined, problems: list.problems() };
  }
  const report = ({ code, message }: TarFault): void => list.add(code, message);
  const contents = createArchiveContents(limits, report);
  const walker = createTarWalker(contents.visitor, limits);
  const gunzipped = await gunzip(bytes, { limits, inflate, write: walker.push });
  if (gunzipped.state === 'corrupt') {
    // The content is not what was packed, so that what the walk found in it means nothing.
    const { code, message } = gzipFaultOf(bytes, gunzipped.reason);
    return { tarball: undefined, problems: [problem(code, path, message)] };
  }
  if (gunzipped.state === 'too-large') {
    list.add('ARCHIVE_LIMIT', 'The content is larger than a package of this size can be');
    return { tarball: undefined, problems: list.problems() };
  }
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
  if (contents.repeats.size > 0 && manifest !== undefined) {
    for (const path of await differingRepeats(bytes, { paths: contents.repeats, limits })) {
      list.add('ENTRY_DUPLICATE', `${quoted(path)} is there twice, with different bytes`);
    }
  }
  const problems = list.problems();
  const isUnsafe = problems.some(({ severity }) => severity === 'unsafe');
  if (isUnsafe || manifest === undefined) return { tarball: undefined, problems };
  return { tarball: factsOf(bytes, { manifest, contents }), problems };
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

function gzipFaultOf(bytes: Uint8Array, reason: string): TarFault {
  const conversion = isGzip(bytes) ? lineEndConversionOf(bytes) : undefined;
  if (conversion !== undefined) {
    const from = conversion === 'crlf-to-lf' ? 'CR LF to LF' : 'LF to CR LF';
    return {
      code: 'TARBALL_MANGLED',
      message: `Line ends were converted from ${from} inside the file.`,
    };
  }
  const guess = isGzip(bytes) ? '; it was cut off, damaged, or had its line ends converted' : '';
  return { code: 'GZIP_CORRUPT', message: `The file is not a sound gzip file: ${reason}${guess}.` };
}

function factsOf(
  bytes: Uint8Array,
  { manifest, contents }: { readonly manifest: Manifest; readonly contents: ArchiveContents },
): Tarball {
  return {
    name: manifest.name,
    version: manifest.version,
    manifest: manifest.fields,
    integrity: `sha512-${hash('sha512', bytes, 'base64')}`,
    shasum: hash('sha1', bytes, 'hex'),
    size: bytes.length,
    unpackedSize: contents.entries.reduce((total, { size }) => total + size, 0),
    fileCount: contents.entryCount(),
    entries: contents.entries,
    ...contents.documents(),
  };
}
