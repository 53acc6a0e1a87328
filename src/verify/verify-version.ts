import { inspectTarball } from '../inspect/inspect-tarball.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import type { HostPreset } from '../host/host-preset.ts';
import type { PackageName } from '../package-name.ts';
import { tarballNameOf } from '../tarball-name.ts';
import type { Version } from '../version.ts';
import type { BuiltFolder } from './built-folder.ts';
import { type Finding, finding } from './finding.ts';
import { manifestDifferences } from './verify-manifest.ts';

export interface VersionInput {
  readonly folder: BuiltFolder;
  readonly preset: HostPreset;
  readonly name: PackageName;
  readonly version: Version;
  /** The version's object in the packument. */
  readonly entry: JsonObject;
  /** The public base that all tarball URLs of the registry share. */
  readonly base: string;
  /** For findings about the entry. */
  readonly packumentPath: string;
}

/** The version's tarball: named by the right URL, there, with the bytes that the entry promises and follows from. */
export async function verifyVersion(input: VersionInput): Promise<readonly Finding[]> {
  const { folder, preset, name, version, entry, base, packumentPath } = input;
  const spec = `${name}@${version}`;
  const dist = own(entry, 'dist');
  const url = isJsonObject(dist) ? own(dist, 'tarball') : undefined;
  const wanted = base + preset.layout.tarballUrl(name, version);
  if (url !== wanted) {
    const message = `The tarball of ${spec} is said to be at ${String(url)}, not at ${wanted}.`;
    return [finding('TARBALL_ELSEWHERE', packumentPath, message)];
  }
  const path = tarballPath(preset, name, version);
  const bytes = await folder.read(path);
  if (bytes === undefined) {
    return [finding('TARBALL_MISSING', path, `${spec} has no tarball here.`)];
  }
  const { tarball, problems } = await inspectTarball(bytes, { path });
  if (tarball === undefined) {
    const why = problems.map(({ message }) => message).join(' ');
    return [finding('TARBALL_UNREADABLE', path, `${spec} cannot be read: ${why}`)];
  }
  const fields = manifestDifferences(entry, tarball);
  const hashes = fields.filter((field) => field === 'dist.integrity' || field === 'dist.shasum');
  if (hashes.length > 0) {
    const message = `The bytes of ${spec} are not those of its ${hashes.join(' and ')}.`;
    return [finding('INTEGRITY_MISMATCH', path, message)];
  }
  if (fields.length === 0) return [];
  const message = `${spec} does not follow from its tarball in ${fields.join(', ')}.`;
  return [finding('MANIFEST_DIFFERS', packumentPath, message)];
}

export function tarballPath(preset: HostPreset, name: PackageName, version: Version): string {
  const url = `/${name}/-/${tarballNameOf(name, version)}`;
  return preset.layout.pathsOf({ url, kind: 'tarball', owner: name })[0] ?? '';
}
