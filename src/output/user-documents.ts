import { compareText } from '../compare.ts';
import type { Directory } from '../model/directory.ts';
import type { ListedPackage } from '../model/registry-summary.ts';
import type { UserName } from '../model/user-name.ts';
import { lateJsonFile } from './json-document.ts';
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
  const packagesOf = new Map<UserName, ListedPackage[]>();
  for (const login of directory.users.keys()) packagesOf.set(login, []);
  for (const { members } of directory.orgs.values()) {
    for (const login of members.keys()) packagesOf.set(login, []);
  }
  for (const listed of packages) {
    for (const login of listed.collaborators.keys()) {
      const known = packagesOf.get(login);
      if (known === undefined) packagesOf.set(login, [listed]);
      else known.push(listed);
    }
  }
  return [...packagesOf]
    .sort(([a], [b]) => compareText(a, b))
    .map(([login, own]) =>
      lateJsonFile(
        { url: `/-/user/${login}/package`, kind: 'registry', owner: undefined, date },
        () =>
          Object.fromEntries(
            own.map(({ name, collaborators }) => [name, collaborators.get(login)]),
          ),
      ),
    );
}
