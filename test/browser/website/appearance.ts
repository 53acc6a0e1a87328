import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openReader, type Visited } from '../../support/website/open-reader.ts';
import { pageKinds } from '../../support/website/page-kinds.ts';

const dark = 'rgb(16, 20, 24)';
const light = 'rgb(255, 255, 255)';

/** Notes what the page looks like before its first picture is drawn. */
const watchFirstFrame = `
  window.firstFrame = undefined;
  const watch = new MutationObserver(() => {
    if (document.body === null || window.firstFrame !== undefined) return;
    window.firstFrame = {
      theme: document.documentElement.dataset.theme,
      colour: getComputedStyle(document.body).backgroundColor,
    };
  });
  watch.observe(document, { childList: true, subtree: true });`;

async function chooseTheme(page: Page, label: string): Promise<void> {
  const button = page.locator('#theme-button');
  while ((await button.getAttribute('aria-label')) !== label) await button.click();
}

export function testAppearance(visited: () => Visited): void {
  describe('at 320 pixels', () => {
    test.each(pageKinds)('the page "$title" is no wider', async ({ path, ready }) => {
      const reader = await openReader(visited(), { viewport: { width: 320, height: 640 } });
      await reader.open(path);
      if (ready !== undefined) await reader.page.locator(ready).first().waitFor();
      const { width, wide } = await reader.page.evaluate<{ width: number; wide: unknown }>(`({
        width: document.scrollingElement.scrollWidth,
        wide: [...document.querySelectorAll('body *')]
          .filter((one) => one.getBoundingClientRect().right > 320.5 && !one.closest('.scroll, .tabs, pre, .code-scroll, .graph-scroll, .markdown table, .manifest-changes'))
          .map((one) => one.tagName + '.' + one.className + ' ' + one.getBoundingClientRect().right).slice(0, 5),
      })`);
      expect({ width, wide }).toEqual({ width: 320, wide: [] });
      await reader.leave();
    });
  });

  describe('dark', () => {
    test('follows the system', async () => {
      const reader = await openReader(visited(), { colorScheme: 'dark' });
      await reader.open('package/@acme/ui/');
      expect(
        await reader.page
          .locator('body')
          .evaluate('(one) => getComputedStyle(one).backgroundColor'),
      ).toBe(dark);
      await reader.leave();
    });

    test('is there from the first frame when the reader chose it, on every page, without a flash', async () => {
      const reader = await openReader(visited(), { colorScheme: 'light' });
      const { page } = reader;
      await reader.open('');
      await chooseTheme(page, 'Colours: dark');
      await page.addInitScript(watchFirstFrame);
      await reader.open('package/@acme/ui/');
      expect(await page.evaluate('firstFrame')).toEqual({ theme: 'dark', colour: dark });
      await chooseTheme(page, 'Colours: as your system');
      await reader.open('recent/');
      expect(await page.evaluate('firstFrame')).toEqual({ theme: undefined, colour: light });
      await reader.leave();
    });

    test('gives way to light where the reader chose that', async () => {
      const reader = await openReader(visited(), { colorScheme: 'dark' });
      await reader.open('');
      await chooseTheme(reader.page, 'Colours: light');
      await reader.page.reload();
      expect(
        await reader.page
          .locator('body')
          .evaluate('(one) => getComputedStyle(one).backgroundColor'),
      ).toBe(light);
      await reader.leave();
    });
  });

  test('text from right to left stands apart from what is around it', async () => {
    const reader = await openReader(visited());
    await reader.open('package/hostile-bidi/');
    const direction = (selector: string): Promise<unknown> =>
      reader.page.locator(selector).first().evaluate('(one) => getComputedStyle(one).direction');
    expect(await direction('html')).toBe('ltr');
    expect(await direction('.facts')).toBe('ltr');
    expect(await direction('.tags li:has-text("حزمة") a')).toBe('rtl');
    await reader.open('~yara/');
    expect(await direction('dd:has-text("يارا")')).toBe('rtl');
    await reader.leave();
  });

  test('on paper there are the README and no controls', async () => {
    const reader = await openReader(visited());
    const { page } = reader;
    await reader.open('package/@acme/ui/');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const hidden of ['.site-search', '.site-nav', '.site-footer', '.tabs', '.copy-button']) {
      expect(await page.locator(hidden).first().isVisible()).toBe(false);
    }
    const readme = page.locator('#readme .markdown');
    expect(await readme.isVisible()).toBe(true);
    expect(await readme.evaluate('(one) => getComputedStyle(one).color')).toBe('rgb(0, 0, 0)');
    expect(
      await page.locator('body').evaluate('(one) => getComputedStyle(one).backgroundColor'),
    ).toBe(light);
    await reader.leave();
  });
}
