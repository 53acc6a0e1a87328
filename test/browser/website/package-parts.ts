import { describe, expect, test } from 'vitest';
import { openReader, type Visited } from '../../support/website/open-reader.ts';
import { attributesOf } from '../../support/page-attributes.ts';

const ui = 'package/@acme/ui/';

export function testPackageParts(visited: () => Visited): void {
  test('the colours are those the button says, also on the next page', async () => {
    const reader = await openReader(visited());
    const { page } = reader;
    await reader.open('');
    const button = page.locator('#theme-button');
    const seen: (string | null)[] = [];
    for (let press = 0; press < 3; press++) {
      seen.push(await button.getAttribute('aria-label'));
      await button.click();
    }
    expect(seen).toEqual(['Colours: as your system', 'Colours: light', 'Colours: dark']);
    await button.click();
    await reader.open('names/');
    expect(await button.getAttribute('aria-label')).toBe('Colours: light');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
    await reader.leave();
  });

  test('a tab has an address, and the back button leads to the one before', async () => {
    const reader = await openReader(visited());
    const { page } = reader;
    await reader.open(ui);
    const chosen = page.locator('[role=tab][aria-selected=true]');
    await page.getByRole('tab', { name: 'Versions' }).click();
    expect(new URL(page.url()).hash).toBe('#versions');
    await page.keyboard.press('ArrowRight');
    expect(new URL(page.url()).hash).toBe('#dependencies');
    expect(await page.locator('#versions').isVisible()).toBe(false);
    await page.goBack();
    expect(await chosen.innerText()).toContain('Versions');
    expect(await page.locator('#versions').isVisible()).toBe(true);
    await page.goBack();
    expect(await chosen.innerText()).toContain('Readme');
    await reader.open(`${ui}#usage`);
    expect(await page.locator('#user-content-usage').isVisible()).toBe(true);
    await reader.leave();
  });

  test('each copy button copies the text beside it', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const reader = await openReader(visited(), { permissions });
    const { page } = reader;
    await reader.open(ui);
    await page.locator('label[for=client-pnpm]').click();
    await page.locator('.for-pnpm summary').click();
    const boxes = page.locator('.for-pnpm .copyable');
    expect(await boxes.count()).toBeGreaterThan(1);
    for (const box of await boxes.all()) {
      await box.getByRole('button').click();
      await expect
        .poll(() => page.evaluate('navigator.clipboard.readText()'))
        .toBe((await box.locator('pre').innerText()).trim());
    }
    await reader.leave();
  });

  test('the client is remembered on the pages of other packages', async () => {
    const reader = await openReader(visited());
    const { page } = reader;
    await reader.open(ui);
    await page.locator('#client-npm').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.for-yarn').isVisible()).toBe(true);
    await reader.open('package/@acme/logger/');
    expect(await page.locator('.for-yarn pre').first().innerText()).toBe('yarn add @acme/logger');
    expect(await page.locator('.for-npm').isVisible()).toBe(false);
    await reader.leave();
  });

  describe('the versions', () => {
    const rows = 'tr[data-version]:visible';

    test('are filtered by a range, without prereleases and deprecated ones', async () => {
      const reader = await openReader(visited());
      const { page } = reader;
      await reader.open(`${ui}#versions`);
      const versions = (): Promise<readonly string[]> =>
        attributesOf(page.locator(rows), 'data-version');
      expect(await versions()).toHaveLength(9);
      await page.getByLabel('Hide prereleases').check();
      expect(await versions()).toHaveLength(7);
      await page.getByLabel('Hide deprecated').check();
      expect(await versions()).toEqual(['2.2.0', '2.1.0', '2.0.0', '1.2.1', '1.2.0']);
      await page.getByLabel('Range').fill('^2.1.0');
      expect(await versions()).toEqual(['2.2.0', '2.1.0']);
      expect(await page.locator('.controls [role=status]').innerText()).toBe('2 of 9 versions');
      await page.reload();
      await page.getByLabel('Range').waitFor();
      expect(await page.getByLabel('Range').inputValue()).toBe('^2.1.0');
      expect(await versions()).toEqual(['2.2.0', '2.1.0']);
      await reader.leave();
    });

    test('that were unpublished are listed with the reason', async () => {
      const reader = await openReader(visited());
      await reader.open(`${ui}#versions`);
      const gone = reader.page.getByRole('row', { name: /^2\.1\.1/ });
      expect(await gone.innerText()).toContain('Published from the wrong branch');
      await reader.leave();
    });
  });

  test('a real package is found, and what it depends on leads to other real packages', async () => {
    const reader = await openReader(visited());
    const { page } = reader;
    await reader.open('search/?q=string-width');
    await page
      .locator('.package-row a', { hasText: /^string-width$/ })
      .first()
      .click();
    await page.waitForURL('**/package/string-width/');
    await page.getByRole('tab', { name: /^Dependencies/ }).click();
    await page.locator('#dependencies a', { hasText: /^strip-ansi$/ }).click();
    await page.waitForURL('**/package/strip-ansi/**');
    await reader.leave();
  });
}
