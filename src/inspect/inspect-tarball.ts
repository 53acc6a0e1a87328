import { createHash, hash } from 'node:crypto';
import { problem } from '../problems.ts';
import type { ArchiveContents } from './archive-contents.ts';
import { archiveLimits } from './archive-limits.ts';
import { readerOf, readerOfPieces } from './byte-reader.ts';
import { isGzip } from './gzip-header.ts';
import { lineEndConversionOf } from './line-ends.ts';
import type { Manifest } from './manifest.ts';
import { quoted } from './quoted.ts';
import { differingRepeats } from './repeated-files.ts';
import type { TarFault } from './tar-visitor.ts';
import type { Inspection, Tarball } from './tarball.ts';
import { type InspectOptions, type Walk, type WalkOptions, walkTarball } from './walk-tarball.ts';

/**
 * What a package tarball holds, or what is wrong with it. A function of the bytes alone and total: no input
 * makes it reject, run for long, or use memory without bound. Of the content only package.json, README and
 * CHANGELOG are ever kept. The bytes must not change before the promise settles.
 */
export async function inspectTarball(
  bytes: Uint8Array,
  options: InspectOptions,
): Promise<Inspection> {
  const { path, limits = archiveLimits } = options;
  const { length: size } = bytes;
  const walk = await walkTarball(readerOf(bytes), { ...options, size });
  const { list, contents, gunzipped } = walk;
  if (gunzipped.state === 'corrupt') {
    // The content is not what was packed, so that what the walk found in it means nothing.
    const { code, message } = gzipFaultOf(bytes, gunzipped.reason);
    return { tarball: undefined, problems: [problem(code, path, message)] };
  }
  if (contents.repeats.size > 0 && walk.manifest !== undefined) {
    for (const path of await differingRepeats(bytes, { paths: contents.repeats, limits })) {
      list.add('ENTRY_DUPLICATE', `${quoted(path)} is there twice, with different bytes`);
    }
  }
  return inspectionOf(walk, {
    integrity: () => `sha512-${hash('sha512', bytes, 'base64')}`,
    shasum: () => hash('sha1', bytes, 'hex'),
    size,
  });
}

/**
 * The same of a tarball that comes in pieces, each of which may be overwritten once the next is asked for.
 * `undefined` when all bytes are needed at once to say what it is: they do not unpack, or are read twice. Rejects when
 * the pieces do.
 */
export async function inspectPieces(
  pieces: AsyncIterable<Uint8Array>,
  options: WalkOptions,
): Promise<Inspection | undefined> {
  const [sha512, sha1] = [createHash('sha512'), createHash('sha1')];
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      sha512.update(piece);
      sha1.update(piece);
      yield piece;
    }
  }
  const input = hashed();
  try {
    const walk = await walkTarball(readerOfPieces(input), options);
    const { gunzipped, contents } = walk;
    const isTooLarge = gunzipped.state === 'too-large';
    const isRead = gunzipped.state === 'complete' && gunzipped.trailing === 'nothing';
    if (!(isRead || isTooLarge) || contents.repeats.size > 0) return undefined;
    if (isTooLarge) await drain(input);
    return inspectionOf(walk, {
      integrity: () => `sha512-${sha512.digest('base64')}`,
      shasum: () => sha1.digest('hex'),
      size: options.size,
    });
  } finally {
    await input.return(undefined);
  }
}

/** Only at the end the pieces say whether they were the right ones. */
async function drain(pieces: AsyncGenerator<Uint8Array>): Promise<void> {
  let next = await pieces.next();
  while (next.done !== true) next = await pieces.next();
}

/** Of the packed bytes, each made when it is needed. */
interface PackedFacts {
  readonly integrity: () => string;
  readonly shasum: () => string;
  readonly size: number;
}

function inspectionOf({ list, contents, manifest }: Walk, packed: PackedFacts): Inspection {
  const problems = list.problems();
  const isUnsafe = problems.some(({ severity }) => severity === 'unsafe');
  if (isUnsafe || manifest === undefined) return { tarball: undefined, problems };
  return { tarball: factsOf(packed, { manifest, contents }), problems };
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
  packed: PackedFacts,
  { manifest, contents }: { readonly manifest: Manifest; readonly contents: ArchiveContents },
): Tarball {
  return {
    name: manifest.name,
    version: manifest.version,
    manifest: manifest.fields,
    integrity: packed.integrity(),
    shasum: packed.shasum(),
    size: packed.size,
    unpackedSize: contents.entries.reduce((total, { size }) => total + size, 0),
    fileCount: contents.entryCount(),
    entries: contents.entries,
    ...contents.documents(),
  };
}
