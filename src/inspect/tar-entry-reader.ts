// From header blocks to entries: types, long names, PAX. What clients read differently is refused, not guessed.
import type { ArchiveLimits } from './archive-limits.ts';
import { plainNameEnd } from './plain-header.ts';
import { createExtensionReader } from './tar-extensions.ts';
import { byteAt, formatOf, hasReadableNumbers, sizeField } from './tar-header.ts';
import type { PathBytes } from './tar-path.ts';
import {
  type BodySink,
  corrupt,
  type TarEntry,
  type TarFault,
  type TarVisitor,
} from './tar-visitor.ts';

/** What follows the header: `size` bytes, padded to whole blocks, that go to `sink`. */
export type HeaderRead =
  | { readonly fault: TarFault }
  | {
      readonly fault?: undefined;
      readonly size: number;
      readonly sink: BodySink | undefined;
    };

export interface EntryReader {
  readonly readHeader: (block: Buffer, at: number) => HeaderRead;
  /** An extension header was read, and not yet the entry that it belongs to. */
  readonly isPending: () => boolean;
}

const LF = 0x0a;
const SLASH = 0x2f;

export function createEntryReader(visitor: TarVisitor, limits: ArchiveLimits): EntryReader {
  const extensions = createExtensionReader(visitor, limits);
  let count = 0;

  function readHeader(block: Buffer, at: number): HeaderRead {
    const size = sizeField(block, at);
    const nameEnd = extensions.isIdle() ? plainNameEnd(block, at) : -1;
    const isPlain = nameEnd > at && size >= 0 && block[nameEnd - 1] !== SLASH;
    if (!isPlain || count >= limits.entries) return readAnyHeader(block, at, size);
    count += 1;
    const path = { buffer: block, start: at, end: nameEnd };
    const entry: TarEntry = { kind: 'file', path, size, target: undefined, isHardLink: false };
    return { size, sink: visitor.entry(entry) };
  }

  /** The general way, which would read a plain header just the same. */
  function readAnyHeader(block: Buffer, at: number, size: number): HeaderRead {
    const fault = extensions.finish();
    if (fault !== undefined) return { fault };
    if (size < 0) return { fault: corrupt('A header has no readable size') };
    if (!hasReadableNumbers(block, at)) return { fault: malformedNumber };
    const type = String.fromCharCode(byteAt(block, at + 156));
    const extension = extensions.typeOf(type);
    if ((extension === undefined || extension === 'g') && ++count > limits.entries) {
      return { fault: tooMany(limits) };
    }
    if (extension !== undefined) {
      // Without a name, or with a link name, node-tar 7 passes over the header and reads its body as headers.
      if (byteAt(block, at) === 0) return { fault: namelessExtension };
      const linkEnd = fieldEnd(block, at + 157, 100);
      if (type !== 'x' && type !== 'g' && linkEnd !== at + 157) return { fault: strayLinkName };
      return extensions.begin(extension, size);
    }
    return readEntry({ block, at, size, type });
  }

  function readEntry({ block, at, size, type }: HeaderFields): HeaderRead {
    const extension = extensions.take({ size });
    if (extension.fault !== undefined) return extension;
    const path = extension.path ?? headerPathOf(block, at);
    const linkEnd = fieldEnd(block, at + 157, 100);
    if (path === undefined || linkEnd < 0) return { fault: contestedName };
    if (path.end === path.start) return { fault: corrupt('An entry has no name') };
    const isLink = type === '1' || type === '2';
    if (isLink !== linkEnd > at + 157) return { fault: strayLinkName };
    const kind = extension.isSparse ? 'other' : kindOf(type, path);
    if (kind === 'directory' && type !== '5' && formatOf(block, at) === 'ustar') {
      visitor.fault(fileLikeFolder);
    }
    if (size > 0 && kind !== 'file' && hasNoBody.has(type)) return { fault: strayBody };
    if (size > 0 && kind === 'directory') return { fault: strayBody };
    const target = isLink
      ? (extension.target ?? { buffer: block, start: at + 157, end: linkEnd })
      : undefined;
    const entry: TarEntry = { kind, path, size, target, isHardLink: type === '1' };
    return { size, sink: visitor.entry(entry) };
  }

  return { readHeader, isPending: extensions.isPending };
}

interface HeaderFields {
  readonly block: Buffer;
  readonly at: number;
  readonly size: number;
  readonly type: string;
}

/** Old archives write a folder as a file whose name ends in a slash. */
function kindOf(type: string, { buffer, end }: PathBytes): TarEntry['kind'] {
  if (type === '0' || type === '\0') {
    return byteAt(buffer, end - 1) === SLASH ? 'directory' : 'file';
  }
  if (type === '5') return 'directory';
  return type === '1' || type === '2' ? 'link' : 'other';
}

/** node-tar 7 and Go's reader expect the next header right behind these, whatever their size says; tar-rs does not. */
const hasNoBody: ReadonlySet<string> = new Set(['1', '2', '3', '4', '5', '6']);

/** The path in the header's own fields, `undefined` when clients read it differently. */
function headerPathOf(block: Buffer, at: number): PathBytes | undefined {
  const end = fieldEnd(block, at, 100);
  const format = formatOf(block, at);
  if (end < 0 || format === 'contested') return undefined;
  const name = { buffer: block, start: at, end };
  if (format === 'other' || byteAt(block, at + 345) === 0) return name;
  const prefixEnd = fieldEnd(block, at + 345, byteAt(block, at + 475) === 0 ? 130 : 155);
  if (prefixEnd < 0) return undefined;
  const buffer = Buffer.concat([
    block.subarray(at + 345, prefixEnd),
    slash,
    block.subarray(at, end),
  ]);
  return { buffer, start: 0, end: buffer.length };
}

const slash = Buffer.from('/');

/**
 * Where the text of a field ends: at its first NUL. -1 when a line feed follows that: node-tar 7 cuts off what
 * is between the NUL and the line feed only, and takes the rest as part of the name.
 */
function fieldEnd(block: Buffer, start: number, length: number): number {
  let end = start;
  while (end < start + length && block[end] !== 0) end++;
  for (let at = end; at < start + length; at++) {
    if (block[at] === LF) return -1;
  }
  return end;
}

const malformedNumber = corrupt('A header holds a malformed number');
const namelessExtension = corrupt('An extension header has no name');
const contestedName = corrupt('An entry has a name that clients read differently');
const strayLinkName = corrupt('A link has no target, or an entry that is no link has one');
const strayBody = corrupt('A folder, link or device has a body');
const fileLikeFolder: TarFault = {
  code: 'ENTRY_TYPE',
  message: 'A folder is marked as a file, and some clients make one of it',
};

function tooMany(limits: ArchiveLimits): TarFault {
  return {
    code: 'ARCHIVE_LIMIT',
    message: `The archive has more than ${limits.entries} entries`,
  };
}
