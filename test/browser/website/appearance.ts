import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openReader, styleOf, type Visited } from '../../support/website/open-reader.ts';

const dark = 'rgb(16, 20, 24)';
const light = 'rgb(255, 255, 255)';

/** Notes what the page looks like before its first picture is drawn. */
const watchFirstFrame = `
  // Frames are drawn only once the style is there; the first one is looked at.
  const look = () => {
    if (document.body === null) return requestAnimationFrame(look);
    window.firstFrame = {
      theme: document.documentElement.dataset.theme,
      colour: getComputedStyle(document.body).backgroundColor,
    };
  };
  requestAnimationFrame(look);`;

async function chooseTheme(page: Page, label: string): Promise<void> {
  const button = page.locator('#theme-button');
  while ((await button.getAttribute('aria-label')) !== label) await button.click();
}

export function testAppearance(visited: () => Visited): void {
  describe('dark', () => {
    test('follows the system', async () => {
      const reader = await openReader(visited(), { colorScheme: 'dark' });
      await reader.open('package/@acme/ui/');
      expect(await styleOf(reader.page, 'body', 'background-color')).toBe(dark);
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
      expect(await styleOf(reader.page, 'body', 'background-color')).toBe(light);
      await reader.leave();
    });
  });

  test('text from right to left stands apart from what is around it', async () => {
    const reader = await openReader(visited());
    await reader.open('package/hostile-bidi/');
    const direction = (selector: string): Promise<string> =>
      styleOf(reader.page, selector, 'direction');
    expect(await direction('html')).toBe('ltr');
    expect(await direction('.facts')).toBe('ltr');
    expect(await direction('.tags a[href*="%D8"]')).toBe('rtl');
    await reader.open('~yara/');
    expect(await direction('.fact-list dd')).toBe('rtl');
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
    expect(await styleOf(page, '#readme .markdown', 'color')).toBe('rgb(0, 0, 0)');
    expect(await styleOf(page, 'body', 'background-color')).toBe(light);
    await reader.leave();
  });
}
