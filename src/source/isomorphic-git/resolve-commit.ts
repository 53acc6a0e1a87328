import fs from 'node:fs';
import git from 'isomorphic-git';
import { type Oid, oidOf } from '../git-engine.ts';
import { noCommits, parseRefName, refUnknown } from '../ref-name.ts';
import type { ObjectReader } from './object-reader.ts';

/** See GitEngine.resolveCommit. */
export async function resolveCommit(
  objects: ObjectReader,
  gitDir: string,
  ref: string,
): Promise<Oid> {
  const name = parseRefName(ref);
  if (name.kind === 'head') {
    const oid = await peel(objects, await refTarget(gitDir, 'HEAD'));
    if (oid === undefined) throw noCommits(gitDir);
    return oid;
  }
  const target = name.kind === 'oid' ? oidOf(name.oid) : await targetOf(gitDir, name);
  const found = await peel(objects, target);
  if (found === undefined) throw refUnknown(ref);
  return found;
}

async function targetOf(
  gitDir: string,
  name: { readonly candidates: readonly string[]; readonly shortOid: string | undefined },
): Promise<Oid | undefined> {
  for (const candidate of name.candidates) {
    const oid = await refTarget(gitDir, candidate);
    if (oid !== undefined) return oid;
  }
  return name.shortOid === undefined ? undefined : expandShortOid(gitDir, name.shortOid);
}

async function refTarget(gitDir: string, ref: string): Promise<Oid | undefined> {
  try {
    return oidOf(await git.resolveRef({ fs, gitdir: gitDir, ref }));
  } catch {
    return undefined;
  }
}

async function expandShortOid(gitDir: string, oid: string): Promise<Oid | undefined> {
  try {
    return oidOf(await git.expandOid({ fs, gitdir: gitDir, oid }));
  } catch {
    // None begins so, or several do.
    return undefined;
  }
}

/** The commit behind an object: itself, or what an annotated tag names. */
async function peel(objects: ObjectReader, oid: Oid | undefined): Promise<Oid | undefined> {
  if (oid === undefined) return undefined;
  const object = await objects.find(oid);
  if (object?.type === 'commit') return oid;
  if (object?.type !== 'tag') return undefined;
  const target = /^object ([0-9a-f]+)\n/.exec(object.bytes.toString('latin1'))?.[1];
  return peel(objects, oidOf(target ?? ''));
}
