import { describe, expect, test } from 'vitest';
import { openReader, type Visited } from '../../support/website/open-reader.ts';

export function testWithoutScripts(visited: () => Visited): void {
  describe('without JavaScript', () => {
    test('all parts of a package stand on its page', async () => {
      const reader = await openReader(visited(), { javaScriptEnabled: false });
      await reader.open('package/@acme/ui/');
      for (const id of ['readme', 'versions', 'dependencies', 'dependents', 'files', 'changes']) {
        expect(await reader.page.locator(`#${id} > h2`).isVisible()).toBe(true);
      }
      await reader.leave();
    });

    test('a search leads to a page that shows ways to go on, and those to a package', async () => {
      const reader = await openReader(visited(), { javaScriptEnabled: false });
      const { page } = reader;
      await reader.open('');
      await page.locator('header input[type=search]').fill('ui');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/search/?q=ui');
      await page.getByRole('link', { name: 'list of all names' }).click();
      await page.waitForURL('**/names/');
      // A long list is of parts, by the first letters.
      const target = page.getByRole('link', { name: '@acme/ui', exact: true });
      const letters = page.locator('nav[aria-label="Names by their beginning"] a');
      for (const beginning of ['@', '@a', '@ac']) {
        if ((await target.count()) > 0) break;
        await letters.getByText(beginning, { exact: true }).click();
      }
      await target.click();
      await page.waitForURL('**/package/@acme/ui/');
      await page.locator('#dependents a').click();
      await page.getByRole('link', { name: '@acme/date-picker' }).click();
      await page.waitForURL('**/package/@acme/date-picker/');
      await reader.leave();
    });
  });
}
