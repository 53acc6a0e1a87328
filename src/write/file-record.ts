// What a build wrote, in small pieces: one per package, and one for what spans packages.
import { compareText } from '../compare.ts';
import { type OutputPath, outputPathOf } from '../host/output-path.ts';
import { isJsonObject, own } from '../json.ts';
import type { PackageName } from '../package-name.ts';
import { parseJson, recordFormat } from './build-record.ts';
import { sha256Hex } from '../digest.ts';
import type { RecordedFile, WritePlan } from './write-plan.ts';

export type FileRecord = ReadonlyMap<OutputPath, RecordedFile>;

/** Where the records of packages lie. */
export const stateFolder = '-/stillpack/state';

/** Where the record of a package lies; without a name, of what spans packages. */
export function fileRecordPath(name: PackageName | undefined): OutputPath {
  const path = name === undefined ? '-/stillpack/registry.json' : `${stateFolder}/${name}.json`;
  const parsed = outputPathOf(path);
  // Names are at most 214 characters of ASCII without dots at the front.
  if (parsed === undefined) throw new TypeError(`Not a path of the output folder: ${path}`);
  return parsed;
}

/** A checksum ends it: a record may be cut off or altered, and what it lists is removed one day. */
export function renderFileRecord(record: FileRecord): Buffer {
  const files = [...record]
    .map(([path, { digest, size }]) => [path, digest, size] as const)
    .toSorted(([a], [b]) => compareText(a, b));
  const check = sha256Hex(JSON.stringify(files));
  return Buffer.from(`${JSON.stringify({ format: recordFormat, files, check })}\n`);
}

/** The record, or `undefined` when it is damaged in any way. */
export function parseFileRecord(bytes: Uint8Array): FileRecord | undefined {
  const json = parseJson(bytes);
  if (!isJsonObject(json) || own(json, 'format') !== recordFormat) return undefined;
  const files: unknown = own(json, 'files');
  if (!isList(files) || own(json, 'check') !== sha256Hex(JSON.stringify(files))) {
    return undefined;
  }
  const record = new Map<OutputPath, RecordedFile>();
  for (const file of files) {
    if (!isList(file)) return undefined;
    const [text, digest, size] = file;
    const path = outputPathOf(text);
    if (path === undefined || typeof digest !== 'string' || typeof size !== 'number') {
      return undefined;
    }
    record.set(path, { digest, size });
  }
  return record;
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

/** What is ours once it has been. */
export function recordAfter(plan: WritePlan): FileRecord {
  const files = [...plan.keep, ...plan.write];
  return new Map(files.map(({ path, digest, size }) => [path, { digest, size }]));
}
