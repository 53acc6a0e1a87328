// A value that a build keeps for the next one: whatever happened to the file meanwhile is noticed.
import { hash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';

const checksumBytes = 32;

/** Plain data, maps and dates, behind its checksum. */
export function renderKept(value: unknown): Buffer {
  const bytes = serialize(value);
  return Buffer.concat([hash('sha256', bytes, 'buffer'), bytes]);
}

/** What a file begins with, base64. Whoever knows it knows of which value the file is. */
export function checksumOf(file: Uint8Array): string {
  return Buffer.from(
    file.buffer,
    file.byteOffset,
    Math.min(checksumBytes, file.byteLength),
  ).toString('base64');
}

/** What `renderKept` was given; `undefined` when a byte is missing or another, or a newer Node wrote it. */
export function parseKept(file: Uint8Array): unknown {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const content = bytes.subarray(checksumBytes);
  if (!bytes.subarray(0, checksumBytes).equals(hash('sha256', content, 'buffer'))) return undefined;
  try {
    return deserialize(content);
  } catch {
    return undefined;
  }
}
