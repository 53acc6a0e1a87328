import { describe, expect, it } from 'vitest';
import { computeLatest, distTagsOf } from '../../../src/model/dist-tags.ts';
import { version } from '../../support/model.ts';

/** `1.0.0!` is deprecated. */
function candidates(...texts: string[]) {
  return texts.map((text) => ({
    version: version(text.replace('!', '')),
    deprecated: text.endsWith('!') ? 'no' : undefined,
  }));
}

describe('computeLatest', () => {
  it.each([
    ['the highest stable version', ['1.0.0', '1.1.0', '2.0.0-rc.1'], '1.1.0'],
    ['the highest stable version that is not deprecated', ['1.0.0', '1.1.0', '2.0.0!'], '1.1.0'],
    ['the highest stable one when all are deprecated', ['1.0.0!', '1.1.0!', '2.0.0-a'], '1.1.0'],
    ['the highest when none is stable', ['1.0.0-a', '1.0.0-b'], '1.0.0-b'],
    ['the highest when none is stable, deprecated or not', ['1.0.0-a', '1.0.0-b!'], '1.0.0-b'],
    ['nothing without versions', [], undefined],
  ])('is %s', (_, versions, expected) => {
    expect(computeLatest(candidates(...versions))).toBe(expected);
  });
});

describe('distTagsOf', () => {
  const path = 'packages/pkg/meta.json';
  const versions = candidates('1.0.0', '1.1.0', '2.0.0-rc.1');

  function tagsOf(tags: Record<string, string>, leftOut: readonly string[] = []) {
    const claimed = new Set([...versions.map((each) => each.version), ...leftOut.map(version)]);
    const result = distTagsOf({ path, tags: new Map(Object.entries(tags)), versions, claimed });
    return {
      tags: [...result.distTags],
      problems: result.problems.map(({ code, message }) => `${code} ${message}`),
    };
  }

  it('puts latest first and the others in the order of their names', () => {
    expect(tagsOf({ next: '2.0.0-rc.1', beta: '1.0.0' })).toEqual({
      tags: [
        ['latest', '1.1.0'],
        ['beta', '1.0.0'],
        ['next', '2.0.0-rc.1'],
      ],
      problems: [],
    });
  });

  it('lets meta.json pin latest, to a prerelease too', () => {
    expect(tagsOf({ latest: 'v2.0.0-rc.1' }).tags).toEqual([['latest', '2.0.0-rc.1']]);
  });

  it('reports a tag on a missing version, and leaves it out', () => {
    const { tags, problems } = tagsOf({ latest: '3.0.0', next: 'newest' });
    expect(tags).toEqual([['latest', '1.1.0']]);
    expect(problems).toEqual([
      expect.stringMatching(/^META_STALE .*latest.*3\.0\.0/),
      expect.stringMatching(/^META_STALE .*next.*newest/),
    ]);
  });

  it.each(['1.x', '..', 'a/b', 'index.html', '__proto__', ''])('leaves out the tag %j', (name) => {
    const { tags, problems } = tagsOf(Object.fromEntries([[name, '1.0.0']]));
    expect(tags).toEqual([['latest', '1.1.0']]);
    expect(problems).toEqual([expect.stringContaining('META_STALE')]);
  });

  it('is silent about a version that is there but left out, which is a problem of its own', () => {
    expect(tagsOf({ latest: '4.0.0' }, ['4.0.0'])).toEqual({
      tags: [['latest', '1.1.0']],
      problems: [],
    });
  });

  it('takes constructor for a tag like any other', () => {
    expect(tagsOf({ constructor: '1.0.0' }).tags).toContainEqual(['constructor', '1.0.0']);
  });
});
