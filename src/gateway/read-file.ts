// A file of the built folder as an HTTP answer: validators, conditions, ranges.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fresh from 'fresh';
import parseRange from 'range-parser';
import type { OutputPath } from '../host/output-path.ts';
import { hasCode } from '../system-error.ts';

export interface FileReader {
  /** `undefined` when there is no such file. */
  respond(request: Request, file: FileToServe): Promise<Response | undefined>;
}

export interface FileToServe {
  readonly path: OutputPath;
  readonly contentType: string;
  readonly cacheControl: string;
}

interface Opened {
  readonly handle: FileHandle;
  readonly size: number;
  readonly modified: Date;
  readonly etag: string;
}

/** ETags of files that were served lately; a file is replaced, never altered, so its inode and time tell. */
const maxKnown = 10_000;

export function createFileReader(folder: string): FileReader {
  const known = new Map<string, string>();

  async function openFile(path: OutputPath): Promise<Opened | undefined> {
    const handle = await openRegular(join(folder, path));
    if (handle === undefined) return undefined;
    try {
      const { ino, size, mtimeMs, ctimeMs, mtime } = await handle.stat();
      const key = `${path}\0${ino}\0${size}\0${mtimeMs}\0${ctimeMs}`;
      const etag = known.get(key) ?? (await etagOf(handle));
      known.delete(key);
      known.set(key, etag);
      for (const oldest of known.keys()) {
        if (known.size <= maxKnown) break;
        known.delete(oldest);
      }
      return { handle, size, modified: mtime, etag };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  return {
    async respond(request, { path, contentType, cacheControl }) {
      const file = await openFile(path);
      if (file === undefined) return undefined;
      const { handle, size, etag, modified } = file;
      const common = {
        etag,
        'last-modified': modified.toUTCString(),
        'cache-control': cacheControl,
        'accept-ranges': 'bytes',
        vary: 'accept, authorization',
      };
      if (fresh(Object.fromEntries(request.headers), common)) {
        await handle.close();
        return new Response(null, { status: 304, headers: common });
      }
      const whole = { start: 0, end: size - 1 };
      const range = rangeOf(request, { size, etag });
      if (range === 'unsatisfiable') {
        await handle.close();
        return new Response(null, {
          status: 416,
          headers: { ...common, 'content-range': `bytes */${size}` },
        });
      }
      const { start, end } = range ?? whole;
      const typed = {
        ...common,
        'content-type': contentType,
        'content-length': String(end - start + 1),
        ...(range !== undefined && { 'content-range': `bytes ${start}-${end}/${size}` }),
      };
      const status = range === undefined ? 200 : 206;
      if (request.method === 'HEAD' || size === 0) {
        await handle.close();
        return new Response(null, { status, headers: typed });
      }
      // It closes the handle when it ends, however it does.
      const stream = createReadStream('', { fd: handle, start, end });
      return new Response(Readable.toWeb(stream) as ReadableStream, { status, headers: typed });
    },
  };
}

/** One range only: a client that asks for several gets the whole file, as RFC 9110 section 14.2 allows. */
function rangeOf(
  request: Request,
  { size, etag }: { readonly size: number; readonly etag: string },
): { readonly start: number; readonly end: number } | 'unsatisfiable' | undefined {
  const header = request.headers.get('range');
  if (header === null || request.method !== 'GET') return undefined;
  const condition = request.headers.get('if-range');
  if (condition !== null && condition !== etag) return undefined;
  const ranges = parseRange(size, header, { combine: true });
  if (ranges === -1) return 'unsatisfiable';
  if (ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return undefined;
  return ranges[0];
}

async function openRegular(path: string): Promise<FileHandle | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG')) return undefined;
    throw error;
  }
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  return undefined;
}

/** Strong, of the content: two gateways that serve the same bytes say the same. */
async function etagOf(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(64 * 1024);
  for (let position = 0; ;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return `"${hash.digest('base64url').slice(0, 27)}"`;
    hash.update(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
}
