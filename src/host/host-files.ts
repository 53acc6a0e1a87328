// The files that every host of a plain folder gets.
import type { HostFile } from './host-preset.ts';
import { notFoundPage } from './not-found-page.ts';

/**
 * Without `404.html` Cloudflare Pages answers 200 for everything, and a 200 with HTML breaks every client;
 * without `.nojekyll` GitHub Pages drops what begins with an underscore.
 */
export const commonFiles: readonly HostFile[] = [
  { path: '.nojekyll', text: '' },
  { path: '404.html', text: notFoundPage },
];

/** JSON as people like to read it, with the common files. */
export function jsonConfig(path: string, config: object): readonly HostFile[] {
  return [...commonFiles, { path, text: `${JSON.stringify(config, undefined, 2)}\n` }];
}
