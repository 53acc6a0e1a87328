import { describe, expect, test } from 'vitest';
import {
  openReader,
  type Reader,
  styleOf,
  tabTo,
  type Visited,
} from '../../support/website/open-reader.ts';

/** Where the walk has been: each is a step of the history. */
type Walk = (expected: RegExp) => Promise<void>;

async function findPackage({ page }: Reader, arrivedAt: Walk): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type('@acme/ui');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await arrivedAt(/\/package\/@acme\/ui\/$/);
}

async function chooseVersion({ page }: Reader, arrivedAt: Walk): Promise<void> {
  await page.locator('[role=tablist]').waitFor();
  await page.keyboard.press('v');
  await arrivedAt(/\/package\/@acme\/ui\/#versions$/);
  await tabTo(page, page.getByRole('link', { name: '1.2.1', exact: true }));
  await page.keyboard.press('Enter');
  await arrivedAt(/\/package\/@acme\/ui\/v\/1\.2\.1\/$/);
}

async function copyInstall({ page }: Reader): Promise<void> {
  await page.locator('.copy-button').first().waitFor();
  await tabTo(page, page.locator('.install .copy-button'));
  await page.keyboard.press('Enter');
  await page.getByText('Copied').waitFor();
  const copied = await page.evaluate('navigator.clipboard.readText()');
  expect(copied).toBe('npm install @acme/ui@1.2.1');
}

async function readFile({ page }: Reader, arrivedAt: Walk): Promise<void> {
  await page.keyboard.press('.');
  await arrivedAt(/\/v\/1\.2\.1\/#files$/);
  await tabTo(page, page.getByRole('treeitem'));
  const focused = page.locator(':focus');
  while (!(await focused.innerText()).includes('lib/')) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await focused.innerText()).toContain('button.js');
  await page.keyboard.press('Enter');
  await page.locator('.file-bar h3', { hasText: 'lib/button.js' }).waitFor();
  await arrivedAt(/\/v\/1\.2\.1\/\?file=lib\/button\.js$/);
  await tabTo(page, page.locator('[data-line="1"]'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  expect(new URL(page.url()).hash).toBe('#L2-L3');
  expect(await page.locator('tr.selected').count()).toBe(2);
}

async function compare({ page }: Reader, arrivedAt: Walk): Promise<void> {
  await page.keyboard.press('c');
  await arrivedAt(/#changes$/);
  const from = page.getByRole('combobox', { name: 'From' });
  await tabTo(page, from);
  await from.locator('option', { hasText: '2.2.0' }).waitFor({ state: 'attached' });
  await page.keyboard.type('2.2');
  expect(await from.inputValue()).toBe('2.2.0');
  await tabTo(page, page.getByRole('button', { name: 'Compare' }));
  await page.keyboard.press('Enter');
  await arrivedAt(/\?compare=2\.2\.0\.\.\.1\.2\.1$/);
  await tabTo(page, page.locator('.compared a', { hasText: 'lib/button.js' }));
  await page.keyboard.press('Enter');
  await page.locator('.diff').waitFor();
  await arrivedAt(/&file=lib\/button\.js$/);
}

export function testKeyboardWalk(visited: () => Visited): void {
  describe('by keyboard alone', () => {
    test('from the search to a comparison of two versions, and back to the start', async () => {
      const { website } = visited();
      const permissions = ['clipboard-read', 'clipboard-write'];
      const reader = await openReader(visited(), { permissions });
      const { page } = reader;
      await reader.open('');
      const steps = [website.url];
      const arrivedAt: Walk = async (expected) => {
        await page.waitForURL(expected);
        steps.push(page.url());
      };
      await findPackage(reader, arrivedAt);
      await chooseVersion(reader, arrivedAt);
      await copyInstall(reader);
      await readFile(reader, arrivedAt);
      // The lines are part of the step that opened the file.
      steps[steps.length - 1] = page.url();
      await compare(reader, arrivedAt);
      for (const step of steps.slice(0, -1).reverse()) {
        await page.goBack();
        expect(page.url()).toBe(step);
      }
      await reader.leave();
    });

    test('? opens the list of keys, and Escape closes it', async () => {
      const reader = await openReader(visited());
      await reader.open('package/@acme/ui/');
      await reader.page.keyboard.press('?');
      const help = reader.page.getByRole('dialog', { name: 'Keys' });
      await help.waitFor();
      await reader.page.keyboard.press('Escape');
      await help.waitFor({ state: 'detached' });
      await reader.leave();
    });

    test('the first Tab leads past the header, and every stop can be seen', async () => {
      const reader = await openReader(visited());
      const { page } = reader;
      await reader.open('package/@acme/ui/');
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').innerText()).toBe('Skip to content');
      for (let stop = 0; stop < 25; stop++) {
        await page.keyboard.press('Tab');
        const outline = await styleOf(page, ':focus', 'outline-style');
        // A radio button is seen by its label.
        const isRadio = await page.locator('input[type=radio]:focus').count();
        if (isRadio === 0) expect(outline).not.toBe('none');
      }
      await reader.leave();
    });
  });
}
