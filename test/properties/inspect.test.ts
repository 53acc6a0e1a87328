import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { list, type ReadEntry } from 'tar';
import { describe, expect, test } from 'vitest';
import { archiveLimits } from '../../src/inspect/archive-limits.ts';
import { inflateStream } from '../../src/inspect/inflate.ts';
import { inspectPieces, inspectTarball } from '../../src/inspect/inspect-tarball.ts';
import type { Inspection } from '../../src/inspect/tarball.ts';
import { createTarWalker } from '../../src/inspect/tar-walker.ts';
import { codesOf, factsOf, packageJson, plainManifest } from '../support/inspection.ts';
import {
  gnuLongName,
  gzip,
  packageTarball,
  paxHeader,
  type RawEntry,
  tarOf,
} from '../support/tarball.ts';

/** The regular files that node-tar sees in a tarball, the first segment taken off. */
function listedByNodeTar(bytes: Uint8Array): { path: string; size: number }[] {
  const files: { path: string; size: number }[] = [];
  const parser = list({
    sync: true,
    onReadEntry: (found: ReadEntry) => {
      files.push({ path: found.path.slice(found.path.indexOf('/') + 1), size: found.size });
    },
  });
  parser.end(Buffer.from(bytes));
  return files;
}

/** In pieces it is the same, or has to be seen whole; of one that is sound nothing has to, but for what is read twice. */
async function checkInPieces(bytes: Uint8Array, whole: Inspection): Promise<void> {
  const size = bytes.length;
  for (const pieceSize of [512, 5000, size]) {
    const inspected = await inspectPieces(piecesOf(bytes, pieceSize), { path: 'x.tgz', size });
    if (inspected !== undefined || whole.problems.length === 0) expect(inspected).toEqual(whole);
  }
}

test('what stands behind the archive is the same wherever its pieces begin', async () => {
  const bytes = packageTarball({ manifest: plainManifest });
  const toEven = Buffer.alloc(-bytes.length & 511);
  for (const behind of [gzipSync('x'), Buffer.from('x'), Buffer.alloc(600)]) {
    await checkAllWays(Buffer.concat([bytes, behind]));
    await checkAllWays(Buffer.concat([bytes, toEven, behind]));
    await checkAllWays(Buffer.concat([bytes, toEven, Buffer.alloc(512), behind]));
  }
});

/** Each piece is overwritten when the next is asked for, as a reader of a file does. */
async function* piecesOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    const piece = Uint8Array.from(bytes.subarray(at, at + size));
    yield await Promise.resolve(piece);
    piece.fill(0xff);
  }
}

/** Inspects by all paths, which must agree, and checks what holds for every input. */
async function checkAllWays(bytes: Uint8Array): Promise<void> {
  const { tarball, problems } = await inspectTarball(bytes, { path: 'x.tgz' });
  const streamed = await inspectTarball(bytes, { path: 'x.tgz', inflate: inflateStream });
  expect(streamed).toEqual({ tarball, problems });
  await checkInPieces(bytes, { tarball, problems });
  const isUnsafe = problems.some(({ severity }) => severity === 'unsafe');
  expect(tarball === undefined).toBe(isUnsafe);
  const isSound = problems.every(({ severity }) => severity === 'warning');
  if (isSound) expect(tarball?.entries).toEqual(listedByNodeTar(bytes));
}

const segment = fc.oneof(
  fc.constantFrom('package', 'lib', '..', '.', '', 'package.json', 'Package.JSON', 'README.md'),
  fc.string({ maxLength: 12, unit: 'grapheme' }),
);
const anyPath = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const type = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('0', '0', '5', '\0') },
  fc.constantFrom('1', '2', '3', '7', 'x', 'g', 'L', 'K', 'S', 'X', 'Z'),
);
const body = fc.oneof(
  fc.constant(plainManifest),
  fc.string({ maxLength: 700 }),
  fc.uint8Array({ maxLength: 1100 }),
);

const entry: fc.Arbitrary<RawEntry> = fc.record(
  {
    path: fc.oneof(anyPath, fc.uint8Array({ minLength: 1, maxLength: 100 })),
    body,
    type,
    linkpath: anyPath,
    size: fc.nat({ max: 2000 }),
    prefix: fc.string({ maxLength: 20 }),
    pax: fc.dictionary(fc.constantFrom('path', 'size', 'linkpath', 'comment', 'mtime'), anyPath),
    checksum: fc.nat({ max: 1 }),
  },
  { requiredKeys: ['path'] },
);
const block = fc.oneof(
  { weight: 6, arbitrary: entry },
  { weight: 3, arbitrary: fc.constant(packageJson) },
  fc.constant(Buffer.alloc(512)),
  anyPath.map((path) => gnuLongName(path)),
  fc
    .dictionary(fc.constantFrom('path', 'comment'), anyPath)
    .map((records) => paxHeader(records, { type: 'g' })),
);
const anyArchive = fc
  .tuple(fc.array(block, { maxLength: 8 }), fc.nat({ max: 3 }))
  .map(([parts, endBlocks]) => tarOf(parts, { endBlocks }));

