import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openReader, type Visited } from '../../support/website/open-reader.ts';
import { type PageKind, pageKinds } from '../../support/website/page-kinds.ts';

const axe = await readFile(
  new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url),
  'utf8',
);

/** What axe-core calls serious or critical, with no rule left out. */
async function seriousFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => [id, target, failureSummary].join(' '))))`,
  );
}

export function testAccessibility(visited: () => Visited): void {
  describe.each(['light', 'dark'] as const)(
    'axe-core finds nothing serious in %s',
    (colorScheme) => {
      test.each(pageKinds)('on the page "$title"', async ({ path, ready }) => {
        const reader = await openReader(visited(), { colorScheme, reducedMotion: 'reduce' });
        await reader.open(path);
        if (ready !== undefined) await reader.page.locator(ready).first().waitFor();
        expect(await seriousFindings(reader.page)).toEqual([]);
        await reader.leave();
      });

      const readable = pageKinds.filter(({ needsScripts }) => needsScripts !== true);
      test.each(readable)('nor without JavaScript on "$title"', async ({ path }: PageKind) => {
        const reader = await openReader(visited(), { colorScheme });
        // As without JavaScript, but that axe-core itself is some: the website's scripts are not there.
        await reader.page.route('**/*.js', (route) => route.fulfill({ body: '' }));
        await reader.open(path);
        expect(await seriousFindings(reader.page)).toEqual([]);
        await reader.leave();
      });
    },
  );
}
