// package.json: bytes → the manifest's name, version and fields.
import { isUtf8 } from 'node:buffer';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import { isNestedDeeper } from '../json-bounds.ts';
import { type PackageName, packageNameOf } from '../package-name.ts';
import { type Version, versionOf } from '../version.ts';
import type { ArchiveLimits } from './archive-limits.ts';
import { quoted } from './quoted.ts';
import type { TarFault } from './tar-visitor.ts';
import { hasLoneSurrogates, wellFormed } from './well-formed.ts';

export interface Manifest {
  readonly name: PackageName;
  readonly version: Version;
  /** As it stands in the archive; text that UTF-8 cannot hold is replaced by U+FFFD. */
  readonly fields: JsonObject;
}

const utf8 = new TextDecoder();

/**
 * The manifest, or `undefined` when there was a fault that leaves none. A BOM is taken off, as npm 11 does.
 * Bytes that are not UTF-8, and lone surrogates, become U+FFFD, as in what the public registry shows of old
 * packages; new ones are refused, because parsers other than JavaScript's reject them.
 */
export function parseManifest(
  bytes: Uint8Array,
  {
    limits,
    report,
  }: { readonly limits: ArchiveLimits; readonly report: (fault: TarFault) => void },
): Manifest | undefined {
  const text = utf8.decode(bytes);
  if (isNestedDeeper(text, limits.manifestDepth)) {
    const message = `package.json is nested deeper than ${limits.manifestDepth} levels`;
    report({ code: 'ARCHIVE_LIMIT', message });
    return undefined;
  }
  const parsed = parseJson(text);
  if (parsed.reason !== undefined) {
    report({ code: 'MANIFEST_INVALID', message: `package.json is not JSON: ${parsed.reason}` });
    return undefined;
  }
  if (!isJsonObject(parsed.value)) {
    report({ code: 'MANIFEST_INVALID', message: 'package.json is not a JSON object' });
    return undefined;
  }
  const isOdd = hasLoneSurrogates(text);
  if (isOdd || !isUtf8(bytes)) {
    report({ code: 'MANIFEST_ENCODING', message: 'package.json holds text that is not Unicode' });
  }
  return identify(isOdd ? wellFormed(parsed.value) : parsed.value, report);
}

function identify(fields: JsonObject, report: (fault: TarFault) => void): Manifest | undefined {
  const name = packageNameOf(own(fields, 'name'));
  const version = versionOf(own(fields, 'version'));
  if (name === undefined) {
    report({ code: 'NAME_INVALID', message: `package.json has ${described(fields, 'name')}` });
  }
  if (version === undefined) {
    report({
      code: 'VERSION_INVALID',
      message: `package.json has ${described(fields, 'version')}`,
    });
  } else if (version !== own(fields, 'version')) {
    const written = String(own(fields, 'version'));
    report({
      code: 'LOOSE_VERSION',
      message: `The version ${quoted(written)} is read as ${version}`,
    });
  }
  return name === undefined || version === undefined ? undefined : { name, version, fields };
}

function described(fields: JsonObject, key: 'name' | 'version'): string {
  const value = own(fields, key);
  if (value === undefined) return `no ${key}`;
  return typeof value === 'string' ? `the ${key} ${quoted(value)}` : `a ${key} that is not text`;
}

type ParsedJson =
  { readonly value: unknown; readonly reason?: undefined } | { readonly reason: string };

function parseJson(text: string): ParsedJson {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
