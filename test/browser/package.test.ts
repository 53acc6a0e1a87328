import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser, openPage } from '../support/browser.ts';
import { attributesOf } from '../support/page-attributes.ts';
import { openPackageSite, type PackageSite } from '../support/package-site.ts';
import { gzip, packageTarball, tarOf } from '../support/tarball.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="alert(1)"/>';
const code = Array.from({ length: 40 }, (_, at) => `const line${at + 1} = "<b>${at + 1}</b>";`);

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const older = packageTarball({
  manifest: {
    name: '@acme/ui',
    version: '1.9.0',
    dependencies: { '@acme/icons': '^1.0.0' },
    scripts: { postinstall: 'node old.js' },
    engines: { node: `>=10.0.0-${'x'.repeat(80)}` },
  },
  files: {
    'README.md':
      '# Old *readme*\n\n![Dot](docs/dot.png)\n\n<img src=x onerror=alert(1)><script>alert(1)</script>\n',
    'docs/dot.png': dot,
    'lib/index.js': `${code.join('\n').replace('line7 ', 'seventh ')}\n`,
    'old.js': 'gone\n',
  },
});
const newer = packageTarball({
  manifest: { name: '@acme/ui', version: '2.0.0', dependencies: { '@acme/icons': '^2.0.0' } },
  files: {
    'README.md': '# Readme\n',
    'lib/index.js': `${code.join('\n')}\n`,
    'docs/logo.svg': svg,
    'docs/deep/er/x.md': '# Deep\n',
    'bin.dat': new Uint8Array([1, 0, 2]),
    'z.txt': 'z\n',
  },
});

const hostileNames = [
  '<img src=x onerror=alert(1)>',
  '\u202egnp.exe',
  '../../up.js',
  'javascript:alert(1)',
  '__proto__',
  'a"b\'c&d?e#f.js',
];

function hostileTarball(): Uint8Array {
  const named = hostileNames.map((name) => ({ path: `package/${name}`, body: `<script>${name}` }));
  const many = Array.from({ length: 10_000 }, (_, at) => ({
    path: `package/many/${at}.txt`,
    body: `${at}`,
  }));
  const large = { path: 'package/large.txt', body: 'thirty letters in every line!\n'.repeat(1e6) };
  const turned = { path: 'package/turned.js', body: 'x("\u202e admin\u2069")' };
  const long = { path: 'package/min.js', body: 'a'.repeat(3e6) };
  return gzip(tarOf([...named, ...many, large, turned, long]));
}

/** Facts: what `ui` brings along is icons (both majors), and base once. */
const facts = {
  size: 1,
  rows: [
    [
      '@acme/ui',
      '2.0.0',
      1000,
      { '@acme/icons': '^2.0.0', '@acme/old': '*', react: '^19.0.0' },
      2,
      0,
    ],
    ['@acme/icons', '2.1.0', 200, { base: '^1.0.0' }, 1, 0],
    ['@acme/old', '3.0.0', 30, { '@acme/icons': '^1.0.0', base: '1' }, 1, 0],
    ['base', '1.4.0', 4, {}, 2, 0],
  ],
};
const dist = (unpackedSize: number): object => ({ dist: { unpackedSize } });

const axe = await readFile(
  new URL('../../node_modules/axe-core/axe.min.js', import.meta.url),
  'utf8',
);

/** What axe finds wrong inside the page's main part. */
async function axeFindings(): Promise<readonly string[]> {
  await page.evaluate(axe);
  return await page.evaluate(
    `axe.run('main').then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => id + ' ' + target.join(' '))))`,
  );
}

let site: PackageSite;
let browser: Browser;
let page: Page;
let troubles: string[];

const packageView = {
  name: '@acme/ui',
  baseName: '@acme/ui',
  version: '2.0.0',
  previous: '1.9.0',
  isLatest: true,
  date: '2026-01-01',
  packageHref: '/registry/package/@acme/ui/',
  dependentsHref: '/registry/package/@acme/ui/dependents/',
  readme:
    '<h1>Readme</h1><p><img data-file="docs/logo.svg" alt="Logo"> <a id="own" href="?file=docs/deep/er/x.md">x</a></p>',
  facts: [
    { term: 'Licence', values: [{ text: 'MIT' }] },
    { term: 'Integrity', long: true, values: [{ text: 'sha512-x', isCode: true }] },
  ],
  hasDependencies: true,
  dependencyLists: [
    {
      title: 'Dependencies',
      items: ['@acme/icons', '@acme/old', 'react'].map((name) => ({
        name,
        target: name,
        range: '*',
        href: `/registry/package/${name}/`,
      })),
    },
  ],
};

