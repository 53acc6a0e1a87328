// What scripts load may be damaged, of another package, or made to harm: a page then says less, and nothing wrong.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser, openPage } from '../support/browser.ts';
import { openPackageSite, type PackageSite } from '../support/package-site.ts';
import { packageTarball } from '../support/tarball.ts';

let site: PackageSite;
let browser: Browser;
let page: Page;
let troubles: string[];

const markup = '<img src=x onerror=alert(1)>';
const half = '\ud800';

/** As text, since it has what no object of a program would: `__proto__` as a key, and numbers without an end. */
const hostileVersion = `{
  "name": "evil", "version": "1.0.0", "__proto__": {"description": "inherited"},
  "description": ${JSON.stringify(markup)}, "deprecated": ["x"], "license": {"type": 1},
  "homepage": "javascript:alert(1)", "repository": {"url": "javascript:alert(1)//", "directory": 7},
  "bugs": {"url": "javascript:alert(1)"}, "funding": [{"url": "javascript:alert(1)"}],
  "maintainers": [null, 3, {"name": ${JSON.stringify(markup)}}], "_npmUser": [1],
  "engines": {"__proto__": "1", "node": ${JSON.stringify(markup)}},
  "scripts": {"postinstall": ${JSON.stringify(markup)}, "install": {}},
  "dependencies": {"__proto__": "1", "${half}": "1", "../../up": "*", ${JSON.stringify(markup)}: "${half}", "evil": "1"},
  "readme": ${JSON.stringify(`# R\n\n${markup}<script>alert(1)</script>[x](javascript:alert(1))`)},
  "readmeFilename": {}, "dist": {"unpackedSize": 1e999, "fileCount": -3, "integrity": 5}
}`;

const rows = Array.from({ length: 40 }, (_, at) => [
  `d${at}`,
  '1.0.0',
  1,
  Object.fromEntries(Array.from({ length: 39 - at }, (__, to) => [`d${at + to + 1}`, '*'])),
  0,
  0,
]);

beforeAll(async () => {
  [site, browser] = await Promise.all([openPackageSite(), openBrowser()]);
  site.addPage({ url: '/-/site/version/', template: 'version', view: {} });
  site.addPage({ url: '/search/', template: 'search', view: { searchHref: '/registry/search/' } });
  for (const name of ['evil', 'd0', 'cut']) {
    site.addPage({
      url: `/package/${name}/`,
      template: 'package',
      view: { name, baseName: name, version: '1.0.0', isLatest: true },
    });
  }
  site.add('-/v/evil/1.0.0', hostileVersion);
  const ofAnother = { name: 'ui', version: '1.0.0', versions: { '1.0.0': { version: '1.0.0' } } };
  site.add('-/v/UI/1.0.0', ofAnother);
  site.add('UI', ofAnother);
  site.add('-/t/evil/evil-1.0.0.tgz', 'no archive');
  const tarball = packageTarball({ manifest: { name: 'cut', version: '1.0.0' } });
  site.add('-/t/cut/cut-1.0.0.tgz', tarball);
  site.add('-/site/facts/root-node.json', { size: 40, rows });
});

afterAll(async () => {
  await browser.close();
  site.close();
});

beforeEach(async () => {
  ({ page, troubles } = await openPage(browser));
});

afterEach(async () => {
  await page.context().close();
  expect(troubles).toEqual([]);
});

test('a version document made to harm is text, and what is no fact is left out', async () => {
  await page.goto(`${site.url}-/site/version/?package=evil&version=1.0.0`);
  await page.locator('#user-content-r').waitFor();
  expect(await page.locator('.lead').innerText()).toBe(markup);
  expect(await page.locator('main').innerText()).not.toMatch(/inherited|Infinity|NaN|-3|Object/);
  expect(await page.locator('main [onerror], main script, a[href^="javascript:"]').count()).toBe(0);
  expect(await page.locator('.dependency-list li').count()).toBe(5);
  // Only what is a name leads anywhere.
  expect(await page.locator('.dependency-list a').allTextContents()).toEqual(['evil']);
});

test('a document of another package is not shown as this one', async () => {
  await page.goto(`${site.url}-/site/version/?package=UI&version=1.0.0`);
  await page.getByText('There is no package UI.').waitFor();
});

test('a graph that a browser could not lay out in time is a list', async () => {
  await page.goto(`${site.url}package/d0/#dependencies`);
  await page.getByText('40 packages and 780 dependencies among them: too many').waitFor();
});

