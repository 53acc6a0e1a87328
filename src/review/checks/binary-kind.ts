// What kind of program a file is by its first bytes, whatever its name.
import type { ArchiveFile } from '../../inspect/archive-files.ts';

const machO = new Set(['feedface', 'feedfacf', 'cefaedfe', 'cffaedfe']);
const byMagic = new Map([
  ['7f454c46', 'ELF binary'],
  ['0061736d', 'WebAssembly module'],
  ['4243c0de', 'LLVM bitcode'],
  ['dec0170b', 'LLVM bitcode'],
]);

/** In words; `undefined` for what is none. Of a file that is not whole, the beginning tells. */
export function binaryKindOf(file: ArchiveFile): string | undefined {
  const { bytes } = file;
  if (bytes.length < 8) return undefined;
  const magic = bytes.toString('hex', 0, 4);
  if (machO.has(magic)) return 'Mach-O binary';
  if (magic === 'cafebabe' || magic === 'cafebabf') return cafebabeKindOf(bytes);
  if (bytes.toString('latin1', 0, 8) === '!<arch>\n') return 'static library';
  if (isPortableExecutable(file)) return 'Windows binary';
  if (isJavaArchive(file)) return 'Java archive';
  // V8's code cache: 0xC0DE and the size of a table, little-endian (src/snapshot/code-serializer.h); no UTF-8 has it.
  if (bytes[2] === 0xde && bytes[3] === 0xc0) return 'compiled V8 script';
  return byMagic.get(magic);
}

/**
 * Java's class files and fat Mach-O files begin alike. Then comes the number of architectures in these, the version in
 * those, whose major part was never below 45: file(1) tells them apart in the same way.
 */
function cafebabeKindOf(bytes: Buffer): string {
  return bytes.readUInt32BE(4) < 43 ? 'Mach-O binary' : 'Java class';
}

/** DOS programs begin with MZ, too; at 0x3c stands where the header of Windows begins. */
function isPortableExecutable({ bytes, size, isWhole }: ArchiveFile): boolean {
  if (bytes.length < 0x40 || bytes.toString('latin1', 0, 2) !== 'MZ') return false;
  const at = bytes.readUInt32LE(0x3c);
  if (at + 4 <= bytes.length) return bytes.toString('latin1', at, at + 4) === 'PE\0\0';
  return !isWhole && at < size;
}

/** A zip archive that is named so, or begins with META-INF as the `jar` program writes it. */
function isJavaArchive({ path, bytes }: ArchiveFile): boolean {
  if (bytes.toString('latin1', 0, 4) !== 'PK\u0003\u0004') return false;
  return /\.(?:jar|war|aar|apk)$/i.test(path) || bytes.toString('latin1', 30, 39) === 'META-INF/';
}
