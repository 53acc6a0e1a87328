import { describe, expect, test } from 'vitest';
import { openReader, type Visited } from '../../support/website/open-reader.ts';
import { pageKinds } from '../../support/website/page-kinds.ts';
import { attributesOf } from '../../support/page-attributes.ts';

export function testRequests(visited: () => Visited): void {
  describe('nothing fails and nothing is asked of others', () => {
    // What is different there are addresses: one page in four says as much as all of them.
    const some = pageKinds.filter((_, index) => index % 4 === 0);
    test.each(some)('on a host of plain files: "$title"', async ({ path, ready }) => {
      const { website } = visited();
      const reader = await openReader(visited(), { url: website.staticUrl });
      await reader.open(path, ready);
      const links = reader.page.locator('header a[href], main a[href^="/"], link[href]');
      const hrefs = await attributesOf(links, 'href');
      const outside = hrefs.filter(
        (href) => href.startsWith('/') && !href.startsWith('/registry/'),
      );
      expect(outside).toEqual([]);
      await reader.leave();
    });

    test('pictures of other hosts are loaded when the reader asks for them, not before', async () => {
      const reader = await openReader(visited());
      const { page, foreign } = reader;
      await reader.open('package/@acme/ui/');
      expect(foreign).toEqual([]);
      await page.getByRole('button', { name: 'Show pictures from badges.example' }).click();
      await expect
        .poll(() => [...foreign].sort())
        .toEqual(['https://badges.example/build.svg', 'https://badges.example/coverage.svg']);
      await page.context().close();
    });

    test('at least 300 real packages have a page that shows their README', async () => {
      const { website } = visited();
      const pages = website.real.map(async (name) => {
        const response = await fetch(`${website.url}package/${name}/`);
        return { status: response.status, text: await response.text() };
      });
      const all = await Promise.all(pages);
      expect(all.filter(({ status }) => status !== 200)).toEqual([]);
      expect(all.filter(({ text }) => text.includes('class="markdown"')).length).toBeGreaterThan(
        250,
      );
    });
  });
}
