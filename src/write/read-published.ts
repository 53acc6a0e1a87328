import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackageName } from '../package-name.ts';
import { hasCode } from '../system-error.ts';
import { StillpackError } from '../errors.ts';
import { fileRecordPath, parsePackageRecord, type PublishedVersions } from './file-record.ts';

/**
 * What a built folder ever held of a package's versions, also of those that are gone. Throws OUTPUT_NOT_WRITABLE for a
 * record that is damaged: what it does not say must not be taken for free.
 */
export async function readPublished(dir: string, name: PackageName): Promise<PublishedVersions> {
  const path = fileRecordPath(name);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(dir, path));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return new Map();
    throw error;
  }
  const record = parsePackageRecord(bytes);
  if (record !== undefined) return record.published;
  throw new StillpackError('OUTPUT_NOT_WRITABLE', `The record ${path} is damaged.`, {
    path,
    hint: 'Remove the data folder of the gateway and start it again: it builds everything anew.',
  });
}
