import { describe, expect, it } from 'vitest';
import { deprecationsOf } from '../../../src/model/deprecations.ts';
import { version } from '../../support/model.ts';

const versions = ['0.9.0', '1.0.0-rc.1', '1.0.0', '1.1.0', '2.0.0-beta.1'].map(version);

function deprecate(entries: readonly (readonly [string, string])[]) {
  const result = deprecationsOf({
    path: 'packages/pkg/meta.json',
    entries: entries.map(([range, message]) => ({ range, message })),
    versions,
  });
  return {
    messages: Object.fromEntries(result.messages),
    codes: result.problems.map(({ code }) => code),
  };
}

describe('deprecationsOf', () => {
  it('matches prereleases within a range, as npm deprecate does', () => {
    expect(deprecate([['>=1.0.0-0 <3', 'old']]).messages).toEqual({
      '1.0.0-rc.1': 'old',
      '1.0.0': 'old',
      '1.1.0': 'old',
      '2.0.0-beta.1': 'old',
    });
    expect(Object.keys(deprecate([['<=1', 'old']]).messages)).toEqual([
      '0.9.0',
      '1.0.0-rc.1',
      '1.0.0',
      '1.1.0',
    ]);
  });

  it.each(['*', '', 'x'])('takes %j for every version', (range) => {
    expect(Object.keys(deprecate([[range, 'all']]).messages)).toHaveLength(versions.length);
  });

  it("lets a version's own entry win over a range, wherever it stands", () => {
    expect(
      deprecate([
        ['v1.1.0', 'use 2'],
        ['1.x', 'old'],
      ]).messages,
    ).toMatchObject({ '1.0.0': 'old', '1.1.0': 'use 2' });
  });

  it('lets the later of two ranges win', () => {
    const entries = [
      ['>=1', 'first'],
      ['^1.1', 'second'],
    ] as const;
    expect(deprecate(entries).messages).toMatchObject({ '1.0.0': 'first', '1.1.0': 'second' });
  });

  it('takes an empty message for none, which lifts a range for one version', () => {
    expect(
      deprecate([
        ['1.x', 'old'],
        ['1.1.0', ''],
      ]).messages,
    ).not.toHaveProperty(['1.1.0']);
  });

  it('cuts a message that every version would repeat, and warns once', () => {
    const { messages, codes } = deprecate([['*', 'x'.repeat(1_000_000)]]);
    expect(Object.values(messages)).toEqual(versions.map(() => 'x'.repeat(2048)));
    expect(codes).toEqual(['DEPRECATION_LIMIT']);
    expect(deprecate([['*', '\u{1f600}'.repeat(2048)]]).codes).toEqual([]);
  });

  it('reports an entry that matches nothing', () => {
    expect(deprecate([['>=9', 'old']]).codes).toEqual(['META_STALE']);
    expect(deprecate([['1.0.0', 'old']]).codes).toEqual([]);
  });
});
