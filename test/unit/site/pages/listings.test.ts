import { describe, expect, it } from 'vitest';
import type { UserName } from '../../../../src/model/user-name.ts';
import { type DependentRow, dependentsPage } from '../../../../src/site/pages/dependents.ts';
import { keywordPage } from '../../../../src/site/pages/keyword.ts';
import { namesPage } from '../../../../src/site/pages/names.ts';
import { orgPage } from '../../../../src/site/pages/org.ts';
import { userPage } from '../../../../src/site/pages/user.ts';
import { directory, packageName } from '../../../support/model.ts';
import { someDate as date } from '../../../support/output-files.ts';
import { parsePage, siteWith } from '../../../support/page-site.ts';

const site = siteWith();
const rows = [
  ['@acme/ui', 'Buttons'],
  ['plain', ''],
] as const;

describe('namesPage', () => {
  it('lists the packages of a leaf with their descriptions', () => {
    const file = namesPage(site, { prefix: '', rows, date });
    const page = parsePage(file);
    expect(file.url).toBe('/names/');
    expect(page.title).toBe('All packages · Acme');
    expect(page.all('li')).toEqual(['@acme/ui Buttons', 'plain']);
    expect(page.links).toEqual([
      ['/registry/package/@acme/ui/', '@acme/ui'],
      ['/registry/package/plain/', 'plain'],
    ]);
  });

  it('leads from a branch to longer beginnings and back to shorter ones', () => {
    const file = namesPage(site, { prefix: '@a', rows: [], next: 'c-', date });
    expect(file.url).toBe('/names/_0040a/');
    expect(parsePage(file).links).toEqual([
      ['/registry/names/', 'All'],
      ['/registry/names/_0040/', '@'],
      ['/registry/names/_0040ac/', '@ac'],
      ['/registry/names/_0040a_002d/', '@a-'],
    ]);
  });

  it('says that an empty registry has no packages', () => {
    const page = parsePage(namesPage(site, { prefix: '', rows: [], date }));
    expect(page.text).toContain('There are no packages here.');
  });

  it('cuts what is long', () => {
    const page = parsePage(namesPage(site, { prefix: '', rows: [['a', 'é'.repeat(300)]], date }));
    expect(page.all('p')).toEqual([`${'é'.repeat(200)}…`]);
  });
});

describe('keywordPage', () => {
  it('lists the packages that have it', () => {
    const file = keywordPage(site, { keyword: 'c#', prefix: '', rows, date });
    const page = parsePage(file);
    expect(file.url).toBe('/keyword/c#/');
    expect(page.title).toBe('Keyword c# · Acme');
    expect(page.all('li')).toEqual(['@acme/ui Buttons', 'plain']);
  });

  it('has a page for each part of a long list', () => {
    const file = keywordPage(site, { keyword: 'c#', prefix: 'p', rows, next: 'l', date });
    expect(file.url).toBe('/keyword/c#/p/');
    expect(parsePage(file).links).toContainEqual(['/registry/keyword/c%23/pl/', 'pl']);
  });
});

describe('dependentsPage', () => {
  const ui = packageName('@acme/ui');
  const dependents: readonly DependentRow[] = [
    ['app', '^1.0.0', 'dependencies'],
    ['app', '>=1 <3', 'peerDependencies'],
  ];

  it('says who depends on a package, in which range and how', () => {
    const input = { package: ui, isHere: true, prefix: '', rows: dependents, count: 2, date };
    const file = dependentsPage(site, input);
    const page = parsePage(file);
    expect(file).toMatchObject({ url: '/package/@acme/ui/dependents/', owner: ui });
    expect(page.all('tr')).toEqual([
      'PackageRangeKind',
      'app^1.0.0dependencies',
      'app>=1 <3peerDependencies',
    ]);
    expect(page.text).toContain('2 packages in this registry depend on it.');
    expect(page.links).toContainEqual(['/registry/package/@acme/ui/', '@acme/ui']);
  });

  it('claims nothing of a package that is elsewhere, and leads to no page of it', () => {
    const input = { package: ui, isHere: false, prefix: '', rows: dependents, count: 1, date };
    const file = dependentsPage(site, input);
    const page = parsePage(file);
    expect(file.owner).toBeUndefined();
    expect(page.text).toContain('@acme/ui is not in this registry.');
    expect(page.text).toContain('1 package in this registry depends on it.');
    expect(page.links.map(([href]) => href)).not.toContain('/registry/package/@acme/ui/');
  });

  it('says so when there are none', () => {
    const input = { package: ui, isHere: true, prefix: '', rows: [], count: 0, date };
    const page = parsePage(dependentsPage(site, input));
    expect(page.text).toContain('Nothing in this registry depends on it.');
    expect(page.all('table')).toEqual([]);
  });

  it('counts those of a part on its page, and says nothing of the package that it does not know', () => {
    const input = { package: ui, isHere: false, prefix: 'a', rows: dependents, count: 812, date };
    const file = dependentsPage(site, input);
    expect(file.url).toBe('/package/@acme/ui/dependents/a/');
    const { text } = parsePage(file);
    expect(text).toContain('812 packages whose name begins with a depend on it.');
    expect(text).not.toContain('not in this registry');
  });
});

