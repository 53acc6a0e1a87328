// `_rev`: a client that read a package names what it read, and is refused when that is no longer what there is.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StillpackError } from '../errors.ts';
import { isJsonObject, own } from '../json.ts';
import type { PackageName } from '../package-name.ts';
import { parseJson } from '../parse-json.ts';
import { hasCode } from '../system-error.ts';

/** Throws REVISION_CONFLICT when the package that is served has another revision. */
export async function refuseStale(
  folder: string,
  name: PackageName,
  revision: string,
): Promise<void> {
  const current = await readRevision(folder, name);
  if (current === revision) return;
  throw new StillpackError('REVISION_CONFLICT', `${name} was changed in the meantime.`, {
    hint: 'Nothing was changed; run the command again.',
  });
}

async function readRevision(folder: string, name: PackageName): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(join(folder, name));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  const { value } = parseJson(bytes);
  const revision = isJsonObject(value) ? own(value, '_rev') : undefined;
  return typeof revision === 'string' ? revision : undefined;
}
