// What every publish rewrites: the home page and the list of recent releases.
import { count } from '../../amounts.ts';
import type { RegistrySummary } from '../../model/registry-summary.ts';
import type { OutputFile } from '../../output/output-file.ts';
import { pageFile, type Site } from '../site.ts';
import { feedLinks } from './feed-links.ts';
import { releasesView } from './releases.ts';

/** A publish rewrites the page, so it may not grow with the registry. */
const shownReleases = 20;
const shownOrgs = 50;

export interface HomeInput {
  readonly summary: RegistrySummary;
  /** Every organisation that has a page, sorted. */
  readonly scopes: readonly string[];
  readonly date: Date;
}

/** GET / */
export function homePage(site: Site, { summary, scopes, date }: HomeInput): OutputFile {
  const { href, search, names, recent, home, org } = site.urls;
  return pageFile(site, {
    url: home,
    date,
    template: 'home',
    title: '',
    description: `${site.title}: an npm registry with ${count(summary.packages, 'package')}.`,
    feeds: feedLinks(site, {}),
    view: {
      siteTitle: site.title,
      counts: [counted(summary.packages, 'package'), counted(summary.versions, 'version')],
      searchHref: href(search),
      namesHref: href(names()),
      recentHref: href(recent),
      ...releasesView(site, summary.recent.slice(0, shownReleases)),
      orgs: scopes.slice(0, shownOrgs).map((scope) => ({ scope, href: href(org(scope)) })),
      hasOrgs: scopes.length > 0,
      moreOrgs: Math.max(0, scopes.length - shownOrgs),
      registryUrl: site.url.href,
      exampleScope: scopes[0] ?? '',
    },
  });
}

function counted(number: number, noun: string): object {
  return { number, noun: number === 1 ? noun : `${noun}s` };
}

/** GET /recent/ */
export function recentPage(
  site: Site,
  { summary, date }: Pick<HomeInput, 'summary' | 'date'>,
): OutputFile {
  return pageFile(site, {
    url: site.urls.recent,
    date,
    template: 'recent',
    title: 'Recent releases',
    description: `The newest releases on ${site.title}.`,
    feeds: feedLinks(site, {}),
    section: 'recent',
    view: releasesView(site, summary.recent),
  });
}
