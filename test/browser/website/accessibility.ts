import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openReader, type Visited } from '../../support/website/open-reader.ts';
import { pageKinds } from '../../support/website/page-kinds.ts';

const axe = await readFile(
  new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url),
  'utf8',
);

/** With every rule in light, and in dark with those that look at colours. */
const schemes = [
  { colorScheme: 'light', options: {} },
  { colorScheme: 'dark', options: { runOnly: ['color-contrast', 'link-in-text-block'] } },
] as const;

/** What axe-core calls serious or critical in either colour scheme. */
async function seriousFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found: string[] = [];
  for (const { colorScheme, options } of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const violations = await page.evaluate<readonly string[]>(
      `axe.run(document, ${JSON.stringify({ ...options, resultTypes: ['violations'] })}).then(({ violations }) => violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map((one) => [id, one.target, one.failureSummary].join(' '))))`,
    );
    found.push(...violations.map((violation) => `${colorScheme}: ${violation}`));
  }
  return found;
}

/** What stands out to the right, but for what scrolls by itself. */
async function tooWideAt320(page: Page): Promise<unknown> {
  await page.setViewportSize({ width: 320, height: 640 });
  return await page.evaluate(`({
    width: document.scrollingElement.scrollWidth,
    wide: [...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > 320.5 && one.checkVisibility()
        && !one.closest('.scroll, .tabs, pre, .markdown table, .code-scroll, .graph-scroll, .manifest-changes, .visually-hidden'))
      .map((one) => [one.tagName, one.className, one.getBoundingClientRect().right].join(' ')).slice(0, 5),
  })`);
}

const fits = { width: 320, wide: [] };

export function testAccessibility(visited: () => Visited): void {
  describe('each page is free of what axe-core calls serious, light and dark, fits 320 pixels, and asks nobody else', () => {
    test.each(pageKinds)('$title', async ({ path, ready }) => {
      const reader = await openReader(visited(), { reducedMotion: 'reduce' });
      await reader.open(path, ready);
      expect(await seriousFindings(reader.page)).toEqual([]);
      expect(await tooWideAt320(reader.page)).toEqual(fits);
      await reader.leave();
    });

    const readable = pageKinds.filter(({ needsScripts }) => needsScripts !== true);
    test.each(readable)('$title, without JavaScript', async ({ path, readable: text }) => {
      const reader = await openReader(visited(), { javaScriptEnabled: false });
      await reader.open(path, text);
      expect(await reader.page.locator('h1').first().isVisible()).toBe(true);
      expect(await tooWideAt320(reader.page)).toEqual(fits);
      await reader.leave();
    });

    // axe-core is JavaScript itself: here the website's own does not come.
    test.each(readable)('$title, where the scripts do not come', async ({ path }) => {
      const reader = await openReader(visited(), { reducedMotion: 'reduce' });
      await reader.page.route('**/*.js', (route) =>
        route.fulfill({ contentType: 'text/javascript', body: '' }),
      );
      await reader.open(path);
      expect(await seriousFindings(reader.page)).toEqual([]);
      await reader.leave();
    });
  });
}
