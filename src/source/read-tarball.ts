// A tarball's bytes, and whether they are still the ones that first landed.
import type { Landing } from './landing.ts';
import { type HashAlgorithm, integrityOf, integrityOfHex } from '../integrity.ts';
import { problem } from '../problems.ts';
import type { Oid } from './git-engine.ts';
import { isPointerPath } from './package-path.ts';
import type { TarballBytes, WholeTarball } from './snapshot.ts';
import {
  type ByteSources,
  openContent,
  readContent,
  readStored,
  type StoredTarball,
} from './tarball-content.ts';

/**
 * Reads a tarball. VERSION_CHANGED when its bytes are not those of the first landing; a change of where the
 * bytes are kept (git, LFS, pinned pointer) or of the file's name is none. A first landing that stood for no
 * bytes (a broken pointer) cannot be matched either.
 */
export async function readTarball(
  sources: ByteSources,
  file: { readonly path: string; readonly oid: Oid; readonly landed: Landing },
): Promise<WholeTarball> {
  const content = await readContent(sources, file);
  const { path, landed } = file;
  if (isAsLanded(file) || content.problem !== undefined) return content;
  const first = await readStored(sources.engine, landed);
  if (first.kind === 'missing') {
    const message = `What first landed as ${landed.path} is not in this partial clone, so that ${path} cannot be compared with it.`;
    return { problem: problem('BYTES_NOT_FETCHED', path, message) };
  }
  const expected = digestOf(first);
  const actual = digestOf({ kind: 'blob', bytes: content.bytes }, expected.algorithm);
  if (expected.text === actual.text) return content;
  const message = `${path} is not what first landed on ${landed.date.toISOString()}: then ${expected.text}, now ${actual.text}.`;
  return { problem: problem('VERSION_CHANGED', path, message) };
}

/** The same, but where the bytes lie if they are many and nothing has to be compared with them. */
export async function openTarball(
  sources: ByteSources,
  file: { readonly path: string; readonly oid: Oid; readonly landed: Landing },
): Promise<TarballBytes> {
  return isAsLanded(file) ? openContent(sources, file) : readTarball(sources, file);
}

/** Whether the file stands for what first landed, without a look at any bytes. */
export function isAsLanded({
  path,
  oid,
  landed,
}: {
  readonly path: string;
  readonly oid: Oid;
  readonly landed: Landing;
}): boolean {
  return oid === landed.oid && isPointerPath(path) === isPointerPath(landed.path);
}

interface Digest {
  readonly algorithm: HashAlgorithm;
  readonly text: string;
}

/** A hash of the bytes that something stored stands for, without having the bytes where a pointer names the hash. */
function digestOf(
  stored: Exclude<StoredTarball, { kind: 'missing' }>,
  algorithm: HashAlgorithm = 'sha512',
): Digest {
  switch (stored.kind) {
    case 'blob':
      return { algorithm, text: integrityOf(stored.bytes, algorithm) };
    case 'lfs':
      return { algorithm: 'sha256', text: integrityOfHex(stored.pointer.sha256, 'sha256') };
    case 'pinned':
      return { algorithm: 'sha512', text: integrityOfHex(stored.pointer.sha512, 'sha512') };
    case 'too-large':
    case 'not-a-blob':
      return { algorithm: 'sha512', text: `nothing (${stored.kind})` };
    case 'unreadable':
      return { algorithm: 'sha512', text: `nothing (${stored.reason})` };
  }
}
