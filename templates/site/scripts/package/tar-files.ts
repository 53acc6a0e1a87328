// The bytes of a `.tgz` → its files.
import { unpackTar } from 'modern-tar';
import { formatBytes } from '../../../../src/amounts.ts';
import { TarballError } from './tarball-error.ts';

/** By path without the root folder, `/` between folders. A path is any text: it is shown, and never made an address of. */
export type TarFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** Throws TARBALL_DAMAGED, TARBALL_TOO_LARGE and BROWSER_TOO_OLD. */
export async function readTarFiles(
  bytes: Uint8Array<ArrayBuffer>,
  { unpackedLimit }: { readonly unpackedLimit: number },
): Promise<TarFiles> {
  try {
    return filesOf(await unpackTar(await gunzip(bytes, unpackedLimit)));
  } catch (error) {
    if (error instanceof TarballError) throw error;
    throw new TarballError(
      'TARBALL_DAMAGED',
      'The tarball cannot be unpacked.',
      'Load the page again; if that does not help, the file on the server is damaged.',
      { cause: error },
    );
  }
}

/** npm removes the first folder, whatever its name; of two files with one path, clients keep the later. */
function filesOf(entries: Awaited<ReturnType<typeof unpackTar>>): TarFiles {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const { header, data } of entries) {
    const slash = header.name.indexOf('/');
    const path = header.name.slice(slash + 1);
    if (data === undefined || slash < 0 || path === '' || path.endsWith('/')) continue;
    files.set(path, data);
  }
  return files;
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>, limit: number): Promise<Uint8Array> {
  // A server may call the `.tgz` gzip-encoded: the browser has then unpacked it.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await inflate(bytes, limit);
  } catch (error) {
    if (error instanceof TarballError) throw error;
    const unpadded = await inflateUnpadded(bytes, limit);
    if (unpadded === undefined) throw error;
    return unpadded;
  }
}

/**
 * npm takes zeros behind a gzip member for padding, browsers refuse them. The member's last four bytes are the
 * size, of which three may be zeros of its own.
 */
async function inflateUnpadded(
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
): Promise<Uint8Array | undefined> {
  const last = bytes.findLastIndex((byte) => byte !== 0);
  for (let end = last + 1; end <= Math.min(last + 4, bytes.length - 1); end++) {
    try {
      return await inflate(bytes.subarray(0, end), limit);
    } catch {
      // Not its end.
    }
  }
  return undefined;
}

async function inflate(bytes: Uint8Array<ArrayBuffer>, limit: number): Promise<Uint8Array> {
  if (!('DecompressionStream' in globalThis)) {
    throw new TarballError(
      'BROWSER_TOO_OLD',
      'This browser cannot unpack tarballs.',
      'Use a browser of 2023 or later.',
    );
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return await collect(stream, limit, 'unpacked');
}

/** All bytes of a stream, of which it reads no more than `limit`. Throws TARBALL_TOO_LARGE. */
export async function collect(
  stream: ReadableStream<Uint8Array>,
  limit: number,
  what: 'packed' | 'unpacked',
  onProgress?: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  const reader = stream.getReader();
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      // Whatever the source says of being left alone is of no interest any more.
      void reader.cancel().catch(() => undefined);
      throw tooLarge(what, limit);
    }
    chunks.push(value);
    onProgress?.(size);
  }
  const all = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.length;
  }
  return all;
}

export function tooLarge(what: 'packed' | 'unpacked', limit: number): TarballError {
  return new TarballError(
    'TARBALL_TOO_LARGE',
    `The tarball is larger than ${formatBytes(limit)} ${what}.`,
    'Loading it takes time and memory.',
  );
}
