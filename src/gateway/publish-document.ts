// The body of `npm publish`: a document with one version, its tarball in base64 and perhaps a provenance (protocol:
// write requests).
import { parseTag } from '../change/parse-names.ts';
import type { DistTag } from '../dist-tag.ts';
import { StillpackError } from '../errors.ts';
import { hasIntegrity } from '../integrity.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import type { Package } from '../model/package.ts';
import type { PackageName } from '../package-name.ts';
import { type Version, versionOf } from '../version.ts';

export interface PublishDocument {
  readonly name: PackageName;
  readonly version: Version;
  /** As the client sent it. */
  readonly manifest: JsonObject;
  readonly tarball: Uint8Array;
  /** Of `npm publish --provenance`: a sigstore bundle, which nobody has looked at yet. */
  readonly provenance: Uint8Array | undefined;
  readonly tag: DistTag | undefined;
  readonly access: Package['access'] | undefined;
  readonly gitHead: string | undefined;
}

/** Whether the document brings a tarball; others only say what should change. */
export function isPublish(document: JsonObject): boolean {
  const attachments = own(document, '_attachments');
  return isJsonObject(attachments) && Object.keys(attachments).length > 0;
}

/** Throws PUBLISH_INVALID: every name in it must be the URL's, and the hashes those of the bytes. */
export function parsePublish(document: JsonObject, name: PackageName): PublishDocument {
  for (const key of ['_id', 'name']) {
    const value = own(document, key);
    if (value !== undefined && value !== name) throw invalid(`"${key}" is not ${name}.`);
  }
  const [version, manifest] = onlyVersion(document);
  for (const [key, wanted] of [
    ['name', name],
    ['version', version],
  ] as const) {
    const value = own(manifest, key);
    if (value !== wanted && versionOf(value) !== wanted) {
      throw invalid(`"${key}" of the manifest is not ${wanted}.`);
    }
  }
  const { tarball, provenance } = attachmentsIn(document);
  checkHashes(tarball, manifest);
  return {
    name,
    version,
    manifest,
    tarball,
    provenance,
    tag: tagIn(document, version),
    access: accessIn(document),
    gitHead: gitHeadIn(manifest),
  };
}

function onlyVersion(document: JsonObject): readonly [Version, JsonObject] {
  const versions = own(document, 'versions');
  const entries = isJsonObject(versions) ? Object.entries(versions) : [];
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) {
    throw invalid(`It holds ${entries.length} versions rather than one.`);
  }
  const [text, manifest] = entry;
  const version = versionOf(text);
  if (version === undefined) throw invalid(`"${text}" is no version.`);
  if (!isJsonObject(manifest)) throw invalid(`The manifest of ${text} is no object.`);
  return [version, manifest];
}

/** They are called after the package and the version, by each client in its own way: their ends tell. */
function attachmentsIn(document: JsonObject): Pick<PublishDocument, 'tarball' | 'provenance'> {
  const attachments = own(document, '_attachments');
  const entries = isJsonObject(attachments) ? Object.entries(attachments) : [];
  const [tarball, ...moreTarballs] = entries.filter(([key]) => key.endsWith('.tgz'));
  const [provenance, ...moreProvenances] = entries.filter(([key]) => key.endsWith('.sigstore'));
  if (tarball === undefined || moreTarballs.length > 0) {
    const count = tarball === undefined ? 0 : 1 + moreTarballs.length;
    throw invalid(`It brings ${count} tarballs rather than one.`);
  }
  if (moreProvenances.length > 0) throw invalid('It brings more than one provenance.');
  if (entries.length > (provenance === undefined ? 1 : 2)) {
    throw invalid('It brings attachments that are neither a tarball nor a provenance.');
  }
  return {
    tarball: bytesOf(asObject(tarball[1])),
    provenance: provenance && provenanceOf(asObject(provenance[1])),
  };
}

/** Text as it is, and not in base64; npm 9–11 give its length in UTF-16 units. */
function provenanceOf(attachment: JsonObject): Uint8Array {
  const [data, length] = [own(attachment, 'data'), own(attachment, 'length')];
  if (typeof data !== 'string') throw invalid('The provenance has no data.');
  const bytes = Buffer.from(data, 'utf8');
  if (typeof length === 'number' && length !== data.length && length !== bytes.length) {
    throw invalid(`The provenance has ${data.length} characters, and should have ${length}.`);
  }
  return bytes;
}

function bytesOf(attachment: JsonObject): Uint8Array {
  const [data, length] = [own(attachment, 'data'), own(attachment, 'length')];
  if (typeof data !== 'string') throw invalid('The tarball has no data.');
  const bytes = Buffer.from(data, 'base64');
  // Node's decoder passes over what is no base64.
  if (bytes.length !== base64Length(data)) throw invalid('The tarball is not in base64.');
  if (typeof length === 'number' && length !== bytes.length) {
    throw invalid(`The tarball has ${bytes.length} bytes, and should have ${length}.`);
  }
  return bytes;
}

function base64Length(text: string): number {
  const digits = text.endsWith('==')
    ? text.length - 2
    : text.endsWith('=')
      ? text.length - 1
      : text.length;
  return Math.floor((digits * 3) / 4);
}

function checkHashes(tarball: Uint8Array, manifest: JsonObject): void {
  const dist = asObject(own(manifest, 'dist'));
  const [integrity, shasum] = [own(dist, 'integrity'), own(dist, 'shasum')];
  if (integrity === undefined && shasum === undefined)
    throw invalid('"dist" has no hash of the tarball.');
  if (
    integrity !== undefined &&
    !(typeof integrity === 'string' && hasIntegrity(tarball, integrity))
  ) {
    throw invalid('"dist.integrity" is not that of the tarball.');
  }
  const sha1 = typeof shasum === 'string' ? Buffer.from(shasum, 'hex').toString('base64') : '';
  if (shasum !== undefined && !hasIntegrity(tarball, `sha1-${sha1}`)) {
    throw invalid('"dist.shasum" is not that of the tarball.');
  }
}

function tagIn(document: JsonObject, version: Version): DistTag | undefined {
  const tags = Object.entries(asObject(own(document, 'dist-tags')));
  const [entry] = tags;
  if (entry === undefined) return undefined;
  if (tags.length > 1 || versionOf(entry[1]) !== version) {
    throw invalid(`"dist-tags" does not say one tag for ${version}.`);
  }
  return parseTag(entry[0]);
}

/** npm 9–11 send null when nothing was asked for. */
function accessIn(document: JsonObject): Package['access'] | undefined {
  const access = own(document, 'access');
  if (access === undefined || access === null) return undefined;
  if (access === 'public' || access === 'restricted') return access;
  if (access === 'private') return 'restricted';
  throw invalid('"access" is neither public nor restricted.');
}

function gitHeadIn(manifest: JsonObject): string | undefined {
  const gitHead = own(manifest, 'gitHead');
  return typeof gitHead === 'string' && /^[0-9a-f]{40,64}$/.test(gitHead) ? gitHead : undefined;
}

function asObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}

function invalid(message: string): StillpackError {
  return new StillpackError('PUBLISH_INVALID', `The published document is refused: ${message}`, {
    hint: 'Publish with npm, pnpm, yarn or bun; nothing was changed.',
  });
}
