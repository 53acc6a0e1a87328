import { describe, expect, it } from 'vitest';
import { parseMeta } from '../../../src/model/meta.ts';
import { encode } from '../../support/model.ts';

const path = 'packages/pkg/meta.json';

function fault(content: object | string): string {
  const { problem } = parseMeta(path, encode(content));
  expect(problem?.code).toBe('META_INVALID');
  expect(problem?.path).toBe(path);
  return problem?.message ?? '';
}

function numbered(count: number, value: string): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, value]));
}

describe('parseMeta', () => {
  it('reads every field', () => {
    const { meta } = parseMeta(
      path,
      encode({
        $schema: 'https://npm.acme.example/meta.schema.json',
        'dist-tags': { next: '2.0.0-rc.1' },
        maintainers: ['mira', 'acme:platform', '@acme:web'],
        access: 'restricted',
        deprecated: { '1.0.0': 'use 1.1.0', '<1': '' },
        unpublished: { '1.0.1': { reason: 'secret inside' }, 'v1.0.2': {} },
        users: { jo: true, al: true, ex: false },
        versions: { '1.0.0': { time: '2020-02-29T10:11:12.987Z', publisher: 'Old Friend' } },
      }),
    );
    expect(meta).toEqual({
      distTags: new Map([['next', '2.0.0-rc.1']]),
      maintainers: ['mira', { scope: 'acme', team: 'platform' }, { scope: 'acme', team: 'web' }],
      access: 'restricted',
      deprecated: [
        { range: '1.0.0', message: 'use 1.1.0' },
        { range: '<1', message: '' },
      ],
      unpublished: new Map([
        ['1.0.1', { reason: 'secret inside' }],
        ['1.0.2', { reason: undefined }],
      ]),
      stars: ['al', 'jo'],
      versions: new Map([['1.0.0', { time: '2020-02-29T10:11:12.000Z', publisher: 'Old Friend' }]]),
      trustedPublishers: [],
    });
  });

  it('takes a BOM, and an empty object for a package without anything to say', () => {
    const { meta } = parseMeta(path, encode('\uFEFF{}'));
    expect(meta?.access).toBe('public');
    expect(meta?.maintainers).toBeUndefined();
  });

  it('refuses bytes that are not UTF-8, where a decoder would guess', () => {
    const bytes = new Uint8Array([...encode('{"users": {"'), 0xff, ...encode('": true}}')]);
    expect(parseMeta(path, bytes).problem?.code).toBe('META_INVALID');
  });

  it('keeps __proto__ and constructor as names', () => {
    const { meta } = parseMeta(path, encode('{"users": {"__proto__": true, "constructor": true}}'));
    expect(meta?.stars).toEqual(['__proto__', 'constructor']);
    expect(meta?.deprecated).toEqual([]);
  });

  it('names an unknown key and the nearest known one, so that no tombstone is lost to a slip', () => {
    const message = fault({ unpublishd: { '1.0.0': {} } });
    expect(message).toContain('unpublishd');
    expect(message).toContain('"unpublished"');
  });

  it('takes a deprecation for each of many versions', () => {
    const versions = Array.from({ length: 5000 }, (_, index) => [`1.0.${index}`, 'old'] as const);
    const { meta } = parseMeta(path, encode({ deprecated: Object.fromEntries(versions) }));
    expect(meta?.deprecated).toHaveLength(5000);
  });

  it.each([
    ['a file that was too large to be read', 'too-large'],
    ['a folder in its place', 'not-a-blob'],
  ] as const)('refuses %s', (_, bytes) => {
    expect(parseMeta(path, bytes).problem?.code).toBe('META_INVALID');
  });

  it.each([
    ['not JSON', '{'],
    ['a list', []],
    ['a text', '"restricted"'],
    ['__proto__ at the top', '{"__proto__": {"access": "public"}}'],
    ['an unknown key of a version', { versions: { '1.0.0': { date: '2020-01-01T00:00:00Z' } } }],
    ['more tags than a person lists', { 'dist-tags': numbered(1001, '1.0.0') }],
    ['more maintainers than a person lists', { maintainers: Object.keys(numbered(1001, '')) }],
    ['an access that does not exist', { access: 'private' }],
    ['a tag without a text', { 'dist-tags': { next: 2 } }],
    ['a tombstone without a version', { unpublished: { latest: {} } }],
    ['notes without a version', { versions: { newest: {} } }],
    ['a range that is longer than any', { deprecated: { ['1.x || '.repeat(50) + '2']: 'no' } }],
    ['more ranges than a person lists', { deprecated: ranges(201) }],
    ['a deprecation without a range', { deprecated: { 'all of them': 'no' } }],
    ['a maintainer that is no name', { maintainers: ['../mira'] }],
    ['a time with a zone', { versions: { '1.0.0': { time: '2020-01-01T00:00:00+01:00' } } }],
    ['a day no calendar has', { versions: { '1.0.0': { time: '2023-02-29T00:00:00Z' } } }],
  ])('refuses %s', (_, content) => {
    fault(content);
  });
});

function ranges(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`<${index}`, 'old']));
}
