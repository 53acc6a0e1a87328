// Who there is: users and organisations together, and what follows from them for a package.
import type { Author } from '../source/landing.ts';
import { compareText } from '../compare.ts';
import type { PackageName } from '../package-name.ts';
import type { Problem } from '../problems.ts';
import { type Org, parseOrgs, type Team } from './orgs.ts';
import type { Access, Person } from './package.ts';
import type { ScopeName } from './scope-name.ts';
import type { TeamRef } from './team-name.ts';
import type { UserName } from './user-name.ts';
import { addressKey, parseUsers, personOf, type ReadFile, type User } from './users.ts';

export interface Directory {
  /** Sorted by login. */
  readonly users: ReadonlyMap<UserName, User>;
  /** Sorted by scope. */
  readonly orgs: ReadonlyMap<ScopeName, Org>;
  /** By `addressKey`. */
  readonly byEmail: ReadonlyMap<string, User>;
}

/** Parses users/ and orgs/; what is invalid is left out and reported. */
export function parseDirectory(files: {
  readonly users: readonly ReadFile[];
  readonly orgs: readonly ReadFile[];
}): { readonly directory: Directory; readonly problems: readonly Problem[] } {
  const { users, problems } = parseUsers(files.users);
  const { orgs, problems: orgProblems } = parseOrgs(files.orgs);
  const byEmail = new Map<string, User>();
  for (const user of users.values()) {
    if (user.email !== undefined) byEmail.set(addressKey(user.email), user);
  }
  return { directory: { users, orgs, byEmail }, problems: [...problems, ...orgProblems] };
}

/** The user whose address the commit's author has; `undefined` when it is nobody's. */
export function userOfAuthor(directory: Directory, author: Author): User | undefined {
  return directory.byEmail.get(addressKey(author.email));
}

/** npm's person for a login; an email only when it stands in users/. */
export function personNamed(directory: Directory, login: UserName): Person {
  const user = directory.users.get(login);
  return user === undefined ? { name: login } : personOf(user);
}

export function teamAt(directory: Directory, { scope, team }: TeamRef): Team | undefined {
  return directory.orgs.get(scope)?.teams.get(team);
}

/** What teams let their members do with a package; the stronger permission wins. Sorted by name. */
export function teamAccess(directory: Directory, name: PackageName): ReadonlyMap<UserName, Access> {
  const access = new Map<UserName, Access>();
  for (const { teams } of directory.orgs.values()) {
    for (const { members, packages } of teams.values()) {
      const permission = packages.get(name);
      if (permission === undefined) continue;
      for (const user of members) {
        if (permission === 'read-write') access.set(user, 'write');
        else if (!access.has(user)) access.set(user, 'read');
      }
    }
  }
  return new Map([...access].sort(([a], [b]) => compareText(a, b)));
}
