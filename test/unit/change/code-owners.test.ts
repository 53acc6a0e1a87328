import { describe, expect, test } from 'vitest';
import {
  codeOwnersHeader,
  renderCodeOwners,
  type CodeOwnersInput,
} from '../../../src/change/code-owners.ts';
import { directory } from '../../support/model.ts';
import { heldPackage } from '../../support/held.ts';

interface Registry {
  readonly users?: Readonly<Record<string, object>>;
  readonly orgs?: Readonly<Record<string, object>>;
  readonly admins?: readonly string[];
  /** By name: what meta.json says. */
  readonly packages?: Readonly<Record<string, object>>;
}

const forge = (...logins: string[]): Record<string, object> =>
  Object.fromEntries(logins.map((login) => [login, { forge: `${login}-gh` }]));

function inputOf({ users, orgs, admins = [], packages = {} }: Registry): CodeOwnersInput {
  return {
    admins,
    directory: directory({ ...(users && { users }), ...(orgs && { orgs }) }),
    packages: Object.entries(packages).map(([name, meta]) =>
      heldPackage({ name, versions: [], meta }),
    ),
  };
}

/** The lines that are no comments. */
function linesOf(registry: Registry): readonly string[] {
  const { text } = renderCodeOwners(inputOf(registry));
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('CODEOWNERS', () => {
  test('asks administrators for everything, and more people for a package', () => {
    const registry = {
      users: forge('mira', 'jo', 'ada'),
      admins: ['ada'],
      packages: { 'left-pad': { maintainers: ['mira', 'jo'] }, zod: {} },
    };
    expect(linesOf(registry)).toEqual(['* @ada-gh', '/packages/left-pad/ @ada-gh @jo-gh @mira-gh']);
  });

  test('asks the owners and admins of an organisation for its scope, also for packages to come', () => {
    const acme = { members: { mira: 'owner', jo: 'admin', kim: 'developer' } };
    const registry = { users: forge('mira', 'jo', 'kim'), orgs: { acme } };
    expect(linesOf(registry)).toEqual(['*', '/packages/@acme/ @jo-gh @mira-gh']);
  });

  test('asks the teams that meta.json lists, and those of the scope that may write', () => {
    const team = (member: string, permission: string) => ({
      members: [member],
      packages: { '@acme/ui': permission },
    });
    const registry = {
      users: forge('mira', 'jo', 'kim', 'lou', 'max'),
      orgs: {
        acme: {
          members: { mira: 'owner' },
          teams: { writers: team('jo', 'read-write'), readers: team('kim', 'read-only') },
        },
        // May not give itself a package of another scope.
        evil: { teams: { all: team('max', 'read-write'), design: { members: ['lou'] } } },
      },
      packages: { '@acme/ui': { maintainers: ['evil:design'] } },
    };
    expect(linesOf(registry).at(-1)).toBe('/packages/@acme/ui/ @jo-gh @lou-gh @mira-gh');
  });

  test('lets the last line that matches be that of the package, and then has one order', () => {
    const orgs = { zoo: { members: { mira: 'owner' } }, acme: { members: { mira: 'owner' } } };
    const meta = { maintainers: ['jo'] };
    const users = forge('mira', 'jo');
    const packages = { zed: meta, '@acme/ui': meta, Abc: meta };
    const patterns = linesOf({ users, orgs, packages }).map((line) => line.split(' ')[0]);
    expect(patterns).toEqual([
      '*',
      '/packages/@acme/',
      '/packages/@zoo/',
      '/packages/@acme/ui/',
      '/packages/Abc/',
      '/packages/zed/',
    ]);
    const reversed = Object.fromEntries(Object.entries(packages).reverse());
    expect(renderCodeOwners(inputOf({ users, orgs, packages: reversed }))).toEqual(
      renderCodeOwners(inputOf({ users, orgs, packages })),
    );
  });

  test('says of whom nobody is asked', () => {
    const registry = {
      users: { mira: {}, ada: { forge: 'ada' } },
      admins: ['mira'],
      orgs: { acme: { members: { mira: 'owner' } } },
      packages: { 'left-pad': { maintainers: ['mira', 'nobody'] }, 'a*': { maintainers: ['ada'] } },
    };
    const { text, warnings } = renderCodeOwners(inputOf(registry));
    expect(text).toMatch(/\n\*\n$/);
    expect(warnings).toHaveLength(4);
    for (const who of ['gateway.admins', '@acme', 'left-pad', 'a*']) {
      expect(warnings.join('\n')).toContain(who);
    }
  });

  test.each(['jo\n* @evil', 'jo @evil', 'jo #', 'acme/team', '../jo', 'jo.', ''])(
    'never takes %j for an account',
    (account) => {
      const users = { jo: account === '' ? {} : { forge: account } };
      expect(linesOf({ users, admins: ['jo'] })).toEqual(['*']);
    },
  );

  test('takes an account with or without @', () => {
    expect(linesOf({ users: { jo: { forge: '@Jo-1' } }, admins: ['jo'] })).toEqual(['* @Jo-1']);
  });

  test('says first whose file it is, and holds nothing that changes by itself', () => {
    const { text } = renderCodeOwners(inputOf({}));
    expect(text.startsWith(`${codeOwnersHeader}\n`)).toBe(true);
  });

  test('is not made larger than forges read', () => {
    const many = Array.from({ length: 20_000 }, (_each, index) => `${'p'.repeat(150)}${index}`);
    const packages = Object.fromEntries(many.map((name) => [name, { maintainers: ['jo'] }]));
    const tooMany = (): unknown => renderCodeOwners(inputOf({ users: forge('jo'), packages }));
    expect(tooMany).toThrow(expect.objectContaining({ code: 'FILE_TOO_LARGE' }) as Error);
  });
});
