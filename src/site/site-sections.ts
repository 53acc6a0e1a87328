// What lies at the top of the website: names that a new package may not have.

/** `~` stands for all that begin with it: `/~mira/`. */
export const siteSections = [
  'package',
  'search',
  'org',
  'keyword',
  'recent',
  'names',
  '~',
  'robots.txt',
] as const;

export type SiteSection = (typeof siteSections)[number];

export function isSiteSection(text: string): text is SiteSection {
  return (siteSections as readonly string[]).includes(text);
}
