import { describe, expect, test } from 'vitest';
import { hostileNames } from '../../support/website/hostile-packages.ts';
import { openReader, type Visited } from '../../support/website/open-reader.ts';
import { attributesOf, htmlOf } from '../../support/page-attributes.ts';

/** What is on a page that no package may bring there. */
const intruders = [
  'main script, main style, main link, main meta, main base, main iframe, main object, main embed, main video',
  'main svg script, main foreignObject, main form:not(.compare-form), main input[type=password]',
  'main [style], main [onload], main [onerror], main [onclick], main [onmouseover], main [ping]',
  'main [href^="javascript:" i], main [href^="vbscript:" i], main [href^="data:" i], main [srcset]',
].join(', ');

export function testHostilePackages(visited: () => Visited): void {
  describe('a hostile package', () => {
    test.each(hostileNames)('%s runs, loads and leads to nothing', async (name) => {
      const reader = await openReader(visited(), { viewport: { width: 800, height: 600 } });
      const { page } = reader;
      await reader.open(`package/${name}/`);
      await page.locator('[role=tab]').first().waitFor();
      expect(new URL(page.url()).pathname).toBe(`/package/${name}/`);
      expect(await htmlOf(page.locator(intruders))).toEqual([]);
      // The page around the README is as on any other: its tabs, its keys, its heading.
      expect(await page.locator('h1').first().isVisible()).toBe(true);
      expect(await page.locator('main').count()).toBe(1);
      await page.keyboard.press('v');
      expect(await page.locator('#version-table').isVisible()).toBe(true);
      expect(await page.evaluate('document.scrollingElement.scrollWidth')).toBe(800);
      expect(await page.title()).toContain(name);
      await reader.leave();
    });

    test('is text in search, in lists and on the pages of its keywords', async () => {
      const reader = await openReader(visited());
      const { page } = reader;
      await reader.open('search/?q=hostile');
      await page.locator('.package-row').first().waitFor();
      const text = page.locator('.package-row', { hasText: 'hostile-manifest' });
      expect(await text.locator('.description').textContent()).toContain(
        '<script>alert(1)</script>',
      );
      await reader.open('package/hostile-manifest/');
      const hrefs = await attributesOf(page.locator('.facts .tags a'), 'href');
      expect(hrefs.length).toBeGreaterThan(0);
      for (const href of hrefs) await reader.open(href);
      await reader.leave();
    });
  });
}
