import { describe, expect, test } from 'vitest';
import { archiveLimits } from '../../../src/inspect/archive-limits.ts';
import { createTarWalker } from '../../../src/inspect/tar-walker.ts';
import {
  codesOf,
  codesWith,
  factsOf,
  packageJson,
  plainManifest,
} from '../../support/inspection.ts';
import { gnuLongName, gzip, paxHeader, type RawEntry, tarOf } from '../../support/tarball.ts';

const other: RawEntry = { path: 'package/other', body: 'x'.repeat(600) };

/** The paths of the regular files in a sound archive of these parts. */
async function pathsOf(...parts: readonly (RawEntry | Uint8Array)[]): Promise<string[]> {
  const { entries } = await factsOf(gzip(tarOf([packageJson, ...parts])));
  return entries.slice(1).map(({ path }) => path);
}

describe('names', () => {
  const long = `package/${'folder/'.repeat(40)}file`;

  test('of 100 bytes fill the field without a NUL', async () => {
    const path = `package/${'x'.repeat(92)}`;
    const patch = (header: Buffer): unknown => header.write(path, 0);
    expect(await pathsOf({ path: 'package/', patch: (header) => void patch(header) })).toEqual([
      'x'.repeat(92),
    ]);
  });

  test('go behind the prefix of ustar', async () => {
    expect(await pathsOf({ path: 'c', prefix: 'package/a/b' })).toEqual(['a/b/c']);
    expect(await pathsOf({ path: 'c', prefix: `package/${'d'.repeat(147)}` })).toEqual([
      `${'d'.repeat(147)}/c`,
    ]);
  });

  test('do not go behind what GNU keeps in the place of the prefix', async () => {
    const patch = (header: Buffer): void => {
      header.write('ustar  \0', 257, 'latin1');
      header.write('13371337', 345);
    };
    expect(await pathsOf({ path: 'package/c', patch })).toEqual(['c']);
  });

  test('come from PAX or GNU headers when there are any', async () => {
    const relative = long.slice('package/'.length);
    expect(await pathsOf({ path: 'short', pax: { path: long } })).toEqual([relative]);
    expect(await pathsOf(gnuLongName(long), { path: 'short' })).toEqual([relative]);
  });

  test('from PAX count for one entry only', async () => {
    const paths = await pathsOf(
      { path: 'short', pax: { path: 'package/a' } },
      { path: 'package/b' },
    );
    expect(paths).toEqual(['a', 'b']);
  });
});

describe('extension headers', () => {
  test('that only carry what no client acts on are ignored', async () => {
    const pax = { 'SCHILY.fflags': 'nodump', 'NODETAR.depth': '1', mtime: '1.5', comment: 'é' };
    expect(await codesWith({ ...other, pax })).toEqual([]);
  });

  test("git archive's global comment is accepted", async () => {
    const archive = tarOf([paxHeader({ comment: 'a'.repeat(40) }, { type: 'g' }), packageJson]);
    expect(await codesOf(gzip(archive))).toEqual([]);
  });

  test('may repeat the size that the header has', async () => {
    expect(await codesWith({ ...other, pax: { size: '600' } })).toEqual([]);
  });

  test.each([
    ['another size', [{ ...other, pax: { size: '512' } }]],
    ['a size in another notation', [{ ...other, pax: { size: '0x258' } }]],
    ['a size for all entries', [paxHeader({ size: '600' }, { type: 'g' }), other]],
    ['two PAX headers for one entry', [paxHeader({ path: 'package/a' }), { ...other, pax: {} }]],
    ['two GNU long names for one entry', [gnuLongName('a/b'), gnuLongName('a/c'), other]],
    ['PAX and GNU for one entry', [gnuLongName('package/a'), { ...other, pax: { mtime: '1' } }]],
    ['PAX before a GNU long name', [paxHeader({ mtime: '1' }), gnuLongName('package/a'), other]],
    [
      'PAX before a global header',
      [paxHeader({ mtime: '1' }), paxHeader({}, { type: 'g' }), other],
    ],
    ['PAX before the end', [paxHeader({ mtime: '1' })]],
    ['a GNU long name before the end', [gnuLongName('package/a')]],
    ['a malformed PAX header', [{ path: 'x', type: 'x', body: 'path=a\n' }, other]],
    ['a PAX header without a name', [{ path: '', type: 'x', body: '' }, other]],
  ])('with %s are TAR_CORRUPT', async (_, parts) => {
    expect(await codesWith(...parts)).toEqual(['TAR_CORRUPT']);
  });

  test.each([{ path: 'package/x' }, { linkpath: 'x' }, { hdrcharset: 'BINARY' }])(
    'with a global %o are ENTRY_NAME',
    async (records) => {
      expect(await codesWith(paxHeader(records, { type: 'g' }), other)).toEqual(['ENTRY_NAME']);
    },
  );

  test('with binary names are ENTRY_NAME', async () => {
    expect(await codesWith({ ...other, pax: { hdrcharset: 'BINARY' } })).toEqual(['ENTRY_NAME']);
  });

  test.each(['X', 'N'])('of the outdated type %s are ENTRY_TYPE', async (type) => {
    const body = type === 'X' ? '20 path=package/new\n' : 'package/new\0';
    const codes = await codesWith({ path: 'x', type, body }, other);
    expect(codes).toEqual(['ENTRY_TYPE']);
  });

  test('over 1 MiB are ARCHIVE_LIMIT', async () => {
    const body = 'x'.repeat(archiveLimits.extension + 1);
    expect(await codesWith({ path: 'x', type: 'x', body })).toEqual(['ARCHIVE_LIMIT']);
  });
});