test('a connection that ends within a tarball is said to have failed, and is tried again', async () => {
  await page.addInitScript(`
    const whole = globalThis.fetch;
    globalThis.fetch = async (...asked) => {
      const response = await whole(...asked);
      const isCut = document.documentElement.hasAttribute('data-cut');
      if (!response.url.endsWith('.tgz') || !isCut) return response;
      const body = new ReadableStream({ pull: (stream) => stream.error(new TypeError('cut')) });
      return new Response(body, { headers: response.headers });
    };`);
  await page.route('**/package/cut/**', async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    await route.fulfill({ response, body: text.replace('<html', '<html data-cut') });
  });
  await page.goto(`${site.url}package/cut/?file=package.json`);
  await page.getByText('The tarball could not be loaded.').waitFor();
  await page.evaluate(`document.documentElement.removeAttribute('data-cut')`);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('.file-bar h3', { hasText: 'package.json' }).waitFor();
});

const good: readonly unknown[] = [
  'good',
  '1.0.0',
  markup,
  [markup],
  '2026-01-01',
  'mira',
  ['mira'],
  'MIT',
  1,
  't',
];

test.each([
  ['a name of half a character', [[half, ...good.slice(1)]], 'result'],
  ['a description that is no text', [good.toSpliced(2, 1, 7)], 'failed'],
  ['a number that is none', [good.toSpliced(8, 1, markup)], 'failed'],
  ['keywords that are none', [good.toSpliced(3, 1, [{}])], 'failed'],
  ['rows that are none', { length: 1e9 }, 'failed'],
])('a search node with %s breaks nothing', async (_, nodeRows, outcome) => {
  site.add('-/site/search/root-node.json', { size: 1, rows: nodeRows });
  await page.goto(`${site.url}search/?q=`);
  if (outcome === 'failed') await page.getByText('The search could not be loaded.').waitFor();
  else await page.locator('.package-row').waitFor();
  expect(await page.locator('main [onerror]').count()).toBe(0);
});

test('what a search page keeps in its address stays there below two slashes, too', async () => {
  site.add('-/site/search/root-node.json', { size: 1, rows: [good] });
  await page.route(/\/\/registry\/search\//, async (route) => {
    const url = route
      .request()
      .url()
      .replace(/([^:])\/\//, '$1/');
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  await page.goto(`${new URL(site.url).origin}//registry/search/`);
  await page.locator('main input[type=search]').fill('good');
  await page.locator('.package-row').waitFor();
  expect(page.url()).toMatch(/\/\/registry\/search\/\?q=good$/);
});

test.each([
  'package/cut/?file=%ff%00&range=%E0%A4%A#%ff',
  `package/cut/?compare=${'1.'.repeat(5000)}...1.0.0`,
  'package/cut/?compare=__proto__...constructor&file=__proto__',
  `package/cut/?range=${'%20'.repeat(2000)}1||${'x'.repeat(2000)}`,
  'package/cut/?file=package.json#L99999999999999999999-L1',
  `search/?q=${'%F0%9F'.repeat(2000)}&sort=__proto__&filter=constructor`,
  '-/site/version/?package=__proto__&version=1.0.0',
  `-/site/version/?package=%00&version=${'9'.repeat(5000)}`,
])('a strange address breaks nothing: %s', async (address) => {
  await page.addInitScript(
    `for (const key of ['theme', 'client']) localStorage.setItem('stillpack.' + key, '"]${markup}')`,
  );
  await page.goto(`${site.url}${address}`);
  await page.locator('#theme-button:not([hidden])').waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.locator('[onerror]').count()).toBe(0);
});
