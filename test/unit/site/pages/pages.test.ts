// What holds for every page, whatever strangers wrote.
import { describe, expect, it, test } from 'vitest';
import type { OutputFile } from '../../../../src/output/output-file.ts';
import type { Site } from '../../../../src/site/site.ts';
import { dependentsPage } from '../../../../src/site/pages/dependents.ts';
import { homePage, recentPage } from '../../../../src/site/pages/home.ts';
import { keywordPage } from '../../../../src/site/pages/keyword.ts';
import { namesPage } from '../../../../src/site/pages/names.ts';
import { orgPage } from '../../../../src/site/pages/org.ts';
import { anyVersionPage, notFoundFile, searchPage } from '../../../../src/site/pages/shells.ts';
import { userPage } from '../../../../src/site/pages/user.ts';
import type { UserName } from '../../../../src/model/user-name.ts';
import { directory, packageName } from '../../../support/model.ts';
import { someDate as date } from '../../../support/output-files.ts';
import { hostileTexts, parsePage, siteWith, textOf } from '../../../support/page-site.ts';
import { releaseOf, summaryWith } from '../../../support/releases.ts';

const orgs = directory({
  orgs: {
    acme: {
      members: { mira: 'owner' },
      teams: { web: { members: ['mira'], packages: { '@acme/ui': 'read-write' } } },
    },
  },
}).orgs;
const [acme] = orgs.values();

/** Every page, with `text` in the place of all that strangers write. */
function pagesWith(text: string, site: Site = siteWith()): ReadonlyMap<string, OutputFile> {
  const release = releaseOf({ description: text, publisher: { name: text } });
  const summary = summaryWith([release]);
  const node = { prefix: 'a', rows: [['a-b', text]] as const, next: 'bc', date };
  const root = { ...node, prefix: '' };
  const user = { login: 'mira' as UserName, name: text, email: text, forge: text };
  const pkg = packageName('@acme/ui');
  return new Map([
    ['home', homePage(site, { summary, scopes: ['acme'], date })],
    ['recent', recentPage(site, { summary, date })],
    ['search', searchPage(site, { date })],
    ['version', anyVersionPage(site, { date })],
    ['not-found', notFoundFile(site, { date })],
    ['names', namesPage(site, root)],
    ['names below', namesPage(site, node)],
    ['keyword', keywordPage(site, { ...root, keyword: text.replace(/\p{Cs}/u, '') })],
    ['org', orgPage(site, { ...root, scope: 'acme', org: acme, isListed: () => true })],
    ['user', userPage(site, { ...root, login: 'mira', user })],
    [
      'dependents',
      dependentsPage(site, {
        ...root,
        package: pkg,
        isHere: true,
        count: 3,
        rows: [['a-b', text, text]],
      }),
    ],
  ]);
}

const names = [...pagesWith('').keys()];

describe.each(names)('the page %s', (name) => {
  const page = (text: string): OutputFile => {
    const found = pagesWith(text).get(name);
    if (found === undefined) throw new TypeError(name);
    return found;
  };

  test.each(hostileTexts)('gets no element and no attribute from %j', (text) => {
    const shape = (file: OutputFile): unknown =>
      parsePage(file).elements.map(({ tagName, properties }) => [
        tagName,
        Object.keys(properties).sort(),
      ]);
    expect(shape(page(text))).toEqual(shape(page('plain')));
  });

  it('has one main part and one first heading, and leaves no level of headings out', () => {
    const { elements } = parsePage(page('plain'));
    const levels = elements
      .flatMap(({ tagName }) => /^h([1-6])$/.exec(tagName)?.[1] ?? [])
      .map(Number);
    expect(elements.filter(({ tagName }) => tagName === 'main')).toHaveLength(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) {
      expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
    }
  });

  it('labels its navigation, its forms and its sections, and repeats no id', () => {
    const { elements } = parsePage(page('plain'));
    const ids = elements.flatMap(({ properties }) => properties['id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { tagName, properties } of elements) {
      if (tagName === 'nav') expect(properties['ariaLabel']).toBeTruthy();
      if (tagName === 'section') expect(ids).toContain(String(properties['ariaLabelledBy']));
      if (tagName === 'input') expect(properties['ariaLabel']).toBeTruthy();
    }
  });

  it('needs no inline script or style, and links only to pages of the website', () => {
    const { elements, links } = parsePage(page('plain'));
    const inline = elements.flatMap(({ tagName, properties }) =>
      ['script', 'style'].includes(tagName)
        ? tagName
        : Object.keys(properties).filter((key) => key === 'style' || key.startsWith('on')),
    );
    expect(inline).toEqual([]);
    for (const [href] of links) expect(href).toMatch(/^\/registry\/[^?#]*\/?$/);
  });

  it('is the same each time, and is rewritten by nothing but its content', () => {
    expect(page('plain')).toEqual(page('plain'));
    expect(page('plain')).toMatchObject({ kind: 'page', cache: 'revalidate', date });
    expect(textOf(page('plain'))).toMatch(/^<!doctype html>/);
  });
});

describe('a website below a folder', () => {
  it('has every page below it', () => {
    const site = siteWith({ config: { path: '/web/' } });
    for (const [name, { url }] of pagesWith('plain', site)) {
      const outside = { version: '/-/site/version/', 'not-found': '/404.html' };
      if (name in outside) expect(Object.entries(outside)).toContainEqual([name, url]);
      else expect(url).toMatch(/^\/web\/(?:.+\/)?$/);
    }
  });
});
