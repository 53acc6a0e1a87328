// What a reader of the website waits for: bytes, the first paint on a slow machine, and whether anything moves after it.
import { gzipSync } from 'node:zlib';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openBrowser, openPage } from '../support/browser.ts';
import { type HeavyPackages, heavyPackages } from '../support/website/heavy-packages.ts';
import { openWebsiteOfFiles, type WebsiteOfFiles } from '../support/website/open-website.ts';
import { pageKinds } from '../support/website/page-kinds.ts';

/** Bytes once compressed, milliseconds, and the share of the window that moves. */
const most = { bytes: 60_000, paint: 500, shift: 0.1 };

/** How many times slower than this machine the browser's processor is. */
const slowness = 4;

/** Of which the fastest counts: what else this machine does only adds to the time. */
const mostLoads = 8;

let browser: Browser;
let website: WebsiteOfFiles;
let heavy: HeavyPackages;

beforeAll(async () => {
  heavy = await heavyPackages();
  [browser, website] = await Promise.all([openBrowser(), openWebsiteOfFiles(heavy.releases)]);
});
afterAll(async () => {
  await browser.close();
  await website.close();
});

interface SlowPage {
  readonly page: Page;
  /** As somebody who never was here; resolves once nothing more is loaded. */
  readonly open: (path: string) => Promise<void>;
}

/** The window sums up what moves in it, by itself, not because the reader did something. */
const watchShifts = `
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });`;

const firstPaint = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') resolve(startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

async function openSlowPage(): Promise<SlowPage> {
  const { page, troubles } = await openPage(browser);
  onTestFinished(async () => {
    await page.context().close();
    expect(troubles).toEqual([]);
  });
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowness });
  await page.addInitScript(watchShifts);
  return {
    page,
    async open(path) {
      await page.goto('about:blank');
      await session.send('Network.clearBrowserCache');
      await page.goto(website.url + path, { waitUntil: 'networkidle' });
    },
  };
}

const pageOf = (name: string): string => `package/${name}/`;

/** Of the page alone, without what it loads. */
async function htmlBytes(path: string): Promise<number> {
  const response = await fetch(website.url + path);
  return gzipSync(await response.text()).length;
}

/** What was loaded of a page, its style and its scripts, since that many answers. */
function ownBytes(from: number): number {
  const types = ['text/html', 'text/css', 'text/javascript'];
  const own = website.answers.slice(from).filter(({ type }) => types.includes(type));
  expect([...new Set(own.map(({ type }) => type))].sort()).toEqual(types.toSorted());
  return own.reduce((sum, { body }) => sum + gzipSync(body).length, 0);
}

async function largestReal(): Promise<string> {
  const sized = heavy.real.map(async (name) => ({ name, bytes: await htmlBytes(pageOf(name)) }));
  const [largest] = (await Promise.all(sized)).sort((one, other) => other.bytes - one.bytes);
  return largest?.name ?? '';
}

describe('the page of a package', () => {
  test.each<readonly [string, () => Promise<string> | string]>([
    ['with the longest README of the real packages', largestReal],
    ['with much code', () => heavy.code],
    ['of very many versions', () => heavy.versions],
    ['with pictures of its own', () => '@acme/ui'],
  ])(
    '%s: its bytes with its style and scripts, what moves in it, and its first paint',
    async (_, name) => {
      const path = pageOf(await name());
      const { page, open } = await openSlowPage();
      const from = website.answers.length;
      await open(path);
      expect(ownBytes(from)).toBeLessThanOrEqual(most.bytes);
      expect(await page.evaluate<number>('window.shift')).toBeLessThan(most.shift);
      let fastest = await page.evaluate<number>(firstPaint);
      for (let loads = 1; loads < mostLoads && fastest >= most.paint; loads++) {
        await open(path);
        fastest = Math.min(fastest, await page.evaluate<number>(firstPaint));
      }
      expect(fastest).toBeLessThan(most.paint);
    },
  );
});

test('the HTML of every kind of page', async () => {
  const paths = [...heavy.real, heavy.code, heavy.versions].map(pageOf);
  const all = [...paths, ...pageKinds.map(({ path }) => path)];
  const sized = await Promise.all(
    all.map(async (path) => ({ path, bytes: await htmlBytes(path) })),
  );
  expect(sized.filter(({ bytes }) => bytes >= most.bytes)).toEqual([]);
});

describe('nothing moves after the first paint', () => {
  test.each([
    'search/?q=acme',
    'package/@acme/ui/#versions',
    'package/@acme/ui/#changes',
    'package/@acme/ui/?file=lib/button.js',
    'package/@acme/ui/?compare=1.2.1...2.2.0',
  ])('/%s', async (path) => {
    const { page, open } = await openSlowPage();
    await open(path);
    expect(await page.evaluate<number>('window.shift')).toBeLessThan(most.shift);
  });
});
