// Pages that a script fills, and the one that stands where nothing is.
import type { OutputFile } from '../../output/output-file.ts';
import { pageFile, type Site } from '../site.ts';

interface ShellInput {
  readonly date: Date;
}

/** GET /search/ */
export function searchPage(site: Site, { date }: ShellInput): OutputFile {
  return pageFile(site, {
    url: site.urls.search,
    date,
    template: 'search',
    title: 'Search',
    description: `Search the packages of ${site.title}.`,
    noIndex: true,
    section: 'search',
    view: links(site),
  });
}

/** GET /-/site/version/: any version, by `?package=<name>&version=<version>`. */
export function anyVersionPage(site: Site, { date }: ShellInput): OutputFile {
  return pageFile(site, {
    url: site.urls.anyVersion,
    date,
    template: 'version',
    title: 'A version of a package',
    noIndex: true,
    view: links(site),
  });
}

/** What hosts answer with where there is no file. */
export function notFoundFile(site: Site, { date }: ShellInput): OutputFile {
  return pageFile(site, {
    url: '/404.html',
    date,
    template: 'not-found',
    title: 'Not found',
    noIndex: true,
    view: links(site),
  });
}

function links({ urls }: Site): object {
  const { href, home, search, names, recent } = urls;
  return {
    homeHref: href(home),
    searchHref: href(search),
    namesHref: href(names()),
    recentHref: href(recent),
  };
}
