// Walks over a tar stream in pieces of any size and keeps nothing of it.
import type { ArchiveLimits } from './archive-limits.ts';
import { blockKindOf, blockSize } from './tar-header.ts';
import { createEntryReader } from './tar-entry-reader.ts';
import { type BodySink, corrupt, type TarFault, type TarVisitor } from './tar-visitor.ts';

export interface TarWalker {
  readonly push: (chunk: Buffer) => void;
  /** Says that there is no more; what is still open is a fault. */
  readonly end: () => void;
  /** Whether two zero blocks ended the archive: then every client stops there. */
  readonly hasEnded: () => boolean;
}

/**
 * How the end is read: two zero blocks end an archive, as for every client; so does its last byte when there
 * are none (node-tar 7, tar-rs and Go's reader take that without a word). After a single zero block npm reads
 * on and others stop, so what follows is TAR_TRAILING, and read as npm reads it.
 */
export function createTarWalker(visitor: TarVisitor, limits: ArchiveLimits): TarWalker {
  const reader = createEntryReader(visitor, limits);
  const partial = Buffer.alloc(blockSize);
  let partialLength = 0;
  let state: 'begin' | 'reading' | 'zero-block' | 'ended' | 'stopped' = 'begin';
  let sink: BodySink | undefined;
  let bodyLeft = 0;
  let paddingLeft = 0;

  function stop(fault: TarFault): void {
    state = 'stopped';
    visitor.fault(fault);
  }

  function readBlock(block: Buffer, at: number): void {
    const kind = blockKindOf(block, at);
    if (kind === 'zero') {
      readZeroBlock();
      return;
    }
    if (kind === 'garbage') {
      stop(garbage());
      return;
    }
    if (state === 'zero-block') visitor.fault(trailing);
    state = 'reading';
    const read = reader.readHeader(block, at);
    if (read.fault !== undefined) {
      stop(read.fault);
      return;
    }
    sink = read.sink;
    bodyLeft = read.size;
    paddingLeft = (blockSize - (read.size % blockSize)) % blockSize;
  }

  function readZeroBlock(): void {
    if (reader.isPending()) stop(dangling);
    else state = state === 'zero-block' ? 'ended' : 'zero-block';
  }

  function garbage(): TarFault {
    if (state === 'zero-block') return trailing;
    return corrupt(state === 'begin' ? 'It is not a tar archive' : 'A header has a wrong checksum');
  }

  /** Takes what belongs to the current body; gives where the next header begins. */
  function skipBody(chunk: Buffer, start: number): number {
    const bodyEnd = Math.min(start + bodyLeft, chunk.length);
    if (sink !== undefined && bodyEnd > start) sink(chunk.subarray(start, bodyEnd));
    bodyLeft -= bodyEnd - start;
    if (bodyLeft > 0) return bodyEnd;
    const end = Math.min(bodyEnd + paddingLeft, chunk.length);
    paddingLeft -= end - bodyEnd;
    return end;
  }

  function gatherBlock(chunk: Buffer, start: number): number {
    const taken = chunk.copy(partial, partialLength, start, start + blockSize - partialLength);
    partialLength += taken;
    if (partialLength === blockSize) {
      partialLength = 0;
      readBlock(partial, 0);
    }
    return start + taken;
  }

  function push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && state !== 'ended' && state !== 'stopped') {
      if (bodyLeft > 0 || paddingLeft > 0) at = skipBody(chunk, at);
      else if (partialLength > 0 || chunk.length - at < blockSize) at = gatherBlock(chunk, at);
      else {
        readBlock(chunk, at);
        at += blockSize;
      }
    }
    if (state === 'ended' && at < chunk.length && !isZero(chunk, at)) {
      stop(trailing);
    }
  }

  function end(): void {
    if (state === 'stopped' || state === 'ended') return;
    const rest = partial.subarray(0, partialLength);
    if (bodyLeft > 0 || paddingLeft > 0) stop(corrupt('The archive ends inside an entry'));
    else if (!isZero(rest, 0)) {
      stop(state === 'zero-block' ? trailing : corrupt('The archive ends inside a header'));
    } else if (reader.isPending()) stop(dangling);
  }

  return { push, end, hasEnded: () => state === 'ended' };
}

const trailing: TarFault = {
  code: 'TAR_TRAILING',
  message: 'Something stands behind the end of the archive',
};

const dangling = corrupt('An extension header stands before no entry');

const zeros = Buffer.alloc(64 * 1024);

function isZero(chunk: Buffer, start: number): boolean {
  for (let at = start; at < chunk.length; at += zeros.length) {
    const end = Math.min(at + zeros.length, chunk.length);
    if (chunk.compare(zeros, 0, end - at, at, end) !== 0) return false;
  }
  return true;
}
