import { count } from '../../amounts.ts';
import type { Org, Team } from '../../model/orgs.ts';
import type { TeamName } from '../../model/team-name.ts';
import type { OutputFile } from '../../output/output-file.ts';
import type { PackageName } from '../../package-name.ts';
import { pageFile, type Site } from '../site.ts';
import { feedLinks } from './feed-links.ts';
import { type ListNode, listingView, packageHref } from './listing.ts';

/** Organisations may be large, a page may not. */
const shown = { members: 500, teams: 50, inTeam: 30 };

export interface OrgInput extends ListNode {
  readonly scope: string;
  /** `undefined` where the scope has packages, and no file in orgs/. */
  readonly org: Org | undefined;
  /** Whether readers of the page may know of a package that a team has rights to. */
  readonly isListed: (name: PackageName) => boolean;
  readonly date: Date;
}

/**
 * GET /org/<scope>/
 * GET /org/<scope>/<prefix>/
 */
export function orgPage(site: Site, node: OrgInput): OutputFile {
  const { scope, org, prefix, isListed, date } = node;
  const urlOf = (of: string): string => site.urls.org(scope, of);
  return pageFile(site, {
    url: urlOf(prefix),
    date,
    template: 'org',
    title: `@${scope}`,
    description: `Packages, members and teams of @${scope} on ${site.title}.`,
    feeds: feedLinks(site, { scope }),
    view: {
      scope,
      org: org === undefined || prefix !== '' ? false : orgView(site, org, isListed),
      ...listingView(site, node, urlOf),
    },
  });
}

function orgView(site: Site, org: Org, isListed: OrgInput['isListed']): object {
  const members = [...org.members].map(([name, role]) => ({ ...userLink(site, name), role }));
  const teams = [...org.teams].slice(0, shown.teams);
  return {
    members: members.slice(0, shown.members),
    hasMembers: members.length > 0,
    moreMembers: more(members.length, shown.members, 'member'),
    teams: teams.map(([name, team]) => teamView(site, { name, team, isListed })),
    hasTeams: teams.length > 0,
    moreTeams: more(org.teams.size, shown.teams, 'team'),
  };
}

interface TeamParts {
  readonly name: TeamName;
  readonly team: Team;
  readonly isListed: OrgInput['isListed'];
}

function teamView(site: Site, { name, team, isListed }: TeamParts): object {
  const packages = [...team.packages].filter(([of]) => isListed(of));
  return {
    name,
    members: team.members.slice(0, shown.inTeam).map((member) => userLink(site, member)),
    hasMembers: team.members.length > 0,
    moreMembers: more(team.members.length, shown.inTeam, 'member'),
    packages: packages.slice(0, shown.inTeam).map(([of, permission]) => {
      return { name: of, href: packageHref(site, of), permission };
    }),
    hasPackages: packages.length > 0,
    morePackages: more(packages.length, shown.inTeam, 'package'),
  };
}

function userLink({ urls }: Site, name: string): { readonly name: string; readonly href: string } {
  return { name, href: urls.href(urls.user(name)) };
}

/** `and 3 more members`; empty where all are shown. */
function more(total: number, maximum: number, noun: string): string {
  return total <= maximum ? '' : `and ${count(total - maximum, `more ${noun}`)}`;
}
