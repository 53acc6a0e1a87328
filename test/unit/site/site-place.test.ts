import { describe, expect, test } from 'vitest';
import { claimsOf } from '../../../src/host/clashes.ts';
import { createClaims } from '../../../src/host/claims.ts';
import { hostPresets } from '../../../src/host/host-preset-of.ts';
import { serve } from '../../../src/host/serve.ts';
import { reservedNameOf } from '../../../src/site/reserved-name.ts';
import { siteSections } from '../../../src/site/site-sections.ts';
import { createSiteUrls, sectionsOf } from '../../../src/site/site-urls.ts';
import { packageName } from '../../support/model.ts';
import { handmadeSite } from '../../support/site-files.ts';

const placeFor = (path: string, ...names: readonly string[]) => {
  const moved = sectionsOf(names.map(packageName), path);
  const url = new URL('https://npm.acme.example/');
  return { ...createSiteUrls({ url, path, moved }).place, moved: [...moved] };
};

test('without packages in its way the website lies where it is configured to', () => {
  expect(placeFor('/', 'foo', '@acme/search', 'searching')).toEqual({
    path: '/',
    moved: [],
    sections: siteSections,
  });
});

test('a section moves for a package of its name, in whatever case, and only that one', () => {
  expect(placeFor('/', 'Search', '~Old', 'robots.txt')).toEqual({
    path: '/',
    moved: ['search', '~', 'robots.txt'],
    sections: ['package', 'org', 'keyword', 'recent', 'names'],
  });
});

test('below a path of its own only that path, and robots.txt, can be in a package’s way', () => {
  expect(placeFor('/web/x/', 'search', 'package', 'x').moved).toEqual([]);
  expect(placeFor('/web/', 'search').path).toBe('/web/');
  expect(placeFor('/Web/x/', 'weB')).toMatchObject({ path: '/-/site/', sections: ['robots.txt'] });
  expect(placeFor('/web/', 'robots.txt')).toMatchObject({ path: '/web/', moved: ['robots.txt'] });
});

describe.each([...hostPresets, serve].map((preset) => [preset.name, preset] as const))(
  '%s: no file of the website is where a package is',
  (_name, preset) => {
    const names = [
      ...siteSections.map((section) => (section === '~' ? '~mira' : section)),
      ...['Package', 'SEARCH', 'web', 'web.html', 'search.html', 'robots', 'org.json', 'foo'],
    ];

    test.each(['/', '/web/', '/web/search/'])('%s', (path) => {
      const url = new URL('https://npm.acme.example/');
      for (const name of names) {
        const { files, place } = handmadeSite(url, path, [name]);
        const claims = createClaims();
        claims.take(
          'the host',
          preset.configFiles({ url, site: place }).map((file) => file.path),
        );
        const paths = files.flatMap((file) => preset.layout.pathsOf(file));
        expect(new Set(paths).size).toBe(paths.length);
        expect(claims.take('the website', paths)).toBeUndefined();
        expect(claims.take('the package', claimsOf(preset.layout, packageName(name)))).toBe(
          undefined,
        );
      }
    });
  },
);

describe('a new package', () => {
  const reserved = (name: string, path?: string): string | undefined =>
    reservedNameOf(packageName(name), path === undefined ? undefined : { path });

  test.each(['package', 'search', 'org', 'keyword', 'recent', 'names', 'robots.txt', 'SEARCH'])(
    'cannot be %s where the website is at the root',
    (name) => {
      expect(reserved(name, '/')).toBe(name.toLowerCase());
      expect(reserved(name)).toBeUndefined();
    },
  );

  test('cannot look like a user’s page', () => {
    expect(reserved('~mira', '/')).toBe('~');
    expect(reserved('~mira')).toBeUndefined();
    expect(reserved('~mira', '/web/')).toBeUndefined();
  });

  test('cannot be the first folder of the website', () => {
    expect(reserved('Web', '/web/x/')).toBe('web');
    expect(reserved('x', '/web/x/')).toBeUndefined();
    expect(reserved('search', '/web/')).toBeUndefined();
  });

  test.each(['404.html', 'index.html'])('cannot be %s on any host, website or not', (name) => {
    expect(reserved(name)).toBe(name);
    expect(reserved(name, '/web/')).toBe(name);
  });

  test('can have any other name, and any in a scope', () => {
    for (const name of ['searching', '@acme/search', '@package/~', 'foo', '404']) {
      expect(reserved(name, '/')).toBeUndefined();
    }
  });
});
