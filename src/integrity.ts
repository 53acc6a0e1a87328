// Subresource integrity strings (`sha512-…`), by npm's own library.
import ssri from 'ssri';

export type HashAlgorithm = 'sha1' | 'sha256' | 'sha512';

export function integrityOf(bytes: Uint8Array, algorithm: HashAlgorithm = 'sha512'): string {
  return ssri.fromData(Buffer.from(bytes), { algorithms: [algorithm] }).toString();
}

export function integrityOfHex(hex: string, algorithm: HashAlgorithm): string {
  return ssri.fromHex(hex, algorithm).toString();
}

/** Whether an integrity string, of whatever algorithm, is of these bytes. */
export function hasIntegrity(bytes: Uint8Array, integrity: string): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return ssri.checkData(view, integrity) !== false;
}

/** The hex digest of `sha512-…`; `undefined` for anything but exactly one strict SHA-512. */
export function hexOfSha512(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.startsWith('sha512-')) return undefined;
  const parsed = ssri.parse(value, { strict: true, single: true });
  // Of several hashes, or one with options, the first digest is not all there is.
  const isWhole = isHash(parsed) && `sha512-${parsed.digest}` === value;
  const hex = isWhole ? parsed.hexDigest() : '';
  return hex.length === 128 ? hex : undefined;
}

/** ssri 13 gives something without a digest for what it cannot read, which its types do not say. */
function isHash(parsed: unknown): parsed is ssri.Hash {
  return typeof parsed === 'object' && parsed !== null && 'digest' in parsed;
}
