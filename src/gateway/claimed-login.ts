// Logins that the repository speaks of: whoever made an account of such a name would have rights that are another's.
import { StillpackError } from '../errors.ts';
import { scopeNameOf } from '../model/scope-name.ts';
import type { UserName } from '../model/user-name.ts';
import { fileStem } from '../model/users.ts';
import { scopeOf } from '../package-name.ts';
import { listFiles, readHeldOrg } from '../verbs/read-held.ts';
import { readOwned } from '../verbs/read-owned.ts';
import type { RegistryView } from './registry.ts';

/**
 * Throws ACCOUNT_EXISTS for the name of an administrator, a profile, an organisation, a member, a maintainer or a scope
 * with packages, however it is spelled; ORG_INVALID and META_INVALID, since nobody knows whom a file names that cannot
 * be read.
 */
export async function refuseClaimed(view: RegistryView, login: UserName): Promise<void> {
  for await (const name of namesIn(view)) if (isSame(name, login)) throw claimed(login);
}

/** What costs least comes first. */
async function* namesIn(view: RegistryView): AsyncGenerator<string> {
  yield* view.config.gateway.admins;
  for (const { path } of await listFiles(view, 'users')) yield fileStem(path);
  for (const { path } of await listFiles(view, 'orgs')) {
    const scope = scopeNameOf(fileStem(path));
    if (scope === undefined) continue;
    yield scope;
    const { org } = await readHeldOrg(view, scope);
    yield* org?.members.keys() ?? [];
    for (const { members } of org?.teams.values() ?? []) yield* members;
  }
  for await (const { name, meta } of readOwned(view)) {
    const scope = scopeOf(name);
    if (scope !== undefined) yield scope;
    for (const owner of meta.maintainers ?? []) if (typeof owner === 'string') yield owner;
  }
}

/** As logins are: some disks take two spellings of a profile's file for one. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function claimed(login: UserName): StillpackError {
  return new StillpackError('ACCOUNT_EXISTS', `The registry knows the name "${login}" already.`, {
    hint: 'Choose another name; for whom it means, an administrator makes the account with `stillpack user add`.',
  });
}