describe('types', () => {
  test('files, old files and folders are fine, and folders may be listed twice', async () => {
    const folder = { path: 'package/lib/', type: '5' };
    const old = { path: 'package/old', type: '\0', body: 'x' };
    expect(await codesWith(folder, folder, other, old)).toEqual([]);
  });

  test('an old folder is a file with a slash at its end; in ustar that is ENTRY_TYPE', async () => {
    const path = Buffer.from('package/lib/');
    const patch = (header: Buffer): void => void header.fill(0, 257, 265);
    expect(await codesWith({ path, patch })).toEqual([]);
    expect(await codesWith({ path })).toEqual(['ENTRY_TYPE']);
  });

  test.each(['1', '2'])('a link of type %s is ENTRY_LINK', async (type) => {
    const link = { path: 'package/l', type, linkpath: type === '1' ? 'package/other' : 'other' };
    expect(await codesWith(other, link)).toEqual(['ENTRY_LINK']);
  });

  test.each(['3', '4', '6', '7', 'S', 'D', 'M', 'V', 'A', 'Z', '\u00ff'])(
    'type %j is ENTRY_TYPE',
    async (type) => {
      expect(await codesWith({ path: 'package/odd', type })).toEqual(['ENTRY_TYPE']);
    },
  );

  test('a sparse file by PAX is ENTRY_TYPE', async () => {
    const pax = { 'GNU.sparse.major': '1', 'GNU.sparse.name': 'package/x' };
    expect(await codesWith({ ...other, pax })).toEqual(['ENTRY_TYPE']);
  });

  test.each(['1', '2', '3', '4', '5', '6'])('a body under type %s is TAR_CORRUPT', async (type) => {
    const linkpath = type === '1' || type === '2' ? 'x' : '';
    const codes = await codesWith({ path: 'package/odd', type, linkpath, body: 'x' });
    expect(codes).toContain('TAR_CORRUPT');
  });

  test('a body under a folder by its slash is TAR_CORRUPT', async () => {
    expect(await codesWith({ path: Buffer.from('package/lib/'), body: 'x' })).toContain(
      'TAR_CORRUPT',
    );
  });
});

describe('headers that node-tar would pass over are TAR_CORRUPT', () => {
  test.each<[string, RawEntry]>([
    ['an entry without a name', { path: '' }],
    ['a link without a target', { path: 'package/l', type: '2' }],
    ['a file with a link target', { ...other, linkpath: 'x' }],
    ['a name with a line feed behind its NUL', { path: Buffer.from('package/a\0\nb') }],
    [
      'a prefix under another version of ustar',
      { path: 'c', prefix: 'package', patch: (header) => void header.fill(0, 263, 265) },
    ],
    ['a malformed owner', { ...other, patch: (header) => void header.fill(0x81, 108, 109) }],
    ['a malformed size', { ...other, patch: (header) => void header.write('9', 130) }],
    ['a wrong checksum', { ...other, checksum: 1 }],
  ])('%s', async (_, entry) => {
    expect(await codesWith(entry)).toEqual(['TAR_CORRUPT']);
  });
});

