import { createHash } from 'node:crypto';
import { type Oid, oidOf } from './git-engine.ts';

/** The id that git gives to a file with these bytes (gitformat: `blob <size>\0<bytes>`). */
export function blobIdOf(bytes: Uint8Array, objectFormat: 'sha1' | 'sha256'): Oid {
  const hash = createHash(objectFormat).update(`blob ${bytes.length}\0`).update(bytes);
  const oid = oidOf(hash.digest('hex'));
  if (oid === undefined) throw new Error(`${objectFormat} gave no object id`);
  return oid;
}
