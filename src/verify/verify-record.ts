// The folder against the record of the build that wrote it. Whoever changed a file may have changed the record too:
// it proves nothing good, but what does not agree with it did not come from a build.
import { sha256Hex } from '../digest.ts';
import { hasIntegrity } from '../integrity.ts';
import { parseBuildRecord } from '../write/build-record.ts';
import { buildRecordPath, workFolder } from '../write/work-folder.ts';
import {
  fileRecordPath,
  groupRecordPath,
  type PackageRecord,
  parsePackageRecord,
} from '../write/file-record.ts';
import type { OutputDisk } from '../write/output-disk.ts';
import { createRecordStore } from '../write/record-store.ts';
import type { RecordedFile } from '../write/write-plan.ts';
import { type BuiltFolder, filesBelow, parseDocument } from './built-folder.ts';
import { type Finding, finding } from './finding.ts';

export interface RecordResult {
  /** There is a record, in whatever state. */
  readonly isRecorded: boolean;
  readonly findings: readonly Finding[];
}

const recordFolder = `${workFolder}/`;

/** Every recorded file must be there with its bytes, and every file that is there must be recorded. */
export async function verifyRecord(folder: BuiltFolder, disk: OutputDisk): Promise<RecordResult> {
  const there = new Set<string>();
  for await (const path of filesBelow(folder, '')) there.add(path);
  if (![...there].some((path) => path.startsWith(recordFolder))) {
    return { isRecorded: false, findings: [] };
  }
  const { recorded, own, findings } = await readRecords(folder, disk);
  const all = [...findings];
  for (const [path, file] of recorded) all.push(...(await verifyFile(folder, path, file)));
  for (const path of there) {
    if (own.has(path) || recorded.has(path)) continue;
    all.push(finding('FILE_UNRECORDED', path, 'No build wrote it.'));
  }
  return { isRecorded: true, findings: all };
}

interface Records {
  readonly recorded: ReadonlyMap<string, RecordedFile>;
  /** The files of the record itself. */
  readonly own: ReadonlySet<string>;
  /** RECORD_DAMAGED. */
  readonly findings: readonly Finding[];
}

async function readRecords(folder: BuiltFolder, disk: OutputDisk): Promise<Records> {
  const store = createRecordStore(disk);
  const paths = [
    ...[undefined, ...(await store.packages())].map(fileRecordPath),
    ...(await store.groups()).map(groupRecordPath),
  ];
  const recorded = new Map<string, RecordedFile>();
  const findings: Finding[] = [];
  const damaged = (path: string, what: string): void => {
    findings.push(finding('RECORD_DAMAGED', path, what));
  };
  const build = await parsedBy(parseBuildRecord, { folder, path: buildRecordPath });
  if (build?.isFinished !== true)
    damaged(buildRecordPath, 'It is not the record of a finished build.');
  for (const path of paths) {
    const record = await parsedBy<PackageRecord>(parsePackageRecord, { folder, path });
    if (record === undefined) damaged(path, 'It is missing or damaged.');
    for (const [file, fact] of record?.files ?? []) recorded.set(file, fact);
  }
  return { recorded, own: new Set<string>([buildRecordPath, ...paths]), findings };
}

/** `undefined` also for what is too deep to be looked at. */
async function parsedBy<Value>(
  parse: (bytes: Uint8Array) => Value | undefined,
  { folder, path }: { readonly folder: BuiltFolder; readonly path: string },
): Promise<Value | undefined> {
  const bytes = await folder.read(path);
  return bytes === undefined || parseDocument(bytes) === undefined ? undefined : parse(bytes);
}

async function verifyFile(
  folder: BuiltFolder,
  path: string,
  { digest, size }: RecordedFile,
): Promise<readonly Finding[]> {
  const found = await folder.size(path);
  if (found === undefined) {
    return [finding('FILE_MISSING', path, 'A build wrote it, and it is not there.')];
  }
  const bytes = found === size ? await folder.read(path) : undefined;
  if (bytes !== undefined && hasDigest(bytes, digest)) return [];
  return [finding('FILE_CHANGED', path, 'It has other bytes than a build gave it.')];
}

/** A tarball's digest is its integrity, that of everything else is hexadecimal. */
function hasDigest(bytes: Uint8Array, digest: string): boolean {
  return digest.startsWith('sha512-') ? hasIntegrity(bytes, digest) : sha256Hex(bytes) === digest;
}
