// Archives that are larger than they look, read by a process of their own with a small heap: it must neither
// grow nor run for long.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { constants, deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packageJson, plainManifest } from '../support/inspection.ts';
import { entryBlocks, gzip, packageTarball, paxHeader, tarOf } from '../support/tarball.ts';

const MiB = 1024 * 1024;
const built = pathToFileURL('dist/src/inspect/inspect-tarball.js').href;

interface Outcome {
  readonly codes: readonly string[];
  readonly entries: number;
  readonly milliseconds: number;
  readonly peakBytes: number;
}

/** The built program, so that the test runner's own memory does not count. */
const program = `
  import { readFileSync } from 'node:fs';
  import { inspectTarball } from ${JSON.stringify(built)};
  const bytes = readFileSync(0);
  const start = performance.now();
  const { tarball, problems } = await inspectTarball(bytes, { path: 'bomb.tgz' });
  // On Linux, resourceUsage() begins with the peak of the process that started this one.
  const peakOf = () => /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1];
  const peak = process.platform === 'linux' ? peakOf() : process.resourceUsage().maxRSS;
  console.log(JSON.stringify({
    codes: problems.map(({ code }) => code),
    entries: tarball?.entries.length ?? 0,
    milliseconds: performance.now() - start,
    peakBytes: Number(peak) * 1024,
  }));`;

function inspectAlone(bytes: Uint8Array): Outcome {
  const options = ['--disable-proto=throw', '--max-old-space-size=128', '--input-type=module'];
  const { stdout, stderr } = spawnSync(process.execPath, [...options, '-e', program], {
    input: bytes,
    encoding: 'utf8',
    maxBuffer: MiB,
  });
  if (stdout === '') throw new Error(stderr);
  // The program above prints exactly this.
  return JSON.parse(stdout) as Outcome;
}

/** Inspects within 300 MB and ten seconds, and gives the codes. */
function codesWithinBounds(bytes: Uint8Array): readonly string[] {
  const { codes, milliseconds, peakBytes } = inspectAlone(bytes);
  expect(peakBytes).toBeLessThan(300e6);
  expect(milliseconds).toBeLessThan(10_000);
  return codes;
}

/** A gzip file of a tar header for `size` zero bytes, and of `mebibytes` of them, about a thousandth of that long. */
function zeroBomb(size: number, mebibytes: number): Uint8Array {
  // A full flush ends at a byte and refers to nothing before it, so that one piece can stand many times.
  const flushed = (bytes: Uint8Array): Buffer =>
    deflateRawSync(bytes, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const piece = flushed(Buffer.alloc(MiB));
  return Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]),
    flushed(entryBlocks({ path: 'package/zeros', size, body: '' })),
    ...Array.from({ length: mebibytes }, () => piece),
    deflateRawSync(Buffer.alloc(0)),
    Buffer.alloc(8),
  ]);
}

test('a bomb of 1 GiB is refused at its limit', () => {
  expect(codesWithinBounds(zeroBomb(1024 * MiB, 1024))).toEqual(['ARCHIVE_LIMIT']);
});

test('a bomb of 60 MiB, below every limit, is read through without being kept', () => {
  // Its CRC is not right, which is only known after its last byte.
  expect(codesWithinBounds(zeroBomb(60 * MiB, 60))).toEqual(['GZIP_CORRUPT']);
});

test('zeros without end behind the archive are refused at the limit', () => {
  expect(codesWithinBounds(zeroBomb(0, 1024))).toEqual(['ARCHIVE_LIMIT']);
});

test('50,000 files are a package', () => {
  const files = Array.from({ length: 50_000 }, (_, index) => [`lib/file-${index}.js`, ''] as const);
  const bytes = packageTarball({ manifest: plainManifest, files: Object.fromEntries(files) });
  const { codes, entries, peakBytes } = inspectAlone(bytes);
  expect({ codes, entries }).toEqual({ codes: [], entries: 50_001 });
  expect(peakBytes).toBeLessThan(300e6);
});

test.each<[string, (index: number) => string, string[]]>([
  [
    'long and deep',
    (index) => `package/${Array.from(String(index)).join('/')}/${'a/'.repeat(25)}${'x'.repeat(25)}`,
    ['ARCHIVE_LIMIT'],
  ],
  ['unsafe', (index) => `package/../${index}`, ['ENTRY_UNSAFE', 'ARCHIVE_LIMIT']],
])('more than 100,000 entries with %s names', (_, pathAt, codes) => {
  const blocks = Array.from({ length: 100_001 }, (_entry, index) =>
    entryBlocks({ path: pathAt(index) }),
  );
  expect(codesWithinBounds(gzip(tarOf([packageJson, ...blocks])))).toEqual(codes);
});

test.each<[string, Uint8Array]>([
  ['records', entryBlocks({ path: 'x', type: 'x', body: '5 a=\n'.repeat(200_000) })],
  ['lines', paxHeader({ a: '\n1'.repeat(500_000) })],
])('PAX headers of a million %s', (_, header) => {
  const entries = Array.from({ length: 20 }, () => [header, entryBlocks({ path: 'package/a' })]);
  const codes = codesWithinBounds(gzip(tarOf([packageJson, ...entries.flat()])));
  expect(codes).toEqual(['ARCHIVE_LIMIT']);
});

test.each<[string, string, string]>([
  ['a huge package.json', `${plainManifest}${' '.repeat(200 * MiB)}`, 'ARCHIVE_LIMIT'],
  ['a million open brackets', `{"a":${'['.repeat(1_000_000)}`, 'ARCHIVE_LIMIT'],
  ['a million escapes', `{"a":"${String.raw`\ud800`.repeat(150_000)}"}`, 'MANIFEST_ENCODING'],
])('%s', (_, body, code) => {
  const bytes = gzip(tarOf([{ path: 'package/package.json', body }]));
  expect(codesWithinBounds(bytes)).toContain(code);
});

test('a README of 60 MiB is cut', () => {
  const files = { 'README.md': Buffer.alloc(60 * MiB, 'README ') };
  const bytes = packageTarball({ manifest: plainManifest, files });
  expect(codesWithinBounds(bytes)).toEqual([]);
});
