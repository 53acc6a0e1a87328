// Who published a version, who looks after a package, and who may do what with it.
import type { Author } from '../source/landing.ts';
import { compareText } from '../compare.ts';
import type { PackageName } from '../package-name.ts';
import { problem, type Problem } from '../problems.ts';
import { cutText } from './cut-text.ts';
import { type Directory, personNamed, teamAccess, teamAt, userOfAuthor } from './directory.ts';
import type { Maintainer } from './meta.ts';
import type { Access, Person } from './package.ts';
import { type UserName, userNameOf } from './user-name.ts';
import { personOf } from './users.ts';

/** Code points; every version repeats it. */
const longestName = 256;

/**
 * The name that meta.json gives, else the user whose address the commit's author has, else the author's name.
 * No address is published that does not stand in users/, not even one that somebody has for a name.
 */
export function publisherOf(
  directory: Directory,
  landed: { readonly author: Author; readonly noted: string | undefined },
): Person {
  const { author, noted } = landed;
  if (noted !== undefined) {
    const login = userNameOf(noted);
    return login === undefined
      ? { name: cutText(noted, longestName) }
      : personNamed(directory, login);
  }
  const user = userOfAuthor(directory, author);
  if (user !== undefined) return personOf(user);
  const [name = ''] = author.name.split('@', 1);
  return { name: cutText(name.trim(), longestName) || 'unknown' };
}

/**
 * The maintainers' logins, sorted: meta.json's, teams replaced by their members; else who may write by a team's
 * permission; else the users who published a version. META_STALE for a team that no valid file in orgs/ has.
 */
export function maintainersOf({
  directory,
  name,
  path,
  listed,
  publishers,
}: {
  readonly directory: Directory;
  readonly name: PackageName;
  /** Of meta.json. */
  readonly path: string;
  /** What meta.json says. */
  readonly listed: readonly Maintainer[] | undefined;
  readonly publishers: readonly Person[];
}): { readonly maintainers: readonly UserName[]; readonly problems: readonly Problem[] } {
  if (listed === undefined) {
    const writers = [...teamAccess(directory, name)].flatMap(([user, access]) =>
      access === 'write' ? [user] : [],
    );
    const users = publishers
      .map((person) => userNameOf(person.name))
      .filter((login) => login !== undefined && directory.users.has(login));
    return { maintainers: sortedLogins(writers.length > 0 ? writers : users), problems: [] };
  }
  const problems: Problem[] = [];
  const logins = listed.flatMap((maintainer) => {
    if (typeof maintainer === 'string') return [maintainer];
    const team = teamAt(directory, maintainer);
    if (team !== undefined) return team.members;
    const message = `"maintainers" in ${path} names ${maintainer.scope}:${maintainer.team}, which no valid file in orgs/ has.`;
    problems.push(problem('META_STALE', path, message));
    return [];
  });
  return { maintainers: sortedLogins(logins), problems };
}

/** Maintainers may write; for the rest teams decide. Sorted by login. */
export function collaboratorsOf(
  directory: Directory,
  name: PackageName,
  maintainers: readonly UserName[],
): ReadonlyMap<UserName, Access> {
  const access = new Map(teamAccess(directory, name));
  for (const login of maintainers) access.set(login, 'write');
  return new Map([...access].sort(([a], [b]) => compareText(a, b)));
}

function sortedLogins(logins: readonly (UserName | undefined)[]): readonly UserName[] {
  return [...new Set(logins)].filter((login) => login !== undefined).sort(compareText);
}
