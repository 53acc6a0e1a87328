import { isJsonObject, type JsonObject, own } from '../json.ts';
import type { Version } from '../version.ts';
import { type Finding, finding } from './finding.ts';
import type { PackagePlace } from './package-place.ts';
import { readTwice } from './read-twice.ts';
import { tarballPath, tarballPlaceOf } from './tarball-place.ts';
import { hashDifferences, identityDifferences, manifestDifferences } from './verify-manifest.ts';

export interface VersionInput extends PackagePlace {
  readonly version: Version;
  /** The version's object in the packument. */
  readonly entry: JsonObject;
  /** The public base that all tarball URLs of the registry share. */
  readonly base: string;
  /** For findings about the entry. */
  readonly packumentPath: string;
}

export interface VersionResult {
  /** The tarball lies on another host, and was not checked. */
  readonly isElsewhere: boolean;
  readonly findings: readonly Finding[];
  /** See VerifyReport. */
  readonly warnings: readonly Finding[];
}

/** The version's tarball: named by the right URL, there, with the bytes that the entry promises and follows from. */
export async function verifyVersion(input: VersionInput): Promise<VersionResult> {
  const { folder, preset, name, version, entry, packumentPath } = input;
  const spec = `${name}@${version}`;
  const dist = own(entry, 'dist');
  const { kind, expected } = tarballPlaceOf(isJsonObject(dist) ? dist : {}, input);
  const path = tarballPath(preset, name, version);
  const bytes = await folder.read(path);
  if (bytes === undefined) {
    if (kind === 'elsewhere') {
      const fields = identityDifferences(entry, { name, version });
      const findings = differing(fields, { packumentPath, spec });
      return { isElsewhere: true, findings, warnings: [] };
    }
    return found(finding('TARBALL_MISSING', path, `${spec} has no tarball here.`));
  }
  if (kind !== 'here') {
    const url = isJsonObject(dist) ? own(dist, 'tarball') : undefined;
    const message = `The tarball of ${spec} is said to be at ${String(url)}, not at ${expected}.`;
    return found(finding('TARBALL_ELSEWHERE', packumentPath, message));
  }
  return verifyBytes(bytes, { ...input, path, spec });
}

async function verifyBytes(
  bytes: Uint8Array,
  { entry, packumentPath, path, spec }: VersionInput & { path: string; spec: string },
): Promise<VersionResult> {
  const reading = await readTwice(bytes, path);
  if (!('tarball' in reading)) {
    return found(finding(reading.code, path, `${spec} cannot be relied on: ${reading.why}`));
  }
  const hashes = hashDifferences(entry, bytes);
  if (hashes.length > 0) {
    const message = `The bytes of ${spec} are not those of its ${hashes.join(' and ')}.`;
    return found(finding('INTEGRITY_MISMATCH', path, message));
  }
  const { tarball, excused } = reading;
  const fields = manifestDifferences(entry, tarball);
  if (excused === undefined || manifestDifferences(entry, excused.tarball).length > 0) {
    return found(...differing(fields, { packumentPath, spec }));
  }
  const { cause, unreadable } = excused;
  const because = `${cause.code}: ${cause.message}`;
  const warnings =
    unreadable === undefined
      ? differing(fields, { packumentPath, spec, because })
      : [finding('READERS_DIFFER', path, `${spec}: ${unreadable} ${because}`)];
  return { isElsewhere: false, findings: [], warnings };
}

function differing(
  fields: readonly string[],
  {
    packumentPath,
    spec,
    because = '',
  }: { readonly packumentPath: string; readonly spec: string; readonly because?: string },
): readonly Finding[] {
  if (fields.length === 0) return [];
  const message = `${spec} does not follow from its tarball in ${fields.join(', ')}. ${because}`;
  return [finding('MANIFEST_DIFFERS', packumentPath, message.trimEnd())];
}

function found(...findings: readonly Finding[]): VersionResult {
  return { isElsewhere: false, findings, warnings: [] };
}
