// Somebody who reads the website, and what their browser did that it must not.
import { type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { openBrowser, openPage } from '../browser.ts';
import { type OpenedWebsite, openWebsite } from './open-website.ts';

/** What every part of the suite is given: one website and one browser for all of them. */
export interface Visited {
  readonly website: OpenedWebsite;
  readonly browser: Browser;
  close(): Promise<void>;
}

export async function openVisited(): Promise<Visited> {
  const [website, browser] = await Promise.all([openWebsite(), openBrowser()]);
  return {
    website,
    browser,
    async close() {
      await browser.close();
      await website.close();
    },
  };
}

export interface Reader {
  readonly page: Page;
  /** Requests to other hosts than the registry's; each is answered with a picture. */
  readonly foreign: readonly string[];
  /** Goes to an address below the registry's; resolves when it has loaded, and `ready` is in sight. */
  open(path: string, ready?: string): Promise<void>;
  /** Fails for errors, for violations of the content security policy, and for foreign requests. Closes the page. */
  leave(): Promise<void>;
}

export interface ReaderOptions extends BrowserContextOptions {
  /** @default that of `stillpack serve` */
  readonly url?: string;
}

const dot = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

export async function openReader(
  { website, browser }: Visited,
  { url = website.url, ...options }: ReaderOptions = {},
): Promise<Reader> {
  const { page, troubles } = await openPage(browser, { baseURL: url, ...options });
  const foreign: string[] = [];
  const { origin } = new URL(url);
  await page.context().route(
    (address) => address.origin !== origin && /^https?:$/.test(address.protocol),
    (route) => {
      foreign.push(route.request().url());
      return route.fulfill({ contentType: 'image/gif', body: dot });
    },
  );
  return {
    page,
    foreign,
    async open(path, ready) {
      await page.goto(new URL(path, url).href);
      if (ready !== undefined) await page.locator(ready).first().waitFor();
    },
    async leave() {
      const at = page.url();
      await page.context().close();
      expect({ at, troubles, foreign }).toEqual({ at, troubles: [], foreign: [] });
    },
  };
}

/** Presses Tab until it is reached, as somebody without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor();
  const focused = target.and(page.locator(':focus'));
  for (let presses = 0; presses < 150; presses++) {
    if ((await focused.count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key does not lead to ${String(target)}`);
}

/** A computed property of the first element that the selector finds. */
export async function styleOf(page: Page, selector: string, property: string): Promise<string> {
  const element = `document.querySelector(${JSON.stringify(selector)})`;
  return await page.evaluate<string>(
    `getComputedStyle(${element}).getPropertyValue(${JSON.stringify(property)})`,
  );
}
