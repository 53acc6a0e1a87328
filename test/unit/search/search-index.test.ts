import { searchRowOf } from '../../support/search-row.ts';
import type { SearchRow } from '../../../src/search/search-row.ts';
import { describe, expect, it, test } from 'vitest';
import type { PackageName } from '../../../src/package-name.ts';
import { createSearchIndex, type SearchAnswer } from '../../../src/search/search-index.ts';
import { parseSearchQuery } from '../../../src/search/search-query.ts';
import type { JsonObject } from '../../../src/json.ts';
import { directory, packageName, packageWith } from '../../support/model.ts';

const people = directory({ users: { mira: { email: 'mira@acme.example' }, jo: {} } });

interface Parts {
  readonly version?: string;
  readonly manifest?: JsonObject;
  readonly meta?: object;
  readonly author?: { readonly name: string; readonly email: string };
}

function summary(name: string, { version = '1.0.0', ...parts }: Parts = {}): SearchRow {
  return searchRowOf(
    packageWith({
      name,
      directory: people,
      ...(parts.meta === undefined ? {} : { meta: parts.meta }),
      versions: [
        {
          version,
          manifest: parts.manifest ?? {},
          ...(parts.author === undefined ? {} : { author: parts.author }),
        },
      ],
    }),
  );
}

interface Asked {
  readonly insecure?: readonly string[];
  readonly mayRead?: (name: PackageName) => boolean;
  readonly size?: number;
  readonly from?: number;
}

function answer(summaries: readonly SearchRow[], text: string, asked: Asked = {}): SearchAnswer {
  const { insecure = [], mayRead = () => false, ...page } = asked;
  const index = createSearchIndex({ isInsecure: ({ name }) => insecure.includes(name) });
  for (const one of summaries) index.replace(one);
  const params = new URLSearchParams({ text });
  for (const [key, value] of Object.entries(page)) params.set(key, String(value));
  return index.search(parseSearchQuery(params), mayRead);
}

function namesIn({ objects }: SearchAnswer): string[] {
  // The first test below shows this shape.
  return (objects as { package: { name: string } }[]).map((row) => row.package.name);
}

function names(summaries: readonly SearchRow[], text: string, asked?: Asked): string[] {
  return namesIn(answer(summaries, text, asked));
}

describe('an answer', () => {
  it("has npm's shape", () => {
    const index = createSearchIndex({ isInsecure: () => false });
    index.replace(
      summary('left-pad', {
        manifest: { description: 'Pads', keywords: ['pad'] },
        meta: { maintainers: ['mira'] },
      }),
    );
    const query = parseSearchQuery(new URLSearchParams('text=pad'));
    const now = new Date('2024-06-02T03:04:05.678Z');
    expect(index.search({ ...query, now }, () => false)).toEqual({
      objects: [
        {
          package: {
            name: 'left-pad',
            version: '1.0.0',
            description: 'Pads',
            keywords: ['pad'],
            date: '2024-01-01T00:00:00.000Z',
            links: {},
            publisher: { username: 'Ann' },
            maintainers: [{ username: 'mira', email: 'mira@acme.example' }],
          },
          score: { final: 1, detail: { quality: 1, popularity: 1, maintenance: 1 } },
          searchScore: expect.any(Number) as number,
        },
      ],
      total: 1,
      time: '2024-06-02T03:04:05.000Z',
    });
  });

  it('is a page of all matches, which it counts', () => {
    const many = Array.from({ length: 30 }, (_, n) => summary(`pad-${String(n).padStart(2, '0')}`));
    expect(answer(many, 'pad')).toMatchObject({ total: 30 });
    expect(names(many, 'pad')).toHaveLength(20);
    expect(names(many, 'pad', { from: 28, size: 5 })).toEqual(['pad-28', 'pad-29']);
    expect(answer(many, 'pad', { size: 0 })).toEqual({ objects: [], total: 30 });
    expect(answer(many, 'pad', { from: 30 })).toEqual({ objects: [], total: 30 });
  });

  it('shows and counts a restricted package only to those who may read it', () => {
    const both = [
      summary('@acme/open-pad'),
      summary('@acme/shut-pad', { meta: { access: 'restricted' } }),
    ];
    expect(answer(both, 'pad')).toMatchObject({ total: 1 });
    expect(names(both, 'pad')).toEqual(['@acme/open-pad']);
    const mayRead = (name: PackageName): boolean => name === '@acme/shut-pad';
    expect(names(both, 'pad', { mayRead })).toEqual(['@acme/open-pad', '@acme/shut-pad']);
    expect(names(both, 'scope:acme')).toEqual(['@acme/open-pad']);
    expect(names(both, '@acme/shut-pad')).toEqual([]);
  });
});

