// A tarball's bytes, and whether they are still the ones that first landed.
import { createHash } from 'node:crypto';
import type { Landing } from './landing.ts';
import { type HashAlgorithm, integrityOfHex } from '../integrity.ts';
import { type Problem, problem } from '../problems.ts';
import { hasCode } from '../system-error.ts';
import type { Oid } from './git-engine.ts';
import { isPointerPath } from './package-path.ts';
import { readLarge } from './read-large.ts';
import type { TarballBytes, TarballFile } from './snapshot.ts';
import {
  type ByteSources,
  contentOf,
  openContent,
  type OpenedTarball,
  openStored,
  readStored,
} from './tarball-content.ts';

interface LandedFile {
  readonly path: string;
  readonly oid: Oid;
  readonly landed: Pick<Landing, 'path' | 'oid' | 'date'>;
}

/**
 * Reads a tarball. VERSION_CHANGED when its bytes are not those of the first landing; a change of where the
 * bytes are kept (git, LFS, pinned pointer) or of the file's name is none. A first landing that stood for no
 * bytes (a broken pointer) cannot be matched either.
 */
export function tarballReader(
  sources: ByteSources,
  file: LandedFile,
): Pick<TarballFile, 'read' | 'open'> {
  const { engine } = sources;
  // It is of what the two objects stand for; that the bytes are what theirs does, is found out wherever they are read.
  let verdict: Promise<Problem | undefined> | undefined;
  const compared = async <Bytes extends TarballBytes>(
    stored: OpenedTarball,
    content: Bytes,
  ): Promise<Bytes | { readonly problem: Problem }> => {
    if (isAsLanded(file) || content.problem !== undefined) return content;
    verdict ??= compare(sources, file, { stored, content });
    const found = await verdict;
    return found === undefined ? content : { problem: found };
  };
  const read: TarballFile['read'] = async () => {
    const stored = await readStored(engine, file);
    return compared(stored, await contentOf(stored, sources, file));
  };
  return {
    read,
    async open() {
      const stored = await openStored(engine, file);
      const content = await openContent(stored, sources, file);
      try {
        return await compared(stored, content);
      } catch (error) {
        if (!hasCode(error, 'BYTES_LOST')) throw error;
        // Other bytes lie where these seemed to. They may still be elsewhere, or else it can be said what is wrong.
        verdict = undefined;
        return read();
      }
    },
  };
}

/** Whether the file stands for what first landed, without a look at any bytes. */
export function isAsLanded({
  path,
  oid,
  landed,
}: Omit<LandedFile, 'landed'> & {
  readonly landed: Pick<Landing, 'path' | 'oid'>;
}): boolean {
  return oid === landed.oid && isPointerPath(path) === isPointerPath(landed.path);
}

type Content = Exclude<TarballBytes, { readonly problem: Problem }>;

interface Stored {
  readonly stored: OpenedTarball;
  readonly content: Content;
}

/** By the hash that a pointer names, if one of them is one: then only what the other stands for is hashed. */
async function compare(
  { engine }: ByteSources,
  { path, landed }: LandedFile,
  { stored, content }: Stored,
): Promise<Problem | undefined> {
  const first = await openStored(engine, landed);
  if (first.kind === 'missing') {
    const message = `What first landed as ${landed.path} is not in this partial clone, so that ${path} cannot be compared with it.`;
    return problem('BYTES_NOT_FETCHED', path, message);
  }
  const algorithm = (sealOf(first) ?? sealOf(stored))?.algorithm ?? 'sha512';
  const then = await digestOf(first, algorithm).catch(async (error: unknown) => {
    if (!hasCode(error, 'BYTES_LOST')) throw error;
    return digestOf(await readStored(engine, landed), algorithm);
  });
  const seal = sealOf(stored);
  const now =
    seal?.algorithm === algorithm
      ? integrityOfHex(seal.hex, algorithm)
      : await hashOf(content.bytes === undefined ? content.pieces() : [content.bytes], algorithm);
  if (then === now) return undefined;
  const message = `${path} is not what first landed on ${landed.date.toISOString()}: then ${then}, now ${now}.`;
  return problem('VERSION_CHANGED', path, message);
}

/** What a pointer says of the bytes that it stands for. */
function sealOf(
  stored: OpenedTarball,
): { readonly algorithm: HashAlgorithm; readonly hex: string } | undefined {
  if (stored.kind === 'lfs') return { algorithm: 'sha256', hex: stored.pointer.sha256 };
  if (stored.kind === 'pinned') return { algorithm: 'sha512', hex: stored.pointer.sha512 };
  return undefined;
}

async function digestOf(stored: OpenedTarball, algorithm: HashAlgorithm): Promise<string> {
  switch (stored.kind) {
    case 'blob':
      return hashOf([stored.bytes], algorithm);
    case 'large':
      return hashOf(readLarge(stored.large), algorithm);
    case 'lfs':
      return integrityOfHex(stored.pointer.sha256, 'sha256');
    case 'pinned':
      return integrityOfHex(stored.pointer.sha512, 'sha512');
    case 'unreadable':
      return `nothing (${stored.reason})`;
    default:
      return `nothing (${stored.kind})`;
  }
}

async function hashOf(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  algorithm: HashAlgorithm,
): Promise<string> {
  const hash = createHash(algorithm);
  for await (const piece of pieces) hash.update(piece);
  return integrityOfHex(hash.digest('hex'), algorithm);
}
