import { compareText } from '../compare.ts';
import type { Directory } from '../model/directory.ts';
import type { ListedPackage } from '../model/registry-summary.ts';
import type { UserName } from '../model/user-name.ts';
import { jsonFile } from './json-document.ts';
import type { OutputFile } from './output-file.ts';

/**
 * GET /-/user/<user>/package
 *
 * For everybody in users/ and orgs/, and whoever looks after a package: `npm access list packages <user>`.
 */
export function userFiles({
  directory,
  packages,
  date,
}: {
  readonly directory: Directory;
  /** Sorted by name; those that readers of these documents may know of. */
  readonly packages: readonly ListedPackage[];
  readonly date: Date;
}): readonly OutputFile[] {
  const access = new Map<UserName, [string, string][]>();
  for (const login of directory.users.keys()) access.set(login, []);
  for (const { members } of directory.orgs.values()) {
    for (const login of members.keys()) access.set(login, []);
  }
  for (const { name, collaborators } of packages) {
    for (const [login, permission] of collaborators) {
      const known = access.get(login) ?? [];
      known.push([name, permission]);
      access.set(login, known);
    }
  }
  return [...access]
    .sort(([a], [b]) => compareText(a, b))
    .map(([login, rows]) =>
      jsonFile(
        { url: `/-/user/${login}/package`, kind: 'registry', owner: undefined, date },
        Object.fromEntries(rows),
      ),
    );
}
