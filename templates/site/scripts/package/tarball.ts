// Downloads of tarballs: one for all parts of a page that need the same.
import { collect, readTarFiles, type TarFiles, tooLarge } from './tar-files.ts';
import { TarballError } from './tarball-error.ts';

/** In bytes. */
export interface TarballLimits {
  readonly packed: number;
  readonly unpacked: number;
}

/** What is loaded without asking the reader. */
export const usualLimits: TarballLimits = { packed: 50e6, unpacked: 200e6 };
/** What is loaded at all: a browser's tab does not survive much more. */
export const hardLimits: TarballLimits = { packed: 250e6, unpacked: 1000e6 };

/** Bytes so far, and of how many; `undefined` when the server does not say. */
export type OnProgress = (loaded: number, total: number | undefined) => void;

interface Download {
  readonly limits: TarballLimits;
  readonly files: Promise<TarFiles>;
  readonly listeners: Set<OnProgress>;
}

const downloads = new Map<string, Download>();

export interface TarballOptions {
  /** @default usualLimits */
  readonly limits?: TarballLimits;
  readonly onProgress?: OnProgress;
}

/** The files of a tarball; a second caller shares the first one's download. Throws TarballError. */
export function loadTarball(
  url: string,
  { limits = usualLimits, onProgress }: TarballOptions = {},
): Promise<TarFiles> {
  const known = downloads.get(url);
  if (known !== undefined) {
    if (onProgress !== undefined) known.listeners.add(onProgress);
    if (known.limits.packed >= limits.packed) return known.files;
    return known.files.catch((error: unknown) => {
      if (!isTooLarge(error)) throw error;
      return loadTarball(url, { limits, ...(onProgress === undefined ? {} : { onProgress }) });
    });
  }
  const listeners = new Set(onProgress === undefined ? [] : [onProgress]);
  const files = download(url, limits, (loaded, total) => {
    for (const listener of listeners) listener(loaded, total);
  });
  downloads.set(url, { limits, files, listeners });
  // What failed can be tried again, with other limits or when the network is back.
  files.catch(() => downloads.delete(url));
  return files;
}

function isTooLarge(error: unknown): boolean {
  return error instanceof TarballError && error.code === 'TARBALL_TOO_LARGE';
}

async function download(
  url: string,
  limits: TarballLimits,
  onProgress: OnProgress,
): Promise<TarFiles> {
  const { body, total } = await request(url);
  if (total !== undefined && total > limits.packed) {
    void body.cancel().catch(() => undefined);
    throw tooLarge('packed', limits.packed);
  }
  const bytes = await collect(body, limits.packed, 'packed', (loaded) =>
    onProgress(loaded, total),
  ).catch((error: unknown) => {
    throw error instanceof TarballError ? error : unreachable(error);
  });
  return await readTarFiles(bytes, { unpackedLimit: limits.unpacked });
}

async function request(
  url: string,
): Promise<{ body: ReadableStream<Uint8Array>; total: number | undefined }> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw unreachable(error);
  }
  if (!response.ok || response.body === null) {
    throw new TarballError(
      'TARBALL_MISSING',
      `The server has no tarball of this version (it answered ${response.status}).`,
      'It may have been removed, or lie on another server.',
    );
  }
  return { body: response.body, total: lengthOf(response.headers) };
}

/** The connection failed, before the answer or within it. */
function unreachable(cause: unknown): TarballError {
  return new TarballError(
    'TARBALL_UNREACHABLE',
    'The tarball could not be loaded.',
    'Check the connection and try again.',
    { cause },
  );
}

/** Of an encoded body the length says nothing of how many bytes will come. */
function lengthOf(headers: Headers): number | undefined {
  const length = Number(headers.get('content-length') ?? Number.NaN);
  return headers.has('content-encoding') || !Number.isSafeInteger(length) ? undefined : length;
}
