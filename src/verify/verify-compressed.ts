import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { sameBytes } from '../digest.ts';
import { type Encoding, twinAt, twinFolder } from '../host/precompressed.ts';
import { type BuiltFolder, filesBelow } from './built-folder.ts';
import { type Finding, finding } from './finding.ts';

/**
 * Every compressed twin must become its document, byte for byte, whoever compressed it: what zlib and brotli make of the
 * same bytes differs between their versions.
 */
export async function verifyCompressed(folder: BuiltFolder): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const path of filesBelow(folder, twinFolder)) {
    const twin = twinAt(path);
    const document = twin && (await folder.read(twin.of));
    if (twin === undefined || document === undefined) {
      findings.push(finding('TWIN_ORPHANED', path, 'There is no document that it is a twin of.'));
      continue;
    }
    const bytes = await folder.read(path);
    if (bytes !== undefined && sameBytes(decompressed(bytes, twin.encoding, document), document)) {
      continue;
    }
    findings.push(finding('TWIN_DIFFERS', path, `It does not decompress to ${twin.of}.`));
  }
  return findings;
}

const decompressors = { br: brotliDecompressSync, gzip: gunzipSync } as const;

/** Of no more than the document's size, however much it may become. */
function decompressed(
  bytes: Uint8Array,
  encoding: Encoding,
  { length }: Uint8Array,
): Uint8Array | undefined {
  try {
    return decompressors[encoding](bytes, { maxOutputLength: Math.max(1, length) });
  } catch {
    return undefined;
  }
}
