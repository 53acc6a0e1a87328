// A real browser, without a screen.
import { type Browser, chromium, type Page } from 'playwright-core';

/** Its program; named by the environment where it lies elsewhere. */
const program = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
}

export interface WatchedPage {
  readonly page: Page;
  /** What the console said, requests that the policy refused, and errors of scripts. */
  readonly complaints: readonly string[];
}

export async function openPage(browser: Browser): Promise<WatchedPage> {
  const complaints: string[] = [];
  const page = await browser.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints };
}
