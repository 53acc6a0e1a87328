// Objects turned into tarballs: `packageTarball` for healthy packages, the rest for odd archives.
import { gzipSync } from 'node:zlib';
import { Header, Pax } from 'tar';

type Content = string | Uint8Array;

/** npm pack's own fixed date: 1985-10-26T08:15:00Z. */
const mtime = new Date(499162500000);

export interface PackageOptions {
  /** An object becomes JSON with two spaces, as npm writes it; text and bytes stand as they are. */
  readonly manifest: object | Content;
  /** Paths below the root folder. */
  readonly files?: Readonly<Record<string, Content>>;
  /** @default 'package' */
  readonly root?: string;
}

/** A .tgz as `npm pack` makes it: package.json first, then `files` in their order. Same input, same bytes. */
export function packageTarball({
  manifest,
  files = {},
  root = 'package',
}: PackageOptions): Uint8Array {
  const entries = Object.entries({ 'package.json': contentOf(manifest), ...files });
  return gzip(tarOf(entries.map(([path, body]) => ({ path: `${root}/${path}`, body }))));
}

function contentOf(manifest: object | Content): Content {
  if (typeof manifest === 'string' || manifest instanceof Uint8Array) return manifest;
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** One entry of an odd archive. What is not given is as node-tar writes it. */
export interface RawEntry {
  /** Text that does not fit the header gets a PAX header; bytes go to the name field as they are. */
  readonly path: Content;
  readonly body?: Content;
  /** The type flag. @default '0', a regular file */
  readonly type?: string;
  readonly linkpath?: string;
  /** The size the header claims. @default the body's */
  readonly size?: number;
  /** Written to ustar's prefix field as it is. */
  readonly prefix?: string;
  /** Records of a PAX header before the entry. */
  readonly pax?: Readonly<Record<string, string>>;
  /** Changes the header block before its checksum is made. */
  readonly patch?: (header: Buffer) => void;
  /** Written instead of the right one. */
  readonly checksum?: number;
}

/** A tar archive: entries, and blocks that stand as they are, then `endBlocks` zero blocks (two, by the standard). */
export function tarOf(
  parts: readonly (RawEntry | Uint8Array)[],
  { endBlocks = 2 }: { readonly endBlocks?: number } = {},
): Buffer {
  const blocks = parts.map((part) => (part instanceof Uint8Array ? part : entryBlocks(part)));
  return Buffer.concat([...blocks, Buffer.alloc(endBlocks * 512)]);
}

/** Header and padded body of one entry, with its PAX header when it has one. */
export function entryBlocks(entry: RawEntry): Buffer {
  const body = Buffer.from(entry.body ?? '');
  const path = typeof entry.path === 'string' ? entry.path : '';
  const fields = { path, mode: entry.type === '5' ? 0o755 : 0o644, mtime };
  const header = Buffer.alloc(512);
  const size = entry.size ?? body.length;
  const needsPax =
    new Header({ ...fields, size, linkpath: entry.linkpath ?? '' }).encode(header) &&
    Buffer.byteLength(path) > 99;
  if (typeof entry.path !== 'string') Buffer.from(entry.path).copy(header, 0, 0, 100);
  header[156] = (entry.type ?? '0').charCodeAt(0);
  if (entry.prefix !== undefined) header.fill(0, 345, 500).write(entry.prefix, 345);
  entry.patch?.(header);
  writeChecksum(header, entry.checksum);
  return Buffer.concat([
    entry.pax === undefined ? Buffer.alloc(0) : paxHeader(entry.pax),
    needsPax ? new Pax({ path }).encode() : Buffer.alloc(0),
    header,
    padded(body),
  ]);
}

/** A PAX header: for the entry that follows, or (`type: 'g'`) for all that follow. */
export function paxHeader(
  records: Readonly<Record<string, string>>,
  { type = 'x' }: { readonly type?: 'x' | 'g' } = {},
): Buffer {
  const body = Object.entries(records).map(([key, value]) => paxRecord(key, value));
  return entryBlocks({ path: 'PaxHeader/entry', type, body: body.join('') });
}

function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const length = Buffer.byteLength(rest);
  const total = length + String(length + String(length).length).length;
  return `${total}${rest}`;
}

/** GNU's long path (`L`) or long link target (`K`) for the entry that follows. */
export function gnuLongName(
  name: string,
  { type = 'L' }: { readonly type?: 'L' | 'K' } = {},
): Buffer {
  return entryBlocks({ path: '././@LongLink', type, body: `${name}\0` });
}

/** Makes the checksum of a header block right, or what `value` says. */
export function writeChecksum(header: Buffer, value?: number): void {
  header.fill(0x20, 148, 156);
  const sum = value ?? header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
}

/** One gzip member without date or operating system, so that the platform does not show. */
export function gzip(bytes: Uint8Array): Uint8Array {
  const member = gzipSync(bytes, { level: 9 });
  member[9] = 255;
  return new Uint8Array(member);
}

function padded(body: Buffer): Buffer {
  return Buffer.concat([body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}