describe('words', () => {
  const pads = [
    summary('c-words', { manifest: { description: 'like a pad of paper' } }),
    summary('b-words', { manifest: { keywords: ['pad'] } }),
    summary('a-pad'),
    summary('z-pad'),
    summary('other'),
  ];

  it('count more in the name than in keywords, and there more than in the description', () => {
    expect(names(pads, 'pad')).toEqual(['a-pad', 'z-pad', 'b-words', 'c-words']);
  });

  it('are all found, in whatever field', () => {
    expect(names(pads, 'words paper')).toEqual(['c-words']);
    expect(names(pads, 'words nowhere')).toEqual([]);
  });

  it('are found by their beginning, and with a letter wrong', () => {
    expect(names(pads, 'oth')).toEqual(['other']);
    expect(names(pads, 'othr')).toEqual(['other']);
    expect(names(pads, 'OTHER')).toEqual(['other']);
    expect(names(pads, 'oxxer')).toEqual([]);
  });

  it('are found as they stand in names', () => {
    expect(names([summary('@acme/date-picker')], '@acme/date-picker')).toEqual([
      '@acme/date-picker',
    ]);
    expect(names([summary('@acme/date-picker')], 'picker')).toEqual(['@acme/date-picker']);
  });

  it('find nothing where there is none in the text', () => {
    expect(names(pads, '@')).toEqual([]);
  });

  it('find everything, by name, where there is no text', () => {
    expect(names(pads, '')).toEqual(['a-pad', 'b-words', 'c-words', 'other', 'z-pad']);
  });
});

describe('boost-exact', () => {
  const both = [
    summary('pad', { manifest: { description: 'of wood, steel or stone, in three sizes' } }),
    summary('pad-pad', { manifest: { keywords: ['pad'], description: 'pad pad pad' } }),
  ];

  it('puts the package of that very name first, unless it is false', () => {
    expect(names(both, 'pad')).toEqual(['pad', 'pad-pad']);
    expect(names(both, 'PAD boost-exact:true')).toEqual(['pad', 'pad-pad']);
    expect(names(both, 'pad boost-exact:false')).toEqual(['pad-pad', 'pad']);
  });
});

describe('qualifiers', () => {
  const registry = [
    summary('@acme/ui', {
      version: '0.9.0',
      manifest: { keywords: ['Web', 'ui'], author: 'Mira Lang <lang@acme.example>' },
      meta: { maintainers: ['mira'] },
      author: { name: 'Zoe Ray', email: 'zoe@acme.example' },
    }),
    summary('@other/ui', {
      version: '1.0.0-rc.1',
      manifest: { keywords: ['ui'], author: { name: 'Lang' } },
      meta: { maintainers: ['jo'] },
    }),
    summary('plain', {
      version: '1.2.0',
      manifest: { keywords: ['web', 'css', 'old'], author: 5 },
      meta: { maintainers: ['jo', 'mira'], deprecated: { '1.2.0': 'old' } },
      author: { name: 'M', email: 'mira@acme.example' },
    }),
    summary('steady', { version: '10.0.0' }),
  ];

  test.each([
    ['keywords:ui', ['@acme/ui', '@other/ui']],
    ['keywords:WEB', ['@acme/ui', 'plain']],
    ['keywords:css,ui', ['@acme/ui', '@other/ui', 'plain']],
    ['keywords:web+ui', ['@acme/ui']],
    ['keywords:css,web+ui', ['@acme/ui', 'plain']],
    ['keywords:web,-old', ['@acme/ui']],
    ['keywords:-web', ['@other/ui', 'steady']],
    ['keywords:-web+ui', ['@other/ui', 'plain', 'steady']],
    ['keywords:web keywords:ui', ['@acme/ui']],
    ['author:lang', ['@acme/ui', '@other/ui']],
    ['author:Mira', ['@acme/ui']],
    ['author:lang@acme.example', ['@acme/ui']],
    ['maintainer:mira', ['@acme/ui', 'plain']],
    ['maintainer:mira maintainer:jo', ['plain']],
    ['maintainer:mir', []],
    ['publisher:zoe', ['@acme/ui']],
    ['publisher:mira', ['plain']],
    ['scope:acme', ['@acme/ui']],
    ['scope:@Acme', ['@acme/ui']],
    ['scope:ac', []],
    ['is:unstable', ['@acme/ui', '@other/ui']],
    ['not:unstable', ['plain', 'steady']],
    ['is:deprecated', ['plain']],
    ['not:deprecated', ['@acme/ui', '@other/ui', 'steady']],
    ['is:insecure', ['steady']],
    ['not:insecure', ['@acme/ui', '@other/ui', 'plain']],
    ['is:insecure,deprecated', ['plain', 'steady']],
    ['not:insecure,unstable', ['plain']],
    ['ui not:deprecated scope:other', ['@other/ui']],
    ['ui is:insecure', []],
  ])('%s', (text, expected) => {
    expect(names(registry, text, { insecure: ['steady'] }).sort()).toEqual(expected);
  });
});

describe('one publish', () => {
  it('replaces the row of its package', () => {
    const before = summary('pkg', { manifest: { keywords: ['old'], description: 'worn' } });
    const after = summary('pkg', { version: '2.0.0', manifest: { keywords: ['new'] } });
    const summaries = [before, summary('other'), after];
    expect(names(summaries, 'worn')).toEqual([]);
    expect(names(summaries, 'keywords:old')).toEqual([]);
    expect(names(summaries, 'new')).toEqual(['pkg']);
    expect(answer(summaries, '').total).toBe(2);
  });

  it('that removes a package leaves the others as if it had never been there', () => {
    const index = createSearchIndex({ isInsecure: () => false });
    for (const name of ['pad-a', 'pad-b', 'pad-c']) index.replace(summary(name));
    index.remove(packageName('pad-b'));
    index.remove(packageName('unknown'));
    const query = parseSearchQuery(new URLSearchParams('text=pad'));
    expect(index.search(query, () => false)).toEqual(
      answer([summary('pad-a'), summary('pad-c')], 'pad'),
    );
  });
});
