import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Oid, oidOf } from '../../source/git-engine.ts';

/** A kind of object, as isomorphic-git writes and reads it; reading checks the hash. */
interface ObjectAccess {
  readonly write: () => Promise<string>;
  readonly read: (oid: string) => Promise<unknown>;
}

/**
 * Writes an object and reads it back. isomorphic-git 1.44 leaves a file alone that has the object's name already,
 * and answers success although it may be damaged: such a file is replaced.
 */
export async function writeObject(gitDir: string, { write, read }: ObjectAccess): Promise<Oid> {
  const oid = await write();
  try {
    await read(oid);
  } catch {
    await rm(join(gitDir, 'objects', oid.slice(0, 2), oid.slice(2)), { force: true });
    await write();
    await read(oid);
  }
  return checkedOid(oid);
}

/** The id as the port's type. */
export function checkedOid(text: string): Oid {
  const oid = oidOf(text);
  if (oid === undefined) throw new TypeError(`isomorphic-git gave "${text}" as an object id`);
  return oid;
}
