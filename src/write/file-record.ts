// What a build wrote, in small pieces: one per package, and one for what spans packages.
import { compareText } from '../compare.ts';
import { type OutputPath, outputPathOf } from '../host/output-path.ts';
import { isJsonObject, own } from '../json.ts';
import type { PackageName } from '../package-name.ts';
import { parseJson } from '../parse-json.ts';
import { recordFormat } from './build-record.ts';
import { sha256Hex } from '../digest.ts';
import { workFolder } from './work-folder.ts';
import type { RecordedFile, WritePlan } from './write-plan.ts';

export type FileRecord = ReadonlyMap<OutputPath, RecordedFile>;

/** By version: the integrity of the first bytes that a build wrote, or linked to, for it. */
export type PublishedVersions = ReadonlyMap<string, string>;

export interface PackageRecord {
  readonly files: FileRecord;
  /** Of every version that ever was in this folder: it outlives files and packages. */
  readonly published: PublishedVersions;
}

export const emptyRecord: PackageRecord = { files: new Map(), published: new Map() };

/** Where the records of packages lie. */
export const stateFolder: string = `${workFolder}/state`;

/** Where the records of groups of pages lie. */
export const groupsFolder: string = `${workFolder}/site`;

/**
 * Two digits that stand for some of the website's pages that span packages: one record of them all would grow with the
 * registry, and every publish rewrite it.
 */
export type PageGroup = string & { readonly __brand: 'PageGroup' };

/** Where the record of a package lies; without a name, of what spans packages. */
export function fileRecordPath(name: PackageName | undefined): OutputPath {
  return recordPath(
    name === undefined ? `${workFolder}/registry.json` : `${stateFolder}/${name}.json`,
  );
}

/** Where the record of a group of pages lies. */
export function groupRecordPath(group: PageGroup): OutputPath {
  return recordPath(`${groupsFolder}/${group}.json`);
}

/** The group that a listing's pages are in, by its name. */
export function pageGroupOf(listing: string): PageGroup {
  return sha256Hex(listing).slice(0, 2) as PageGroup;
}

/** The group whose record a file in `groupsFolder` is. */
export function groupInFile(file: string): PageGroup | undefined {
  return /^[0-9a-f]{2}\.json$/.test(file) ? (file.slice(0, 2) as PageGroup) : undefined;
}

function recordPath(path: string): OutputPath {
  const parsed = outputPathOf(path);
  // Names are at most 214 characters of ASCII without dots at the front.
  if (parsed === undefined) throw new TypeError(`Not a path of the output folder: ${path}`);
  return parsed;
}

/** A checksum ends it: a record may be cut off or altered, and what it lists is removed one day. */
export function renderPackageRecord(record: PackageRecord): Buffer {
  const files = [...record.files]
    .map(([path, { digest, size }]) => [path, digest, size] as const)
    .toSorted(([a], [b]) => compareText(a, b));
  const published = [...record.published].toSorted(([a], [b]) => compareText(a, b));
  const [filesText, publishedText] = [JSON.stringify(files), JSON.stringify(published)];
  const check = sha256Hex(`[${filesText},${publishedText}]`);
  return Buffer.from(
    `{"format":${recordFormat},"files":${filesText},"published":${publishedText},"check":"${check}"}\n`,
  );
}

/** The record, or `undefined` when it is damaged in any way. */
export function parsePackageRecord(bytes: Uint8Array): PackageRecord | undefined {
  const json = parseJson(bytes).value;
  if (!isJsonObject(json) || own(json, 'format') !== recordFormat) return undefined;
  const [listed, pairs] = [own(json, 'files'), own(json, 'published')];
  if (!isList(listed) || !isList(pairs)) return undefined;
  if (own(json, 'check') !== checkOf(listed, pairs)) return undefined;
  const files = new Map<OutputPath, RecordedFile>();
  for (const file of listed) {
    if (!isList(file)) return undefined;
    const [text, digest, size] = file;
    const path = outputPathOf(text);
    if (path === undefined || typeof digest !== 'string' || typeof size !== 'number') {
      return undefined;
    }
    files.set(path, { digest, size });
  }
  const published = new Map<string, string>();
  for (const pair of pairs) {
    const [version, integrity] = isList(pair) ? pair : [];
    if (typeof version !== 'string' || typeof integrity !== 'string') return undefined;
    published.set(version, integrity);
  }
  return { files, published };
}

function checkOf(files: readonly unknown[], published: readonly unknown[]): string {
  return sha256Hex(JSON.stringify([files, published]));
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** What is ours while a plan is being applied: a file to be written may be old, new or absent. */
export function recordDuring(plan: WritePlan, before: FileRecord): FileRecord {
  const during = new Map(before);
  for (const { path, size } of plan.write) during.set(path, { digest: '', size });
  return during;
}

/** What is ours once it has been; `staying` are files of the record before that stay though nobody gave them. */
export function recordAfter(
  plan: WritePlan,
  before: FileRecord,
  staying: readonly OutputPath[],
): FileRecord {
  const after = new Map<OutputPath, RecordedFile>();
  for (const path of staying) {
    const file = before.get(path);
    if (file !== undefined) after.set(path, file);
  }
  for (const { path, digest, size } of [...plan.keep, ...plan.write]) {
    after.set(path, { digest, size });
  }
  return after;
}
