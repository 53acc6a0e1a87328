// The website's URLs, for the hosts that are told of them. A registry's URL never ends in `/`, and what a package has a
// name for lies below `/-/site/`: so none of these can be a registry's.

/** Where the website lies: `place` of its SiteUrls. */
export interface HostSite {
  /** Of the home page: begins and ends with `/`. */
  readonly path: string;
  /** What lies below the path, or for `robots.txt` at the root: `package`, `~` for all that begin with it. */
  readonly sections: readonly string[];
}

const root = '/';
const robots = 'robots.txt';
const users = '~';

/** The folders that hold pages and nothing else, relative to the base: `package`, `web`; those of users are not named. */
export function pageFoldersOf({ path, sections }: HostSite): readonly string[] {
  if (path === root) return sections.filter((each) => each !== robots && each !== users);
  return isBelowSiteFolder(path) ? [] : [path.slice(1, -1)];
}

/** `/~mira/` is a page. */
export function hasUserPages({ path, sections }: HostSite): boolean {
  return path === root && sections.includes(users);
}

/** The registry's own URL is the home page. */
export function isAtRoot({ path }: HostSite): boolean {
  return path === root;
}

export function hasRobots({ sections }: HostSite): boolean {
  return sections.includes(robots);
}

function isBelowSiteFolder(path: string): boolean {
  return path.startsWith('/-/');
}

/**
 * As a regular expression's source, what may stand between the base and the `/` at the end of a page's URL, or whatever
 * else a browser asks for: files of the website, `robots.txt`. The home page's is empty, and not among them.
 */
export function sitePathShape(site: HostSite): string {
  const folders = ['-/site', ...pageFoldersOf(site)].map((folder) => folder.replaceAll('.', '\\.'));
  const shapes = [`(?:${folders.join('|')})(?:/[^/]+)*`];
  if (hasUserPages(site)) shapes.push('~[^/]+(?:/[^/]+)*');
  if (hasRobots(site)) shapes.push('robots\\.txt');
  return `(?:${shapes.join('|')})`;
}
