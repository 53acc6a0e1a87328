import type { Oid } from '../git-engine.ts';
import { looseHeaderOf } from './loose-header.ts';
import type { ObjectHeader } from './object-header.ts';
import { packedHeaderOf } from './packed-header.ts';

/** `undefined` for an object that is not here, and for one that is damaged: reading it says which. */
export async function objectHeaderOf(gitDir: string, oid: Oid): Promise<ObjectHeader | undefined> {
  return (await looseHeaderOf(gitDir, oid)) ?? packedHeaderOf(gitDir, oid);
}
