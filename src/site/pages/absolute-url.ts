import type { Site } from '../site.ts';

/** With scheme and host, for what is read outside of the website; `target` is a logical URL. */
export function absoluteUrl({ urls, url }: Site, target: string): string {
  return new URL(urls.href(target), url).href;
}
