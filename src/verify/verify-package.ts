// Everything that belongs to one package.
import { isDeepStrictEqual } from 'node:util';
import { packageDocument } from '../host/document-names.ts';
import type { HostPreset } from '../host/host-preset.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import type { PackageName } from '../package-name.ts';
import { type BuiltFolder, parseObject } from './built-folder.ts';
import { type Finding, finding } from './finding.ts';
import { verifyAttestations } from './verify-attestations.ts';
import { verifyFacts } from './verify-facts.ts';
import { parsePackument } from './verify-packument.ts';
import { verifyRevision } from './verify-revision.ts';
import { readWithTwins } from './verify-twins.ts';
import { verifyNothingUnlisted } from './verify-unlisted.ts';
import { verifyVersion } from './verify-version.ts';

export interface PackageResult {
  readonly versions: number;
  /** Of these, how many have their tarball on another host. */
  readonly elsewhere: number;
  /** As in FoundPackage. */
  readonly date: string | undefined;
  readonly findings: readonly Finding[];
  /** See VerifyReport. */
  readonly warnings: readonly Finding[];
}

interface Scope {
  readonly folder: BuiltFolder;
  readonly preset: HostPreset;
  /** The public base that the registry's tarball URLs begin with. */
  readonly base: string;
}

const nothing = { versions: 0, elsewhere: 0, date: undefined, warnings: [] };

export async function verifyPackage(name: PackageName, scope: Scope): Promise<PackageResult> {
  const { folder, preset } = scope;
  const { path, bytes, findings } = await readWithTwins(
    folder,
    preset.layout,
    packageDocument(name, 'packument'),
  );
  if (bytes === undefined) {
    const missing = finding('PACKUMENT_MISSING', path, `${name} has files, but no packument.`);
    return { ...nothing, findings: [...findings, missing] };
  }
  const packument = parseObject(bytes);
  if (packument === undefined) {
    const invalid = finding('PACKUMENT_INVALID', path, 'It is not a JSON object.');
    return { ...nothing, findings: [...findings, invalid] };
  }
  const parsed = parsePackument(packument, { name, path });
  const all = [...findings, ...parsed.findings, ...verifyRevision(bytes, packument, path)];
  const warnings: Finding[] = [];
  let elsewhere = 0;
  for (const [version, entry] of parsed.entries) {
    const input = { ...scope, name, version, entry, packumentPath: path };
    const result = await verifyVersion(input);
    if (result.isElsewhere) elsewhere += 1;
    all.push(...result.findings);
    warnings.push(...result.warnings);
    all.push(...(await verifyAttestations(input)));
    all.push(...(await verifyVersionDocument(version, { ...scope, name, entry })));
  }
  for (const [tag, version] of Object.entries(parsed.distTags)) {
    const entry = typeof version === 'string' ? own(versionsOf(packument), version) : undefined;
    if (!isJsonObject(entry)) continue;
    all.push(...(await verifyVersionDocument(tag, { ...scope, name, entry })));
  }
  all.push(...(await verifyFacts(packument, { ...scope, name })));
  if (preset.negotiates) all.push(...(await verifyAbbreviated(packument, { ...scope, name })));
  all.push(...(await verifyNothingUnlisted(parsed, { ...scope, name })));
  const { date } = parsed;
  return { versions: parsed.entries.size, elsewhere, date, findings: all, warnings };
}

/** A version document may be missing (a setting); one that is there is the packument's entry and the README. */
async function verifyVersionDocument(
  label: string,
  { folder, preset, name, entry }: Scope & { name: PackageName; entry: JsonObject },
): Promise<readonly Finding[]> {
  const document = packageDocument(name, 'version', label);
  const { path, bytes, findings } = await readWithTwins(folder, preset.layout, document);
  if (bytes === undefined) return findings;
  if (isDeepStrictEqual(withoutReadme(parseObject(bytes) ?? {}), withoutReadme(entry))) {
    return findings;
  }
  const message = `It does not say of ${name} ${label} what the packument says.`;
  return [...findings, finding('VERSION_DOCUMENT_DIFFERS', path, message)];
}

function withoutReadme(entry: JsonObject): ReadonlyMap<string, unknown> {
  const fields = new Map(Object.entries(entry));
  fields.delete('readme');
  fields.delete('readmeFilename');
  return fields;
}

/** The abbreviated packument says less than the full one, and nothing else. */
async function verifyAbbreviated(
  packument: JsonObject,
  { folder, preset, name }: Scope & { name: PackageName },
): Promise<readonly Finding[]> {
  const [path = ''] = preset.layout.pathsOf(packageDocument(name, 'abbreviated'));
  const short = parseObject(await folder.read(path));
  const { versions, ...top } = short ?? {};
  const agrees =
    isSubset(top, packument) &&
    own(top, '_id') === undefined &&
    own(top, 'modified') !== undefined &&
    isJsonObject(versions) &&
    isDeepStrictEqual(Object.keys(versions), Object.keys(versionsOf(packument))) &&
    Object.entries(versions).every(
      ([version, entry]) =>
        isJsonObject(entry) && isSubset(entry, own(versionsOf(packument), version)),
    );
  if (agrees) return [];
  const message = `It is missing or does not agree with ${name}'s full packument.`;
  return [finding('ABBREVIATED_DIFFERS', path, message)];
}

function isSubset(part: JsonObject, whole: unknown): boolean {
  if (!isJsonObject(whole)) return false;
  return Object.entries(part).every(([key, value]) => isDeepStrictEqual(value, own(whole, key)));
}

function versionsOf(packument: JsonObject): JsonObject {
  const versions = own(packument, 'versions');
  return isJsonObject(versions) ? versions : {};
}
