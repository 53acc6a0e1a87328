// The files that every host of a plain folder gets.
import type { HostContext, HostFile } from './host-preset.ts';
import { notFoundPage } from './not-found-page.ts';

/**
 * Without `404.html` Cloudflare Pages answers 200 for everything, and a 200 with HTML breaks every client;
 * without `.nojekyll` GitHub Pages drops what begins with an underscore. A website has a `404.html` of its own.
 */
export function commonFiles({ site }: HostContext): readonly HostFile[] {
  const jekyll = { path: '.nojekyll', text: '' };
  return site === undefined ? [jekyll, { path: '404.html', text: notFoundPage }] : [jekyll];
}

/** JSON as people like to read it, with the common files. */
export function jsonConfig(
  path: string,
  config: object,
  context: HostContext,
): readonly HostFile[] {
  const text = `${JSON.stringify(config, undefined, 2)}\n`;
  return [...commonFiles(context), { path, text }];
}
