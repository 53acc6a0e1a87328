// One tarball, two manifests: what one client installs is not what another (or the registry) shows.
import { describe, expect, test } from 'vitest';
import { codesOf, inspect, packageJson, plainManifest } from '../support/inspection.ts';
import { gnuLongName, gzip, paxHeader, type RawEntry, tarOf } from '../support/tarball.ts';

const evil = '{"name":"evil","version":"6.6.6"}';

/** The codes for package.json with the parts before or behind it. */
async function codesAround(parts: readonly (RawEntry | Uint8Array)[]): Promise<string[][]> {
  return [
    await codesOf(gzip(tarOf([packageJson, ...parts]))),
    await codesOf(gzip(tarOf([...parts, packageJson]))),
  ];
}

describe('a second package.json makes the manifest ambiguous, before or behind the first', () => {
  test.each<[string, readonly (RawEntry | Uint8Array)[]]>([
    ['with the same name', [{ path: 'package/package.json', body: evil }]],
    ['with the same content', [packageJson]],
    ['in capital letters', [{ path: 'package/PACKAGE.JSON', body: evil }]],
    ['with one capital letter', [{ path: 'package/package.Json', body: evil }]],
    ['with a long s', [{ path: 'package/package.j\u017fon', body: evil }]],
    ['with a zero-width character', [{ path: 'package/pack\u200cage.json', body: evil }]],
    ['with a dot at its end', [{ path: 'package/package.json.', body: evil }]],
    ['with a space at its end', [{ path: 'package/package.json ', body: evil }]],
    ['by its NTFS stream', [{ path: 'package/package.json::$DATA', body: evil }]],
    ['in another top folder', [{ path: 'other/package.json', body: evil }]],
    ['in no folder', [{ path: 'package.json', body: evil }]],
    ['behind `./`', [{ path: './package/package.json', body: evil }]],
    ['with a `.` segment', [{ path: 'package/./package.json', body: evil }]],
    ['by a PAX path', [{ path: 'package/x', pax: { path: 'package/package.json' }, body: evil }]],
    ['by a GNU long name', [gnuLongName('package/package.json'), { path: 'x', body: evil }]],
    ['by a prefix', [{ path: 'package.json', prefix: 'package', body: evil }]],
    ['as a symbolic link', [{ path: 'package/package.json', type: '2', linkpath: 'x.json' }]],
    ['as a hard link', [{ path: 'package/package.json', type: '1', linkpath: 'package/x' }]],
    ['as a folder', [{ path: 'package/package.json/', type: '5' }]],
    ['as a folder of a file', [{ path: 'package/package.json/x', body: evil }]],
    ['as a contiguous file', [{ path: 'package/package.json', type: '7', body: evil }]],
    [
      'behind an outdated PAX header',
      [
        { path: 'x', type: 'X', body: '29 path=package/package.json\n' },
        { path: 'package/x', body: evil },
      ],
    ],
  ])('%s', async (_, parts) => {
    for (const codes of await codesAround(parts)) expect(codes).toContain('MANIFEST_AMBIGUOUS');
  });
});

describe('the only package.json is not taken', () => {
  test.each<[string, RawEntry]>([
    ['as a symbolic link', { path: 'package/package.json', type: '2', linkpath: 'real.json' }],
    ['as a hard link', { path: 'package/package.json', type: '1', linkpath: 'package/real.json' }],
    ['as a sparse file', { ...packageJson, pax: { 'GNU.sparse.name': 'package/x' } }],
    ['in other letters', { ...packageJson, path: 'package/Package.json' }],
    ['in no folder', { ...packageJson, path: 'package.json' }],
  ])('%s', async (_, entry) => {
    const real = { path: 'package/real.json', body: plainManifest };
    const { tarball, problems } = await inspect(gzip(tarOf([real, entry])));
    expect(tarball).toBeUndefined();
    expect(problems.map(({ code }) => code)).toContain('MANIFEST_AMBIGUOUS');
  });

  test('deeper than one folder', async () => {
    const nested = { ...packageJson, path: 'package/lib/package.json' };
    expect(await codesOf(gzip(tarOf([nested])))).toEqual(['MANIFEST_MISSING']);
  });
});

describe('what hides a manifest from some clients makes the archive unreadable', () => {
  const hidden = { path: 'package/package.json', body: evil };

  test.each<[string, readonly (RawEntry | Uint8Array)[]]>([
    [
      'a PAX size over a body that holds an entry',
      [{ path: 'package/a', pax: { size: '0' }, body: tarOf([hidden], { endBlocks: 0 }) }],
    ],
    [
      'a folder with a body that holds an entry',
      [{ path: 'package/a/', type: '5', body: tarOf([hidden], { endBlocks: 0 }) }],
    ],
    [
      'a link with a body that holds an entry',
      [{ path: 'package/a', type: '2', linkpath: 'b', body: tarOf([hidden], { endBlocks: 0 }) }],
    ],
    [
      'a file with a link target, which npm passes over',
      [{ ...hidden, path: 'package/a', linkpath: 'b' }],
    ],
    [
      'a malformed owner, which npm passes over',
      [{ ...hidden, patch: (header) => void header.fill(0x90, 116, 117) }],
    ],
    [
      'a record inside a PAX comment',
      [{ path: 'package/a', pax: { comment: 'x\n29 path=package/package.json' }, body: evil }],
    ],
    [
      'a name with a line feed behind its end',
      [{ ...hidden, path: Buffer.from('package/package.json\0\n') }],
    ],
    [
      'a PAX header left over from a link without target',
      [
        paxHeader({ path: 'package/package.json' }),
        { path: 'l', type: '2' },
        { path: 'package/a', body: evil },
      ],
    ],
  ])('%s', async (_, parts) => {
    for (const codes of await codesAround(parts)) expect(codes).toContain('TAR_CORRUPT');
  });
});

test('other package.json files below the root are no rivals', async () => {
  const nested = ['package/lib/package.json', 'package/node_modules/a/package.json'];
  const others = ['package/package.json5', 'package/package.json.bak', 'package/xpackage.json'];
  const entries = [...nested, ...others].map((path) => ({ path, body: evil }));
  expect(await codesOf(gzip(tarOf([packageJson, ...entries])))).toEqual([]);
});
