import { describe, expect, it } from 'vitest';
import { collaboratorsOf, maintainersOf, publisherOf } from '../../../src/model/people.ts';
import { parseMeta } from '../../../src/model/meta.ts';
import { directory, encode, packageName } from '../../support/model.ts';

const known = directory({
  users: { mira: { name: 'Mira M.', email: 'mira@acme.example' }, jo: {} },
  orgs: {
    acme: {
      members: { mira: 'owner' },
      teams: {
        web: { members: ['mira', 'zoe'], packages: { '@acme/ui': 'read-write', a: 'read-only' } },
        qa: { members: ['zoe', 'al'], packages: { '@acme/ui': 'read-only' } },
      },
    },
  },
});

describe('publisherOf', () => {
  const publisher = (name: string, email: string, noted?: string) =>
    publisherOf(known, { author: { name, email }, noted });

  it('is the user whose address the author has', () => {
    expect(publisher('whoever', 'MIRA@acme.example')).toEqual({
      name: 'mira',
      email: 'mira@acme.example',
    });
  });

  it("is else the author's name, never an address that is not in users/", () => {
    expect(publisher('Ann Other', 'ann@private.example')).toEqual({ name: 'Ann Other' });
    expect(publisher('ann@private.example', 'ann@private.example')).toEqual({ name: 'ann' });
    expect(publisher('', 'ann@private.example')).toEqual({ name: 'unknown' });
    expect(publisher('@', '')).toEqual({ name: 'unknown' });
  });

  it('is whom meta.json names, before all others', () => {
    expect(publisher('x', 'mira@acme.example', 'Old Friend')).toEqual({ name: 'Old Friend' });
    expect(publisher('x', 'y@z.example', 'mira')).toEqual({
      name: 'mira',
      email: 'mira@acme.example',
    });
    expect(publisher('x', 'y@z.example', 'constructor')).toEqual({ name: 'constructor' });
  });
});

describe('maintainersOf', () => {
  function maintainers(listed: readonly string[] | undefined, name = 'plain') {
    const path = 'packages/plain/meta.json';
    const { meta } = parseMeta(path, encode({ maintainers: listed }));
    const result = maintainersOf({
      directory: known,
      name: packageName(name),
      path,
      listed: meta?.maintainers,
      publishers: [{ name: 'Ann Other' }, { name: 'mira' }, { name: 'jo' }, { name: 'mira' }],
    });
    return [result.maintainers, result.problems.map(({ code }) => code)];
  }

  it('are those of meta.json, teams replaced by their members, each once', () => {
    expect(maintainers(['zoe', 'acme:web', 'unlisted'])).toEqual([['mira', 'unlisted', 'zoe'], []]);
  });

  it('leave out a team that is not there, and say so', () => {
    expect(maintainers(['jo', 'acme:gone', 'other:web'])).toEqual([
      ['jo'],
      ['META_STALE', 'META_STALE'],
    ]);
  });

  it('are nobody when meta.json says so', () => {
    expect(maintainers([])).toEqual([[], []]);
  });

  it('are by default the members of teams that may write', () => {
    expect(maintainers(undefined, '@acme/ui')).toEqual([['mira', 'zoe'], []]);
  });

  it('are else the users who published, not authors who are no users', () => {
    expect(maintainers(undefined)).toEqual([['jo', 'mira'], []]);
    expect(maintainers(undefined, 'a')).toEqual([['jo', 'mira'], []]);
  });
});

describe('collaboratorsOf', () => {
  it('joins maintainers and teams; writing wins over reading', () => {
    const { maintainers } = maintainersOf({
      directory: known,
      name: packageName('a'),
      path: 'packages/a/meta.json',
      listed: undefined,
      publishers: [{ name: 'jo' }, { name: 'mira' }],
    });
    expect([...collaboratorsOf(known, packageName('a'), maintainers)]).toEqual([
      ['jo', 'write'],
      ['mira', 'write'],
      ['zoe', 'read'],
    ]);
    expect([...collaboratorsOf(known, packageName('@acme/ui'), [])]).toEqual([
      ['al', 'read'],
      ['mira', 'write'],
      ['zoe', 'write'],
    ]);
  });
});