describe('inspect is total, its two ways of unpacking agree, and node-tar lists what it accepts', () => {
  test('for any bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), checkAllWays));
  });

  test('for any content in a gzip member', async () => {
    const content = fc.uint8Array({ maxLength: 3000 });
    await fc.assert(fc.asyncProperty(content, (bytes) => checkAllWays(gzipSync(bytes))));
  });

  test('for any archive', async () => {
    const property = fc.asyncProperty(anyArchive, (archive) => checkAllWays(gzip(archive)));
    await fc.assert(property, { numRuns: 500 });
  });

  test('for any change of a sound tarball', async () => {
    const sound = packageTarball({
      manifest: plainManifest,
      files: { 'README.md': 'text '.repeat(500), 'lib/a.js': 'x' },
    });
    const changes = fc.array(fc.tuple(fc.nat({ max: sound.length - 1 }), fc.nat({ max: 255 })), {
      minLength: 1,
      maxLength: 3,
    });
    const cut = fc.option(fc.nat({ max: sound.length }));
    const property = fc.asyncProperty(
      changes,
      cut,
      fc.uint8Array({ maxLength: 3 }),
      async (at, end, more) => {
        const bytes = Buffer.from(sound);
        for (const [index, value] of at) bytes[index] = value;
        await checkAllWays(Buffer.concat([bytes.subarray(0, end ?? bytes.length), more]));
      },
    );
    await fc.assert(property, { numRuns: 500 });
  });

  test('for any change of the archive inside', async () => {
    const sound = tarOf([packageJson, { path: 'package/lib/a', body: 'x'.repeat(600) }]);
    const property = fc.asyncProperty(
      fc.array(fc.tuple(fc.nat({ max: sound.length - 1 }), fc.nat({ max: 255 })), { maxLength: 4 }),
      async (changes) => {
        const archive = Buffer.from(sound);
        for (const [index, value] of changes) archive[index] = value;
        await checkAllWays(gzip(archive));
      },
    );
    await fc.assert(property, { numRuns: 500 });
  });
});

test('the walk reports the same, however the archive is cut into pieces', () => {
  const walk = (archive: Buffer, cuts: readonly number[]): string[] => {
    const events: string[] = [];
    const walker = createTarWalker(
      {
        entry: ({ kind, size, path: { buffer, start, end } }) => {
          const index =
            events.push(`${kind} ${size} ${buffer.toString('latin1', start, end)} `) - 1;
          return (piece) => {
            events[index] = `${events[index] ?? ''}${piece.toString('latin1')}`;
          };
        },
        fault: ({ code, message }) => void events.push(`${code} ${message}`),
      },
      archiveLimits,
    );
    const ends = [...cuts.map((cut) => cut % (archive.length + 1)), archive.length];
    let start = 0;
    for (const end of ends.toSorted((a, b) => a - b)) {
      walker.push(archive.subarray(start, end));
      start = end;
    }
    walker.end();
    return events;
  };
  fc.assert(
    fc.property(anyArchive, fc.array(fc.nat(), { maxLength: 12 }), (archive, cuts) => {
      expect(walk(archive, cuts)).toEqual(walk(archive, []));
    }),
    { numRuns: 500 },
  );
});

test('a package that is built from any files is sound, and its files are those that node-tar lists', async () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9é._ -]{0,50}[a-z0-9]$/u);
  const files = fc.dictionary(
    fc.array(name, { minLength: 1, maxLength: 5 }).map((parts) => `x/${parts.join('/')}`),
    fc.oneof(fc.string({ maxLength: 2000 }), fc.uint8Array({ maxLength: 2000 })),
    { maxKeys: 10 },
  );
  const property = fc.asyncProperty(files, name, async (content, root) => {
    fc.pre(!holdsFileAsFolder(Object.keys(content)));
    const bytes = packageTarball({ manifest: plainManifest, files: content, root });
    await checkAllWays(bytes);
    expect(await codesOf(bytes)).toEqual([]);
    const { entries, unpackedSize } = await factsOf(bytes);
    const listed = listedByNodeTar(bytes);
    expect(entries).toEqual(listed);
    expect(unpackedSize).toBe(listed.reduce((total, { size }) => total + size, 0));
  });
  await fc.assert(property, { numRuns: 200 });
});

function holdsFileAsFolder(paths: readonly string[]): boolean {
  return paths.some((path) => paths.some((other) => other.startsWith(`${path}/`)));
}