describe('orgPage', () => {
  const org = directory({
    orgs: {
      acme: {
        members: { mira: 'owner', zoe: 'developer' },
        teams: {
          web: { members: ['zoe'], packages: { '@acme/ui': 'read-write', secret: 'read-only' } },
          none: {},
        },
      },
    },
  })
    .orgs.values()
    .next().value;
  const isListed = (name: string): boolean => name !== 'secret';
  const node = { scope: 'acme', org, prefix: '', rows, isListed, date };

  it('shows members with their roles, teams with their rights, and packages', () => {
    const file = orgPage(site, node);
    const page = parsePage(file);
    expect(file.url).toBe('/org/acme/');
    expect(page.all('h2')).toEqual(['Members', 'Teams', 'Packages']);
    expect(page.all('h3')).toEqual(['none', 'web']);
    expect(page.all('li')).toEqual(
      expect.arrayContaining(['mira owner', 'zoe developer', '@acme/ui read-write', 'plain']),
    );
    expect(page.links).toContainEqual(['/registry/~mira/', 'mira']);
  });

  it('does not name a package that readers may not know of', () => {
    expect(parsePage(orgPage(site, node)).text).not.toContain('secret');
  });

  it('is a list of packages where the scope has no organisation', () => {
    const page = parsePage(orgPage(site, { ...node, org: undefined }));
    expect(page.all('h2')).toEqual(['Packages']);
  });

  it('repeats members and teams on no page of a part', () => {
    const file = orgPage(site, { ...node, prefix: '@acme/u' });
    expect(file.url).toBe('/org/acme/_0040acme_002fu/');
    expect(parsePage(file).all('h2')).toEqual(['Packages']);
  });

  it('stays bounded however many members and teams there are', () => {
    const people = Array.from({ length: 700 }, (_, index) => `user-${index}`);
    const large = directory({
      orgs: {
        acme: {
          members: Object.fromEntries(people.map((name) => [name, 'developer'])),
          teams: Object.fromEntries(people.map((name) => [name, { members: people }])),
        },
      },
    });
    const [of] = large.orgs.values();
    const page = parsePage(orgPage(site, { ...node, org: of }));
    expect(page.links.filter(([href]) => href.includes('~')).length).toBe(500 + 50 * 30);
    expect(page.text).toContain('and 200 more members');
    expect(page.text).toContain('and 650 more teams');
    expect(page.text).toContain('and 670 more members');
  });
});

describe('userPage', () => {
  const user = {
    login: 'mira' as UserName,
    name: 'Mira Ray',
    email: 'mira@acme.example',
    forge: 'mira-r',
  };

  it('shows the public profile and the packages', () => {
    const file = userPage(site, { login: 'mira', user, prefix: '', rows, date });
    const page = parsePage(file);
    expect(file.url).toBe('/~mira/');
    expect(page.all('dd')).toEqual(['Mira Ray', 'mira-r']);
    expect(page.all('li')).toEqual(['@acme/ui Buttons', 'plain']);
  });

  it('shows the packages of a user who has no profile', () => {
    const page = parsePage(
      userPage(site, { login: 'mira', user: undefined, prefix: '', rows, date }),
    );
    expect(page.all('dl')).toEqual([]);
    expect(page.all('h1')).toEqual(['mira']);
  });

  it('has a page for each part of a long list', () => {
    const file = userPage(site, { login: 'mira', user, prefix: 'p', rows: [], next: 'l', date });
    expect(file.url).toBe('/~mira/p/');
    expect(parsePage(file).links).toContainEqual(['/registry/~mira/pl/', 'pl']);
    expect(parsePage(file).all('dl')).toEqual([]);
  });
});
