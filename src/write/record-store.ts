import { type OutputPath, outputPathOf } from '../host/output-path.ts';
import { type PackageName, packageNameOf } from '../package-name.ts';
import {
  emptyRecord,
  fileRecordPath,
  groupInFile,
  groupRecordPath,
  groupsFolder,
  type PackageRecord,
  type PageGroup,
  parsePackageRecord,
  stateFolder,
} from './file-record.ts';
import type { OutputDisk } from './output-disk.ts';

/** The records of what earlier builds wrote, read as they are needed. */
export interface RecordStore {
  /** Empty when there is none, or it is damaged. */
  read(path: OutputPath): Promise<PackageRecord>;
  /** The same of bytes that were read already. */
  parse(path: OutputPath, bytes: Uint8Array | undefined): PackageRecord;
  /** The packages that have a record, sorted by path. */
  packages(): Promise<readonly PackageName[]>;
  /** The groups of pages that have one. */
  groups(): Promise<readonly PageGroup[]>;
  /** Whether any record at all lists the file. Reads them all: for the rare file in the way of another. */
  someoneRecorded(file: OutputPath): Promise<boolean>;
  /** Records that `read` found damaged, in the order it did. */
  damaged(): readonly OutputPath[];
}

export function createRecordStore(disk: OutputDisk): RecordStore {
  const damaged = new Set<OutputPath>();

  function parse(path: OutputPath, bytes: Uint8Array | undefined): PackageRecord {
    const record = bytes === undefined ? emptyRecord : parsePackageRecord(bytes);
    if (record === undefined) damaged.add(path);
    return record ?? emptyRecord;
  }

  async function read(path: OutputPath): Promise<PackageRecord> {
    return parse(path, await disk.read(path));
  }

  async function packages(): Promise<readonly PackageName[]> {
    const names: (PackageName | undefined)[] = [];
    const root = outputPathOf(stateFolder);
    if (root === undefined) return [];
    for (const entry of await disk.list(root)) {
      const scope = entry.endsWith('/') ? outputPathOf(`${root}/${entry.slice(0, -1)}`) : undefined;
      if (scope === undefined) names.push(nameInFile(entry));
      else for (const file of await disk.list(scope)) names.push(nameInFile(`${entry}${file}`));
    }
    return names.filter((name) => name !== undefined);
  }

  async function groups(): Promise<readonly PageGroup[]> {
    const root = outputPathOf(groupsFolder);
    const entries = root === undefined ? [] : await disk.list(root);
    return entries.map(groupInFile).filter((group) => group !== undefined);
  }

  return {
    read,
    parse,
    packages,
    groups,
    async someoneRecorded(file) {
      const paths = [
        ...[undefined, ...(await packages())].map(fileRecordPath),
        ...(await groups()).map(groupRecordPath),
      ];
      for (const path of paths) {
        if ((await read(path)).files.has(file)) return true;
      }
      return false;
    },
    damaged: () => [...damaged],
  };
}

function nameInFile(file: string): PackageName | undefined {
  return file.endsWith('.json') ? packageNameOf(file.slice(0, -'.json'.length)) : undefined;
}