describe('the end', () => {
  const archive = tarOf([packageJson, other], { endBlocks: 0 });
  const zeros = (blocks: number): Buffer => Buffer.alloc(512 * blocks);

  test.each([0, 1, 2, 3, 20, 200])('may have %d zero blocks', async (blocks) => {
    expect(await codesOf(gzip(Buffer.concat([archive, zeros(blocks)])))).toEqual([]);
  });

  test('may be a part of a zero block', async () => {
    expect(await codesOf(gzip(Buffer.concat([archive, Buffer.alloc(100)])))).toEqual([]);
  });

  test.each([
    ['entries behind one zero block', [archive, zeros(1), tarOf([{ path: 'package/z' }])]],
    ['entries behind two zero blocks', [archive, zeros(2), tarOf([{ path: 'package/z' }])]],
    ['garbage behind one zero block', [archive, zeros(1), Buffer.alloc(512, 1)]],
    ['a byte behind one zero block', [archive, zeros(1), Buffer.alloc(1, 1)]],
    ['a byte far behind the end', [archive, zeros(300), Buffer.alloc(1, 1)]],
  ])('with %s is TAR_TRAILING', async (_, parts) => {
    expect(await codesOf(gzip(Buffer.concat(parts)))).toEqual(['TAR_TRAILING']);
  });

  test('entries behind garbage are not read', async () => {
    const second = tarOf([{ path: 'package/PACKAGE.json' }]);
    const parts = [archive, zeros(1), Buffer.alloc(512, 1), second];
    expect(await codesOf(gzip(Buffer.concat(parts)))).toEqual(['TAR_TRAILING']);
  });

  test('entries behind one zero block are read as npm reads them', async () => {
    const second = tarOf([{ path: 'package/PACKAGE.json' }]);
    expect(await codesOf(gzip(Buffer.concat([archive, zeros(1), second])))).toEqual(
      ['MANIFEST_AMBIGUOUS', 'ENTRY_DUPLICATE', 'TAR_TRAILING'].sort(),
    );
  });

  test('inside a header, a body or its padding is TAR_CORRUPT', async () => {
    for (const length of [archive.length - 1, archive.length - 500, archive.length - 1500]) {
      expect(await codesOf(gzip(archive.subarray(0, length))), `${length} bytes`).toEqual([
        'TAR_CORRUPT',
      ]);
    }
  });

  test('in the first block is TAR_CORRUPT, and so is what is no archive', async () => {
    expect(await codesOf(gzip(Buffer.from('hello')))).toEqual(['TAR_CORRUPT']);
    expect(await codesOf(gzip(Buffer.alloc(2000, 'hello')))).toEqual(['TAR_CORRUPT']);
  });

  test('at once is MANIFEST_MISSING', async () => {
    expect(await codesOf(gzip(Buffer.alloc(0)))).toEqual(['MANIFEST_MISSING']);
    expect(await codesOf(gzip(zeros(2)))).toEqual(['MANIFEST_MISSING']);
  });
});

test('a body reaches its sink whole, whatever the pieces', () => {
  const archive = tarOf([packageJson, other]);
  for (const step of [1, 7, 511, 512, 513, 5000]) {
    const bodies: Buffer[][] = [];
    const walker = createTarWalker(
      {
        entry: () => {
          const pieces: Buffer[] = [];
          bodies.push(pieces);
          return (piece) => void pieces.push(Buffer.from(piece));
        },
        fault: ({ message }) => expect.unreachable(message),
      },
      archiveLimits,
    );
    for (let at = 0; at < archive.length; at += step) walker.push(archive.subarray(at, at + step));
    walker.end();
    const texts = bodies.map((pieces) => Buffer.concat(pieces).toString());
    expect(texts, `pieces of ${step}`).toEqual([plainManifest, other.body]);
  }
});
