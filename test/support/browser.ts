// A real browser, whose pages fail a test when they fail.
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** One that finds no machine but this. */
export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
}

/**
 * A page, and what went wrong in it: errors, what the console says of errors, violations of the content security
 * policy, and dialogs. The answer 404 is none: pages ask for documents that need not be there.
 */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; troubles: string[] }> {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !/status of 404/.test(text)) troubles.push(text);
    if (text.includes('Content Security Policy')) troubles.push(text);
  });
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, troubles };
}