beforeAll(async () => {
  [site, browser] = await Promise.all([openPackageSite(), openBrowser()]);
  site.addPage({ url: '/package/@acme/ui/', template: 'package', view: packageView });
  site.addPage({
    url: '/package/hostile/',
    template: 'package',
    view: { ...packageView, name: 'hostile', version: '1.0.0', readme: '<p>Hostile</p>' },
  });
  site.addPage({ url: '/-/site/version/', template: 'version', view: {} });
  site.addPage({ url: '/404.html', template: 'not-found', view: {} });
  site.add('-/t/@acme/ui/ui-2.0.0.tgz', newer);
  site.add('-/t/@acme/ui/ui-1.9.0.tgz', older);
  site.add('-/t/hostile/hostile-1.0.0.tgz', hostileTarball());
  site.add('-/site/facts/root-node.json', facts);
  site.add('@acme/icons', {
    versions: { '1.5.0': { ...dist(5000), dependencies: { base: '*' } }, '2.1.0': dist(200) },
  });
  site.add('@acme/ui', {
    versions: {
      '1.9.0': {
        name: '@acme/ui',
        version: '1.9.0',
        description: 'Old <b>ui</b>',
        deprecated: 'Use 2',
        homepage: 'javascript:alert(1)',
        repository: { url: 'git+https://code.example/acme/ui.git' },
        scripts: { postinstall: 'node old.js' },
        dependencies: {
          '@acme/icons': '^1.0.0',
          react: 'npm:base@^1.0.0',
          words: 'github:acme/words',
        },
        ...dist(900),
      },
      '2.0.0': dist(1000),
    },
  });
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

const open = (address: string): Promise<unknown> => page.goto(`${site.url}${address}`);
const ui = 'package/@acme/ui/';

describe('files', () => {
  test('a permalink shows the file, its lines marked and highlighted', async () => {
    await open(`${ui}?file=lib/index.js#L10-L12`);
    await page.locator('.hljs-keyword').first().waitFor();
    const marked = await page.locator('tr.selected').allInnerTexts();
    expect(marked.map((text) => text.trim())).toEqual(code.slice(9, 12));
    expect(await page.locator('#files').isVisible()).toBe(true);
    expect(await page.locator('.file-tree [aria-current]').innerText()).toContain('index.js');
  });

  test('lines are chosen by click, Shift and the arrow keys, and the address says so', async () => {
    await open(`${ui}?file=lib/index.js`);
    const line = (number: number) => page.locator(`[data-line="${number}"]`);
    await line(5).click();
    expect(new URL(page.url()).hash).toBe('#L5');
    await line(8).click({ modifiers: ['Shift'] });
    expect(new URL(page.url()).hash).toBe('#L5-L8');
    await line(8).focus();
    await page.keyboard.press('Shift+ArrowDown');
    expect(new URL(page.url()).hash).toBe('#L5-L9');
    expect(await page.locator('tr.selected').count()).toBe(5);
  });

  test('are found with the keyboard only', async () => {
    await open(ui);
    await page.keyboard.press('.');
    const tree = page.getByRole('tree');
    await tree.waitFor();
    await page.getByRole('searchbox', { name: 'Filter files' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator(':focus').innerText()).toContain('er/');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.locator('.file-bar h3', { hasText: 'z.txt' }).waitFor();
    expect(new URL(page.url()).searchParams.get('file')).toBe('z.txt');
    await page.goBack();
    expect(new URL(page.url()).search).toBe('');
  });

  test('are filtered, and a link of the README leads to one', async () => {
    await open(ui);
    await page.locator('#own').click();
    await page.locator('.file-bar h3', { hasText: 'docs/deep/er/x.md' }).waitFor();
    await page.getByRole('searchbox', { name: 'Filter files' }).fill('IND lib');
    await page.getByRole('link', { name: 'lib/index.js' }).click();
    await page.locator('.file-bar h3', { hasText: 'lib/index.js' }).waitFor();
  });

  test('pictures are pictures, also in the README, and one download serves all', async () => {
    const before = site.requests.length;
    await open(`${ui}?file=docs/logo.svg`);
    await page.locator('.file-picture img').waitFor();
    const sources = await page
      .locator('img[alt="Logo"], .file-picture img')
      .evaluateAll((images) => images.map((image) => (image as unknown as { src: string }).src));
    expect(sources.map((source) => source.slice(0, 18))).toEqual(
      Array(2).fill('data:image/svg+xml'),
    );
    const asked = site.requests.slice(before).filter((file) => file.endsWith('.tgz'));
    expect(asked).toEqual(['-/t/@acme/ui/ui-2.0.0.tgz']);
  });

  test('a binary file is named one, and is downloaded as it was packed', async () => {
    await open(`${ui}?file=bin.dat`);
    await page.getByText('This is a binary file of 3 B.').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('bin.dat');
    expect([...(await readFile(await download.path()))]).toEqual([1, 0, 2]);
  });

  test('what was copied is said', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(`${ui}?file=lib/index.js`);
    await page.getByRole('button', { name: 'Copy path' }).click();
    await page.getByRole('status').getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('lib/index.js');
  });

  test('a file that is not there is said to be missing', async () => {
    await open(`${ui}?file=nothing.js`);
    await page.getByText('There is no such file in this version').waitFor();
  });

  test('a tarball that is not there is said to be missing', async () => {
    await open('-/site/version/?package=@acme/ui&version=1.9.0&file=x');
    site.addPage({
      url: '/package/gone/',
      template: 'package',
      view: { ...packageView, name: 'gone', readme: '' },
    });
    await open('package/gone/?file=x');
    await page.getByText('The server has no tarball of this version').waitFor();
  });
});

describe('pictures of other sites', () => {
  test('are shown when the reader asks, those that a page may load', async () => {
    const link = (src: string): string => `<a class="remote-image" data-src="${src}">${src}</a>`;
    const readme = link('https://a.example/x.svg') + link('http://b.example/y.svg');
    const view = { ...packageView, name: 'pictures', readme, facts: [], dependencyLists: [] };
    site.addPage({ url: '/package/pictures/', template: 'package', view });
    await page.route('https://a.example/*', (route) =>
      route.fulfill({ contentType: 'image/svg+xml', body: svg }),
    );
    await open('package/pictures/');
    await page.getByRole('button', { name: 'Show pictures from a.example', exact: true }).click();
    await page.getByText('1 picture shown').waitFor();
    expect(await page.locator('#readme img').count()).toBe(1);
    expect(await page.locator('.remote-image').innerText()).toBe('http://b.example/y.svg');
  });
});

describe('a hostile tarball', () => {
  test.each(hostileNames)('shows the file %s as text', async (name) => {
    await open(`package/hostile/?file=${encodeURIComponent(name)}`);
    await page.locator('.file-bar h3').waitFor();
    expect(await page.locator('.file-bar h3').innerText()).toBe(name);
    expect(await page.locator('.file-view .line').innerText()).toBe(`<script>${name}`);
    const links = page.locator('.file-tree a');
    const own = page.locator('.file-tree a[href^="?file="]');
    expect(await own.count()).toBe(await links.count());
  });

  test('with 10,000 files in a folder shows them a part at a time', async () => {
    await open('package/hostile/?file=__proto__');
    await page.getByRole('treeitem', { name: 'many/' }).click();
    expect(await page.locator('[role=group]:not([hidden]) a').count()).toBe(1000);
    await page.getByRole('treeitem', { name: 'Show more (9000 left)' }).click();
    expect(await page.locator('[role=group]:not([hidden]) a').count()).toBe(2000);
  });

  test('with a file of 30 MB shows the lines that are asked for', async () => {
    await open('package/hostile/?file=large.txt#L999999');
    await page.getByText('Lines 995001 to 1000000 of 1000000.').waitFor();
    expect(await page.locator('tr.selected .line').innerText()).toBe(
      'thirty letters in every line!',
    );
    await page.getByRole('button', { name: 'Previous lines' }).click();
    expect(await page.locator('[data-line]').first().getAttribute('data-line')).toBe('990001');
  });

  test('with characters that turn a text round says so', async () => {
    await open('package/hostile/?file=turned.js');
    await page.getByText('change the order of this text').waitFor();
    await open('package/hostile/?file=large.txt');
    await page.locator('.file-view .line').first().waitFor();
    expect(await page.getByText('change the order of this text').count()).toBe(0);
  });

  test('with a line of 3 MB cuts it', async () => {
    await open('package/hostile/?file=min.js');
    const line = await page.locator('.file-view .line').innerText();
    expect(line).toHaveLength(20_001);
  });
});

describe('a tarball that the browser cannot simply unpack', () => {
  test('asks first when it is large', async () => {
    const zeros = { path: 'package/zeros.bin', body: new Uint8Array(201e6) };
    site.add('-/t/hostile/hostile-2.0.0.tgz', gzip(tarOf([zeros])));
    site.addPage({
      url: '/package/hostile/v/2.0.0/',
      template: 'package',
      view: { ...packageView, name: 'hostile', version: '2.0.0', readme: '' },
    });
    await open('package/hostile/v/2.0.0/?file=zeros.bin');
    await page.getByText('The tarball is larger than 200.0 MB unpacked.').waitFor();
    await page.getByRole('button', { name: 'Load anyway' }).click();
    await page.getByText('This file has 201.0 MB: too much to be shown.').waitFor();
  });

  test('is said to need a newer one', async () => {
    await page.addInitScript('delete globalThis.DecompressionStream');
    await open(`${ui}?file=z.txt`);
    await page.getByText('This browser cannot unpack tarballs.').waitFor();
  });
});

describe('a comparison', () => {
  test('lists what differs, and shows the lines', async () => {
    await open(`${ui}?compare=1.9.0...2.0.0&file=lib/index.js`);
    await page.locator('.diff ins').waitFor();
    expect(await page.locator('.diff del').allInnerTexts()).toEqual([
      'const seventh = "<b>7</b>";',
    ]);
    expect(await page.locator('.diff ins').allInnerTexts()).toEqual([code[6]]);
    const numbers = page.locator('.diff .removed .line-number').first();
    expect(await numbers.getAttribute('data-line')).toBe('7');
    await page.getByText('4 files added, 2 removed, 3 changed.').waitFor();
    const table = page.getByRole('table', { name: 'dependencies' });
    expect(await table.getByRole('row').nth(1).innerText()).toMatch(
      /@acme\/icons\s+\^1\.0\.0\s+\^2/,
    );
    expect(await page.getByRole('table', { name: 'scripts' }).innerText()).toContain('node old.js');
  });

  test('is no wider than a narrow screen, whatever package.json says', async () => {
    await page.setViewportSize({ width: 320, height: 800 });
    await open(`${ui}?compare=1.9.0...2.0.0`);
    await page.getByRole('table', { name: 'engines' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
  });

  test('is walked through with the keyboard, and the address follows', async () => {
    await open(`${ui}?compare=1.9.0...2.0.0`);
    await page.getByText('Choose a file.').waitFor();
    await page.keyboard.press(']');
    await page.locator('.file-bar h3', { hasText: 'README.md' }).waitFor();
    await page.keyboard.press(']');
    await page.locator('.file-bar h3', { hasText: 'bin.dat' }).waitFor();
    await page.getByText('Binary: 0 B before, 3 B after.').waitFor();
    expect(new URL(page.url()).search).toBe('?compare=1.9.0...2.0.0&file=bin.dat');
    await page.keyboard.press('[');
    await page.locator('.file-bar h3', { hasText: 'README.md' }).waitFor();
  });

  test('is chosen in a form, which knows all versions', async () => {
    await open(ui);
    await page.keyboard.press('c');
    await page.getByLabel('From').focus();
    await page.locator('select[name=from] option').nth(1).waitFor({ state: 'attached' });
    await page.getByLabel('To').selectOption('1.9.0');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByText('Both versions have the same files.').waitFor();
    expect(new URL(page.url()).search).toBe('?compare=1.9.0...1.9.0');
  });

  test('of what is no version is refused', async () => {
    await open(`${ui}?compare=../x...2.0.0`);
    await page.getByText('This address names no two versions.').waitFor();
  });
});

describe('facts of the whole registry', () => {
  test('are the size of an install, the dependents and the links that lead nowhere', async () => {
    await open(ui);
    const list = page.locator('.fact-list');
    // 1000 + 200 + 30 + 4, and 5000 of the icons that `old` needs.
    await list.getByText('6.2 kB, with 4 other packages, 1 of other registries').waitFor();
    expect(await list.innerText()).toMatch(/Dependents\s+2/);
    expect(await list.locator('dt').allInnerTexts()).toEqual([
      'Licence',
      'Dependents',
      'Install size',
      'Integrity',
    ]);
    const outside = page.locator('a.outside');
    expect(await outside.allTextContents()).toEqual(['react']);
    expect(await outside.getAttribute('href')).toBe('/registry/package/react/dependents/');
  });

  test('are drawn as a graph, and said as a list', async () => {
    await open(`${ui}#dependencies`);
    await page.locator('.graph-picture').waitFor();
    expect(await page.locator('.graph-box').count()).toBe(5);
    expect(await page.locator('.graph-line').count()).toBe(6);
    await page.getByText('The graph as a list').click();
    await page.getByText('needs @acme/icons 1.5.0, base 1.4.0').waitFor();
    await page.locator('.graph-box', { hasText: 'base 1.4.0' }).click();
    await page.waitForURL(/version\/\?package=base&version=1\.4\.0/);
  });
});

describe('any version', () => {
  test('of an address that has no file is shown by one page', async () => {
    await open(`${ui}v/1.9.0/?file=old.js#L1`);
    await page.waitForURL(/-\/site\/version\/\?/);
    await page.locator('.file-bar h3', { hasText: 'old.js' }).waitFor();
    expect(await page.locator('tr.selected').count()).toBe(1);
    expect(await page.locator('h1').innerText()).toContain('1.9.0');
    expect(await page.locator('.package-head').innerText()).toContain('Old <b>ui</b>');
    expect(await page.locator('[role=note]').innerText()).toContain('Use 2');
    expect(await page.locator('.facts').innerText()).toContain('code.example/acme/ui');
    expect(await page.locator('.facts').innerText()).not.toContain('javascript:');
    await page.getByRole('tab', { name: 'Readme' }).click();
    await page.getByRole('heading', { name: 'Old readme' }).waitFor();
    expect(await page.locator('#readme em').innerText()).toBe('readme');
    expect(await page.locator('#readme script, #readme [onerror]').count()).toBe(0);
    expect(await page.getByAltText('Dot').getAttribute('src')).toMatch(/^blob:/);
  });

  test('links what it depends on under another name to what that is, and what is in no registry to nothing', async () => {
    await open('-/site/version/?package=@acme/ui&version=1.9.0#dependencies');
    const list = page.locator('.dependency-list');
    await list.getByText('words').first().waitFor();
    expect(await list.locator('a').allInnerTexts()).toEqual(['@acme/icons', 'react']);
    expect(await attributesOf(list.locator('a'), 'href')).toEqual([
      '/registry/package/@acme/icons/',
      '/registry/package/base/',
    ]);
  });

  test.each([
    ['', 'This address names no version of a package.'],
    ['?package=../../x&version=1.0.0', 'This address names no version of a package.'],
    ['?package=missing&version=1.0.0', 'There is no package missing.'],
    ['?package=@acme/ui&version=9.9.9', 'There is no version 9.9.9 of @acme/ui.'],
  ])('%s is told what is wrong', async (query, text) => {
    await open(`-/site/version/${query}`);
    await page.getByText(text).waitFor();
  });

  test('of a package that is missing leads to the search', async () => {
    await open('package/missing/');
    const link = page.getByRole('link', { name: 'Search for it' });
    expect(await link.getAttribute('href')).toBe('/registry/search/?q=missing');
  });
});

describe('axe finds nothing wrong', () => {
  test.each([
    ['with a file', `${ui}?file=lib/index.js#L3`, '.hljs-keyword'],
    ['with a comparison', `${ui}?compare=1.9.0...2.0.0&file=lib/index.js`, '.diff ins'],
    ['with a graph', `${ui}#dependencies`, '.graph-picture'],
    ['with any version', '-/site/version/?package=@acme/ui&version=1.9.0', '#readme em'],
  ])('%s', async (_, address, ready) => {
    await open(address);
    await page.locator(ready).first().waitFor();
    expect(await axeFindings()).toEqual([]);
  });
});
