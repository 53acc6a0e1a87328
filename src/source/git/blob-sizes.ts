import { type Oid, oidOf } from '../git-engine.ts';
import type { GitProgram } from './git-program.ts';

/** See GitEngine.blobSizes; every id must be here. */
export async function blobSizes(
  git: GitProgram,
  oids: readonly Oid[],
): Promise<ReadonlyMap<Oid, number>> {
  if (oids.length === 0) return new Map();
  const check = ['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'];
  const lines = await git.output(check, `${oids.join('\n')}\n`);
  const sizes = new Map<Oid, number>();
  for (const line of lines.toString('latin1').split('\n')) {
    const [hash = '', type, size] = line.split(' ');
    const oid = oidOf(hash);
    if (oid !== undefined && type === 'blob') sizes.set(oid, Number(size));
  }
  return sizes;
}
