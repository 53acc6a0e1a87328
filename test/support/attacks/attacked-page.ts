// A page of a real browser that an attack is opened in, and all that it managed to do there.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { audit, pictures, use, watch } from './page-scripts.ts';

export interface AttackedPage {
  /**
   * Opens the address, uses all there is in its README, and gives what must not have happened. `mayLoad`: pictures
   * elsewhere that the page may ask for before the reader wants them.
   */
  complaintsAt(url: string, mayLoad?: readonly string[]): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** What a package's page has once its scripts have begun, and what one that is loaded last makes. */
const begun = '.tabs [role=tab]';
const compared = '#changes form.compare-form';
/** Milliseconds. */
const patience = 10_000;
const shown = '#readme .markdown > *, #readme .empty';

export async function openAttackedPage(browser: Browser): Promise<AttackedPage> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints = new Set<string>();
  let [home, allowed] = ['', new Set<string>()];
  const complain = (what: string): unknown => complaints.add(what);
  await watchPage({ context, page, complain });
  page.on('request', (request) => {
    const url = request.url();
    if (new URL(url).origin === home || /^(?:blob|data):/.test(url)) return;
    const type = request.resourceType();
    if (type !== 'image' || !allowed.has(url)) complain(`asked for ${type} ${url.slice(0, 100)}`);
  });
  return {
    async complaintsAt(url, mayLoad = []) {
      complaints.clear();
      [home, allowed] = [new URL(url).origin, new Set(mayLoad)];
      await page.goto(url);
      const comes = (selector: string): Promise<unknown> =>
        page
          .locator(selector)
          .first()
          .waitFor({ state: 'attached', timeout: patience })
          .catch(() => complain(`${selector} does not come`));
      await comes(begun);
      for (const [tab, made] of [
        ['changes', compared],
        ['readme', shown],
      ] as const) {
        await page.evaluate(`document.querySelector('.tabs [href="#${tab}"]')?.click()`);
        await comes(made);
      }
      for (const media of ['print', 'screen'] as const) {
        await page.emulateMedia({ media });
        for (const what of await page.evaluate<string[]>(audit)) complain(`${media}: ${what}`);
      }
      const path = await page.evaluate<string>(use);
      if (path !== new URL(url).pathname) complain(`led to ${path}`);
      for (const picture of await page.evaluate<string[]>(pictures)) allowed.add(picture);
      const ask = page.locator('.show-images button');
      if ((await ask.count()) > 0) await ask.evaluate('(button) => button.click()');
      return [...complaints];
    },
    close: () => context.close(),
  };
}

interface Watched {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complain: (what: string) => unknown;
}

async function watchPage({ context, page, complain }: Watched): Promise<void> {
  await context.addInitScript(watch);
  context.on('page', (popup) => complain(`opened ${popup.url()}`));
  page.on('console', (message) => {
    if (message.text().startsWith('attack: ')) complain(message.text());
  });
  page.on('pageerror', (error) => complain(String(error)));
  page.on('download', (download) => complain(`downloaded ${download.url()}`));
  page.on('frameattached', () => complain('there is a frame'));
  page.on('dialog', (dialog) => {
    complain(`said ${dialog.message()}`);
    void dialog.dismiss();
  });
}
