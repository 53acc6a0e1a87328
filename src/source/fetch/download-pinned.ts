// Downloads what a pinned pointer names. The pointer was reviewed and its bytes are pinned, so any host will do;
// but nothing secret is sent, and an answer can cost neither unbounded memory nor unbounded time.
import { StillpackError } from '../../errors.ts';
import { isFetchable, type PinnedPointer } from '../pinned-pointer.ts';
import { isPinned } from '../tarball-content.ts';

const maxRedirects = 5;

export interface DownloadOptions {
  /** How long the host may be silent, in milliseconds. */
  readonly idleTimeout: number;
}

/** The bytes, checked. Throws FETCH_FAILED. */
export async function downloadPinned(
  pointer: PinnedPointer,
  { idleTimeout }: DownloadOptions,
): Promise<Uint8Array> {
  const abort = new AbortController();
  const timer = setTimeout(() => {
    abort.abort(new Error(`no answer for ${idleTimeout} ms`));
  }, idleTimeout);
  try {
    const response = await follow(new URL(pointer.url), abort.signal);
    const bytes = await readBody(response, pointer.size, () => timer.refresh());
    if (isPinned(bytes, pointer)) return bytes;
    throw new Error('it answered other bytes than the pointer pins');
  } catch (cause) {
    // The answer may still be coming.
    abort.abort();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StillpackError('FETCH_FAILED', `${pointer.url} could not be fetched: ${why}.`, {
      hint: 'Check the address in the pointer, and the network.',
      cause,
    });
  } finally {
    clearTimeout(timer);
  }
}

async function follow(first: URL, signal: AbortSignal): Promise<Response> {
  let url = first;
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    // The hash is of the file as it is: a host must not compress it on the way.
    const headers = { 'accept-encoding': 'identity' };
    const response = await fetch(url, { redirect: 'manual', signal, headers });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) {
      if (response.ok) return response;
      throw new Error(`it answered ${response.status}`);
    }
    await response.body?.cancel();
    url = new URL(location, url);
    if (!isFetchable(url))
      throw new Error(`it redirects to ${url.protocol} or asks for a password`);
  }
  throw new Error(`it redirects more than ${maxRedirects} times`);
}

async function readBody(
  response: Response,
  size: number,
  onChunk: () => void,
): Promise<Uint8Array> {
  const bytes = Buffer.alloc(size);
  let filled = 0;
  // lib.dom's stream has no iterator in its type; Node's has.
  const body = response.body as AsyncIterable<Uint8Array> | null;
  if (body === null) return bytes.subarray(0, 0);
  for await (const chunk of body) {
    if (filled + chunk.length > size)
      throw new Error('it answered more bytes than the pointer pins');
    bytes.set(chunk, filled);
    filled += chunk.length;
    onChunk();
  }
  return bytes.subarray(0, filled);
}
