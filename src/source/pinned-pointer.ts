import { hexOfSha512 } from '../integrity.ts';
import { isJsonObject, own } from '../json.ts';
import { parseJson } from '../parse-json.ts';
import { maxTarballBytes } from './byte-limits.ts';

/** Where a tarball's bytes are kept, and which bytes they must be. */
export interface PinnedPointer {
  /** http or https, without credentials. */
  readonly url: string;
  /** 128 hex digits. */
  readonly sha512: string;
  /** Bytes. */
  readonly size: number;
}

/** Far above what the three fields take. */
export const maxPointerBytes: number = 64 * 1024;

/** Reads `<file>.tgz.json`: `{"url", "integrity": "sha512-…", "size"}`; text says what is wrong with it. */
export function parsePinnedPointer(bytes: Uint8Array): PinnedPointer | string {
  if (bytes.length > maxPointerBytes) return 'the file is too large for a pointer';
  const { value, fault } = parseJson(bytes, { uniqueKeys: true });
  if (fault !== undefined) return `it ${fault}`;
  if (!isJsonObject(value)) return 'it is not a JSON object';
  const url = parseUrl(own(value, 'url'));
  if (url === undefined) return '"url" must be an http or https URL without a password';
  const sha512 = hexOfSha512(own(value, 'integrity'));
  if (sha512 === undefined) return '"integrity" must be one sha512, as in dist.integrity';
  const size = own(value, 'size');
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 1) {
    return '"size" must be the number of bytes';
  }
  if (size > maxTarballBytes) return `"size" is over ${maxTarballBytes} bytes`;
  return { url, sha512, size };
}

/** Whether a URL may be fetched: http or https, no credentials that would be sent along. */
export function isFetchable(url: URL): boolean {
  return (
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === ''
  );
}

function parseUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  return isFetchable(url) ? url.href : undefined;
}
