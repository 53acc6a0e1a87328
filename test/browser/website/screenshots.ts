// Eight pages as they look. UPDATE_SCREENSHOTS=1 takes the pictures in docs/site anew; look at each of them then.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openReader, type ReaderOptions, type Visited } from '../../support/website/open-reader.ts';

const folder = path.resolve(import.meta.dirname, '../../../docs/site');

/** Of one picture, in bytes: they are read in a clone. */
const mostBytes = 120_000;

const wide = { width: 960, height: 620 };
const ui = 'package/@acme/ui/';

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly ready?: string;
  readonly options?: ReaderOptions;
}

const pictures: readonly Picture[] = [
  { name: 'home', path: '' },
  { name: 'search', path: 'search/?q=design', ready: '.package-row' },
  { name: 'package', path: ui, ready: '.markdown img[src]' },
  { name: 'package-dark', path: ui, ready: '.markdown img[src]', options: { colorScheme: 'dark' } },
  { name: 'versions', path: `${ui}#versions`, ready: '.controls input' },
  { name: 'files', path: `${ui}?file=lib/button.js#L8-L11`, ready: '.file-view .hljs-keyword' },
  { name: 'compare', path: `${ui}?compare=1.2.1...2.0.0&file=lib/button.js`, ready: '.diff' },
  {
    name: 'narrow',
    path: ui,
    ready: '.markdown img[src]',
    options: { viewport: { width: 360, height: 800 } },
  },
];

async function picture(page: Page): Promise<Buffer> {
  return page.screenshot({ animations: 'disabled', caret: 'hide' });
}

/** The size that a PNG says it has. */
function sizeIn(png: Buffer): { readonly width: number; readonly height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

export function testScreenshots(visited: () => Visited): void {
  describe('pictures of the website', () => {
    test.each(pictures)('$name', async ({ name, path: address, ready, options }) => {
      const viewport = options?.viewport ?? wide;
      const reader = await openReader(visited(), { viewport, reducedMotion: 'reduce', ...options });
      await reader.open(address, ready);
      const taken = await picture(reader.page);
      const file = path.join(folder, `${name}.png`);
      if (process.env['UPDATE_SCREENSHOTS'] !== undefined) {
        await mkdir(folder, { recursive: true });
        await writeFile(file, taken);
      }
      const kept = await readFile(file);
      expect(sizeIn(kept)).toEqual(sizeIn(taken));
      expect(kept.length).toBeLessThanOrEqual(mostBytes);
      await reader.leave();
    });
  });
}
