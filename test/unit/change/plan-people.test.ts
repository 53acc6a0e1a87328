// Owners, access and stars: meta.json's.
import { describe, expect, it } from 'vitest';
import { parseMaintainer } from '../../../src/change/parse-names.ts';
import { planAccess } from '../../../src/change/plan-access.ts';
import { planOwners } from '../../../src/change/plan-owners.ts';
import { planStar } from '../../../src/change/plan-star.ts';
import { filesOf, heldPackage, user, writtenBy } from '../../support/held.ts';

const path = 'packages/@acme/ui/meta.json';
const code = (text: string): unknown => expect.objectContaining({ code: text });

describe('owners', () => {
  interface Asked {
    readonly listed?: readonly string[];
    readonly implied?: readonly string[];
    readonly add?: readonly string[];
    readonly remove?: readonly string[];
  }
  const plan = ({ listed, implied = [], add = [], remove = [] }: Asked) =>
    planOwners({
      pkg: heldPackage({ versions: ['1.0.0'], meta: listed && { maintainers: listed } }),
      implied: implied.map(user),
      add: add.map(parseMaintainer),
      remove: remove.map(parseMaintainer),
    });

  it('come last, users and teams', () => {
    const change = plan({ listed: ['mira'], add: ['jo', '@acme:platform'] });
    expect(writtenBy(change)).toEqual({ maintainers: ['mira', 'jo', 'acme:platform'] });
    expect(change?.message).toBe(
      'npm owner add jo @acme/ui\n\nnpm owner add acme:platform @acme/ui\n',
    );
  });

  it('go, however they are written', () => {
    const change = plan({ listed: ['mira', '@acme:web', 'jo'], remove: ['acme:web'] });
    expect(writtenBy(change)).toEqual({ maintainers: ['mira', 'jo'] });
    expect(change?.message).toBe('npm owner rm acme:web @acme/ui\n');
  });

  it('that nobody wrote down stay, beside one that comes or goes', () => {
    expect(writtenBy(plan({ implied: ['ann', 'mira'], add: ['jo'] }))).toEqual({
      maintainers: ['ann', 'mira', 'jo'],
    });
    expect(writtenBy(plan({ implied: ['ann', 'mira'], remove: ['ann'] }))).toEqual({
      maintainers: ['mira'],
    });
    expect(plan({ implied: ['ann'], add: ['ann'] })).toBeUndefined();
  });

  it('are there already', () => {
    expect(plan({ listed: ['mira', '@acme:web'], add: ['mira', 'acme:web'] })).toBeUndefined();
  });

  it('are never none', () => {
    expect(() => plan({ listed: ['mira'], remove: ['mira'] })).toThrow(code('OWNER_LAST'));
    expect(() => plan({ implied: ['a', 'b'], remove: ['a', 'b'] })).toThrow(code('OWNER_LAST'));
    expect(writtenBy(plan({ listed: ['mira'], remove: ['mira'], add: ['jo'] }))).toEqual({
      maintainers: ['jo'],
    });
  });

  it('are those that are removed', () => {
    expect(() => plan({ listed: ['acme:web'], remove: ['mira'] })).toThrow(code('USER_UNKNOWN'));
    expect(() => plan({ remove: ['mira'] })).toThrow(code('USER_UNKNOWN'));
  });

  it('are no more than a meta.json may have', () => {
    const listed = Array.from({ length: 1000 }, (_, index) => `u${index}`);
    expect(() => plan({ listed, add: ['jo'] })).toThrow(code('META_INVALID'));
  });
});

describe('access', () => {
  const plan = (meta: object | undefined, access: 'public' | 'restricted', isEnforceable = true) =>
    planAccess({ pkg: heldPackage({ versions: ['1.0.0'], meta }), access, isEnforceable });

  it('is a word in meta.json', () => {
    const change = plan(undefined, 'restricted');
    expect(filesOf(change)).toEqual({ [path]: '{\n  "access": "restricted"\n}\n' });
    expect(change?.message).toBe('npm access set status=private @acme/ui\n');
    const back = plan({ access: 'restricted', maintainers: ['mira'] }, 'public');
    expect(writtenBy(back)).toEqual({ access: 'public', maintainers: ['mira'] });
    expect(back?.message).toBe('npm access set status=public @acme/ui\n');
  });

  it('is not written where it is so already', () => {
    expect(plan(undefined, 'public')).toBeUndefined();
    expect(plan({ access: 'restricted' }, 'restricted', false)).toBeUndefined();
  });

  it('is never promised where the host shows everything', () => {
    expect(() => plan(undefined, 'restricted', false)).toThrow(code('ACCESS_UNENFORCEABLE'));
    expect(plan({ access: 'restricted' }, 'public', false)).toBeDefined();
  });
});

describe('a star', () => {
  const plan = (meta: object | undefined, isStarred: boolean, versions = ['1.0.0']) =>
    planStar({ pkg: heldPackage({ versions, meta }), user: user('jo'), isStarred });

  it('is given and taken back', () => {
    const change = plan({ users: { mira: true } }, true);
    expect(writtenBy(change)).toEqual({ users: { mira: true, jo: true } });
    expect(change?.message).toBe('npm star @acme/ui\n');
    expect(filesOf(plan({ users: { jo: true } }, false))).toEqual({ [path]: undefined });
    expect(plan({ users: { jo: true } }, false)?.message).toBe('npm unstar @acme/ui\n');
    expect(writtenBy(plan({ users: { jo: false } }, true))).toEqual({ users: { jo: true } });
  });

  it('is given once', () => {
    expect(plan({ users: { jo: true } }, true)).toBeUndefined();
    expect(plan({ users: { jo: false } }, false)).toBeUndefined();
  });

  it('is given to what is there', () => {
    expect(() => plan({ unpublished: { '1.0.0': {} } }, true)).toThrow(code('PACKAGE_UNKNOWN'));
  });
});
