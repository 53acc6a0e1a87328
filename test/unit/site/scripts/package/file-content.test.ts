import { describe, expect, test } from 'vitest';
import {
  imageUrl,
  readContent,
  readText,
  splitLines,
} from '../../../../../templates/site/scripts/package/files/file-content.ts';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

describe('what a file is', () => {
  test('a picture by its name', () => {
    expect(readContent('a/logo.PNG', bytesOf('x'))).toEqual({ kind: 'image', type: 'image/png' });
  });

  test('binary when a zero is among its first bytes', () => {
    expect(readContent('a.wasm', new Uint8Array([0, 97, 115, 109]))).toEqual({ kind: 'binary' });
  });

  test('text of UTF-8, and of UTF-16 with its mark', () => {
    expect(readText(bytesOf('grüß'))).toMatchObject({ text: 'grüß', replaced: false });
    expect(readText(new Uint8Array([0xff, 0xfe, 0x61, 0]))).toMatchObject({ text: 'a' });
  });

  test('text of which not all could be read', () => {
    expect(readText(new Uint8Array([0x61, 0xff]))).toMatchObject({ kind: 'text', replaced: true });
  });

  test('text whose order is not that in which it is read by a machine', () => {
    const turned = bytesOf('if (role !== "admin\u202e \u2066// no\u2069\u2066") return;');
    expect(readText(turned)).toMatchObject({ reordered: true });
    expect(readText(bytesOf('\u05e9\u05dc\u05d5\u05dd\u200f'))).toMatchObject({ reordered: false });
  });
});

test('lines end as they end on any system, and the last end begins no line', () => {
  expect(splitLines('a\r\nb\nc\rd\n')).toEqual(['a', 'b', 'c', 'd']);
  expect(splitLines('')).toEqual(['']);
  expect(splitLines('\n\n')).toEqual(['', '']);
});

test('an SVG is no document of this website', () => {
  const url = imageUrl(bytesOf('<svg onload="alert(1)">#</svg>'), 'image/svg+xml');
  expect(url).toMatch(/^data:image\/svg\+xml,%3Csvg/);
  expect(url).not.toContain('#');
});
