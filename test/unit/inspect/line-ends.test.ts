import { describe, expect, test } from 'vitest';
import { lineEndConversionOf } from '../../../src/inspect/line-ends.ts';
import { codesOf, plainManifest } from '../../support/inspection.ts';
import { packageTarball } from '../../support/tarball.ts';

/** As good as random, and always the same: a linear congruential generator's upper bytes. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 12345;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

/** What git makes of a file that it takes for text. */
function toLf(bytes: Uint8Array): Buffer {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}

function toCrLf(bytes: Uint8Array): Buffer {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(/\r?\n/g, '\r\n'), 'latin1');
}

describe('lineEndConversionOf', () => {
  const large = noise(600_000);

  test('is undefined for compressed data that were left alone', () => {
    expect(lineEndConversionOf(large)).toBeUndefined();
    expect(lineEndConversionOf(new Uint8Array())).toBeUndefined();
  });

  test('sees that no CR LF is left where several must be', () => {
    expect(lineEndConversionOf(toLf(large))).toBe('crlf-to-lf');
  });

  test('does not guess from a missing CR LF in a short file', () => {
    expect(lineEndConversionOf(toLf(noise(100_000)))).toBeUndefined();
  });

  test('sees that a CR stands before every LF, in short files too', () => {
    expect(lineEndConversionOf(toCrLf(large))).toBe('lf-to-crlf');
    expect(lineEndConversionOf(toCrLf(noise(2000)))).toBe('lf-to-crlf');
  });

  test('does not guess from one or two LFs', () => {
    expect(lineEndConversionOf(Buffer.from('a\r\nb\r\nc'))).toBeUndefined();
    expect(lineEndConversionOf(Buffer.from('a\r\nb\r\nc\r\n'))).toBe('lf-to-crlf');
  });
});

describe('a tarball that git converted', () => {
  const bytes = packageTarball({ manifest: plainManifest, files: { 'noise.bin': noise(600_000) } });

  test('is sound before', async () => {
    expect(await codesOf(bytes)).toEqual([]);
  });

  test('is TARBALL_MANGLED after, either way', async () => {
    expect(await codesOf(toLf(bytes))).toEqual(['TARBALL_MANGLED']);
    expect(await codesOf(toCrLf(bytes))).toEqual(['TARBALL_MANGLED']);
  });

  test('is GZIP_CORRUPT when the damage is of another kind', async () => {
    const damaged = Buffer.from(bytes);
    damaged.fill(0, 1000, 1100);
    expect(await codesOf(damaged)).toEqual(['GZIP_CORRUPT']);
  });

  test('is GZIP_CORRUPT when the file never was a gzip file', async () => {
    expect(await codesOf(Buffer.from('one\r\ntwo\r\nthree\r\nfour\r\n'))).toEqual(['GZIP_CORRUPT']);
  });
});
