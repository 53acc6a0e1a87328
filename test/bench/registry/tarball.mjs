// Small but valid npm tarballs, made in memory at tens of thousands a second.
import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';

const block = 512;
/** Quick rather than small: the window need not be larger than the archive. */
const gzipOptions = { level: 1, memLevel: 2, windowBits: 13 };

/**
 * package.json, index.js and README.md. Same name and version, same bytes; other versions, other bytes. `changes` are
 * fields of the manifest that are others than in every package.
 */
export function syntheticTarball(name, version, changes = {}) {
  const manifest = {
    name,
    version,
    description: `Synthetic package ${name}`,
    main: 'index.js',
    license: 'MIT',
    keywords: ['synthetic', 'benchmark'],
    author: 'Bench <bench@example.com>',
    repository: { type: 'git', url: `git+https://example.com/${name}.git` },
    dependencies: { plain0: '^1.0.0', plain1: '>=1.2.0 <2' },
    ...changes,
  };
  return packed([
    ['package.json', `${JSON.stringify(manifest, undefined, 2)}\n`],
    ['index.js', `export const id = '${name}@${version}';\n`],
    ['README.md', `# ${name}\n\nThis is ${version}, made for a benchmark.\n`],
  ]);
}

/** A tarball of about `bytes`, both packed and unpacked: its one large file cannot be compressed. */
export function largeTarball(name, version, bytes) {
  const noise = Buffer.alloc(bytes);
  let state = 1;
  for (let at = 0; at + 4 <= bytes; at += 4) {
    // xorshift32: the same noise on every machine.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    noise.writeInt32LE(state, at);
  }
  const files = [
    ['package.json', JSON.stringify({ name, version })],
    ['noise.bin', noise],
  ];
  return packed(files, { level: 1 });
}

/** Files below `package/`, as `npm pack` lays them out. */
export function packed(files, options = gzipOptions) {
  const blocks = files.flatMap(([path, content]) => {
    const body = Buffer.from(content);
    const padding = Buffer.alloc((block - (body.length % block)) % block);
    return [headerOf(`package/${path}`, body.length), body, padding];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(2 * block)]), options);
}

function headerOf(path, size) {
  const header = Buffer.alloc(block);
  header.write(path, 0);
  header.write('000644 \x00', 100);
  header.write('000000 \x00000000 \x00', 108);
  header.write(`${size.toString(8).padStart(11, '0')} `, 124);
  header.write('03560116604 ', 136);
  header.write('        0', 148);
  header.write('ustar\x0000', 257);
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${sum.toString(8).padStart(6, '0')}\x00 `, 148);
  return header;
}
