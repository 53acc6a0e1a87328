import { describe, expect, test } from 'vitest';
import { fnvDigits } from '../../../../../src/site/listings/fnv.ts';
import { createFactsShards } from '../../../../../templates/site/scripts/package/facts/facts-shards.ts';

describe('the key of a name', () => {
  test('is FNV-1a over its code units, low byte first', () => {
    expect(fnvDigits('')).toBe('811c9dc5');
    // FNV-1a of the bytes 61 00, worked out by hand from its definition.
    const one = Math.imul(0x811c9dc5 ^ 0x61, 0x01000193);
    const expected = (Math.imul(one ^ 0x00, 0x01000193) >>> 0).toString(16).padStart(8, '0');
    expect(fnvDigits('a')).toBe(expected);
  });

  test('has eight digits', () => {
    for (let index = 0; index < 200; index++) {
      expect(fnvDigits(`@acme/package-${index}`)).toMatch(/^[0-9a-f]{8}$/);
    }
  });
});

describe('facts from shards', () => {
  const name = '@acme/ui';
  const key = fnvDigits(name);
  const row = [name, '2.0.0', 1200, { __proto__x: '^1.0.0' }, 3, 1];

  function shardsOf(files: Readonly<Record<string, unknown>>) {
    const asked: string[] = [];
    const shards = createFactsShards(
      (shard) => shard,
      (url) => {
        asked.push(url);
        return url in files ? Promise.resolve(files[url]) : Promise.reject(new Error(url));
      },
    );
    return { shards, asked };
  }

  test('of a small registry come from one file', async () => {
    const { shards, asked } = shardsOf({ 'root-node': { size: 1, rows: [row] } });
    expect(await shards.factsOf(name)).toEqual({
      name,
      latest: '2.0.0',
      size: 1200,
      dependencies: new Map([['__proto__x', '^1.0.0']]),
      dependents: 3,
      isDeprecated: true,
    });
    expect(await shards.factsOf('other')).toBeUndefined();
    expect(asked).toEqual(['root-node']);
  });

  test('of a large one from the file that the digits lead to, each asked for once', async () => {
    const [one, two] = [key.slice(0, 1), key.slice(0, 2)];
    const { shards, asked } = shardsOf({
      'root-node': { size: 900, next: one },
      [one]: { size: 400, next: key.charAt(1) },
      [two]: { size: 1, rows: [row] },
    });
    expect((await shards.factsOf(name))?.latest).toBe('2.0.0');
    await shards.factsOf(name);
    expect(asked).toEqual(['root-node', one, two]);
  });

  test('that no file can hold are not asked for', async () => {
    const { shards, asked } = shardsOf({ 'root-node': { size: 900, next: '' } });
    expect(await shards.factsOf(name)).toBeUndefined();
    expect(asked).toEqual(['root-node']);
  });

  test('of a file that holds something else are none', async () => {
    const { shards } = shardsOf({ 'root-node': { rows: [null, [1, 2], 'x'] } });
    expect(await shards.factsOf(name)).toBeUndefined();
  });
});
