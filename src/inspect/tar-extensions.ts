// Headers that describe the entry after them: PAX (`x`, `g`) and GNU long names (`L`, `K`).
import type { ArchiveLimits } from './archive-limits.ts';
import { type PaxRecords, parsePaxRecords } from './pax-records.ts';
import type { PathBytes } from './tar-path.ts';
import { type BodySink, corrupt, type TarFault, type TarVisitor } from './tar-visitor.ts';

type ExtensionType = 'x' | 'g' | 'L' | 'K';

/** What extension headers say about an entry. */
export type Extension =
  | { readonly fault: TarFault }
  | {
      readonly fault?: undefined;
      readonly path: PathBytes | undefined;
      readonly target: PathBytes | undefined;
      readonly isSparse: boolean;
    };

export interface ExtensionReader {
  /** The extension that a type flag stands for, if any. */
  readonly typeOf: (flag: string) => ExtensionType | undefined;
  readonly begin: (
    type: ExtensionType,
    size: number,
  ) =>
    | { readonly fault: TarFault }
    | { readonly fault?: undefined; readonly size: number; readonly sink: BodySink };
  /** To be called when the next header is reached: reads the body that was gathered. */
  readonly finish: () => TarFault | undefined;
  /** What is pending belongs to an entry of `size` bytes, and is pending no longer. */
  readonly take: (entry: { readonly size: number }) => Extension;
  readonly isPending: () => boolean;
  /** No body is being gathered and nothing is pending. */
  readonly isIdle: () => boolean;
}

export function createExtensionReader(visitor: TarVisitor, limits: ArchiveLimits): ExtensionReader {
  let gathering: { readonly type: ExtensionType; readonly body: Buffer } | undefined;
  let pax: PaxRecords | undefined;
  let longName: Buffer | undefined;
  let longLink: Buffer | undefined;
  let total = 0;

  /** Solaris's `X` is `x`, old GNU's `N` is `L`: node-tar 7 acts on them, others do not. */
  function typeOf(flag: string): ExtensionType | undefined {
    if (flag === 'X' || flag === 'N') {
      visitor.fault({ code: 'ENTRY_TYPE', message: `An entry has the outdated type ${flag}` });
      return flag === 'X' ? 'x' : 'L';
    }
    return flag === 'x' || flag === 'g' || flag === 'L' || flag === 'K' ? flag : undefined;
  }

  function begin(type: ExtensionType, size: number): ReturnType<ExtensionReader['begin']> {
    total += size;
    if (size > limits.extension || total > limits.extensions) {
      return { fault: { code: 'ARCHIVE_LIMIT', message: 'The extension headers are too long' } };
    }
    if (isTaken(type)) return { fault: corrupt('Two extension headers stand before one entry') };
    const body = Buffer.alloc(size);
    let filled = 0;
    gathering = { type, body };
    return { size, sink: (piece) => (filled += piece.copy(body, filled)) };
  }

  /**
   * Of two that name one entry, the first counts for some clients, the last for others. And some give a PAX
   * header to whatever header follows it, be that another extension (older node-tar; tar-rs for a global one).
   */
  function isTaken(type: ExtensionType): boolean {
    if (type === 'x' || type === 'g') return isPending();
    return pax !== undefined || (type === 'L' ? longName : longLink) !== undefined;
  }

  function finish(): TarFault | undefined {
    if (gathering === undefined) return undefined;
    const { type, body } = gathering;
    gathering = undefined;
    if (type === 'L') longName = withoutNulsAtEnd(body);
    else if (type === 'K') longLink = withoutNulsAtEnd(body);
    else {
      const records = parsePaxRecords(body);
      if ('fault' in records) return corrupt(`A PAX header ${records.fault}`);
      if (type === 'g') return readGlobal(records);
      pax = records;
    }
    return undefined;
  }

  /** GNU tar, bsdtar and Python apply it to all entries, node-tar 7 only its size, tar-rs nothing. */
  function readGlobal({
    path,
    linkpath,
    size,
    isSparse,
    isBinary,
  }: PaxRecords): TarFault | undefined {
    if (size !== undefined) return corrupt('A global PAX header sets the size of entries');
    if (path !== undefined || linkpath !== undefined || isBinary) {
      visitor.fault({ code: 'ENTRY_NAME', message: 'A global PAX header names entries' });
    }
    if (isSparse) {
      visitor.fault({ code: 'ENTRY_TYPE', message: 'A global PAX header makes entries sparse' });
    }
    return undefined;
  }

  function take({ size }: { readonly size: number }): Extension {
    if (pax === undefined && longName === undefined && longLink === undefined) return none;
    const path = pax?.path ?? longName;
    const target = pax?.linkpath ?? longLink;
    const paxSize = pax?.size?.toString('latin1');
    if (pax?.isBinary === true) {
      visitor.fault({ code: 'ENTRY_NAME', message: 'A PAX header holds a name that is not UTF-8' });
    }
    const isSparse = pax?.isSparse === true;
    pax = longName = longLink = undefined;
    // A size that differs is only needed above 8 GiB; older pnpm and others do not look at it.
    if (paxSize !== undefined && (!/^[0-9]+$/.test(paxSize) || Number(paxSize) !== size)) {
      return { fault: corrupt('A PAX header contradicts the size of its entry') };
    }
    return { path: path && wholeOf(path), target: target && wholeOf(target), isSparse };
  }

  function isPending(): boolean {
    const pending = gathering !== undefined && gathering.type !== 'g';
    return pending || pax !== undefined || longName !== undefined || longLink !== undefined;
  }

  return {
    typeOf,
    begin,
    finish,
    take,
    isPending,
    isIdle: () => gathering === undefined && !isPending(),
  };
}

const none: Extension = { path: undefined, target: undefined, isSparse: false };

function wholeOf(buffer: Buffer): PathBytes {
  return { buffer, start: 0, end: buffer.length };
}

/** A NUL inside stays, and makes the path unsafe. */
function withoutNulsAtEnd(body: Buffer): Buffer {
  let end = body.length;
  while (end > 0 && body[end - 1] === 0) end--;
  return body.subarray(0, end);
}
