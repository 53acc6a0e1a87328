// Who may do what, by what the repository says at the commit that a write is planned on: no right follows from who
// wrote a commit.
import type { HeldOrg } from '../change/held-org.ts';
import type { GatewayPolicy } from '../config.ts';
import { StillpackError } from '../errors.ts';
import type { Org, Role } from '../model/orgs.ts';
import type { Access } from '../model/package.ts';
import { type ScopeName, scopeNameOf } from '../model/scope-name.ts';
import type { UserName } from '../model/user-name.ts';
import { type PackageName, scopeOf } from '../package-name.ts';
import { packagesFolder } from '../source/package-path.ts';
import { readHeldOrg } from './read-held.ts';
import { type OwnedPackage, readOwned, teamsOf } from './read-owned.ts';
import type { RepositoryAt } from './read-repository.ts';
import { keep } from '../keep.ts';

/** What a package's own files say of it, as far as rights go. */
export type Guarded = OwnedPackage;

export interface Rights {
  /** What the user may do with the package beyond what everybody may; `undefined` for nothing. */
  accessTo(user: UserName, pkg: Guarded): Promise<Access | undefined>;
  /** Throws FORBIDDEN. */
  requireWrite(user: UserName, pkg: Guarded): Promise<void>;
  /** Whether the user may make a package of that name. Throws FORBIDDEN. */
  requireCreate(user: UserName, name: PackageName): Promise<void>;
  /** Owners set members; admins also run teams. Throws FORBIDDEN. */
  requireRole(user: UserName, org: HeldOrg, roles: readonly Role[]): void;
  /**
   * Whether the user may begin an organisation, and so own what is in its scope and what its teams own. `isLogin`:
   * somebody's account has that name. Throws FORBIDDEN.
   */
  requireFounding(
    user: UserName,
    founding: { readonly scope: ScopeName; readonly isLogin: boolean },
  ): Promise<void>;
}

/** By the repository and the policy of one commit; an organisation is read once. */
export function createRights(repository: RepositoryAt, policy: GatewayPolicy): Rights {
  const orgs = new Map<ScopeName, Promise<Org | undefined>>();
  const orgOf = (scope: ScopeName): Promise<Org | undefined> =>
    keep(orgs, scope, { read: async () => (await readHeldOrg(repository, scope)).org });
  const isAdmin = (user: UserName): boolean => policy.admins.includes(user);

  async function accessTo(user: UserName, { name, meta }: Guarded): Promise<Access | undefined> {
    if (isAdmin(user)) return 'write';
    for (const maintainer of meta.maintainers ?? []) {
      if (maintainer === user) return 'write';
      if (typeof maintainer === 'string') continue;
      const org = await orgOf(maintainer.scope);
      if (org?.teams.get(maintainer.team)?.members.includes(user) === true) return 'write';
    }
    const scope = scopeNameOf(scopeOf(name));
    // The teams of another organisation could name any package.
    const org = scope === undefined ? undefined : await orgOf(scope);
    if (org === undefined) return undefined;
    const role = org.members.get(user);
    if (role === 'owner' || role === 'admin') return 'write';
    const granted = [...org.teams.values()]
      .filter(({ members }) => members.includes(user))
      .map(({ packages }) => packages.get(name));
    if (granted.includes('read-write')) return 'write';
    return granted.includes('read-only') ? 'read' : undefined;
  }

  /** Whether what an organisation of the scope would rule is the user's already. */
  async function mayChangeAll(user: UserName, packages: AsyncIterable<Guarded>): Promise<boolean> {
    for await (const pkg of packages) if ((await accessTo(user, pkg)) !== 'write') return false;
    return true;
  }

  return {
    accessTo,
    async requireWrite(user, pkg) {
      if ((await accessTo(user, pkg)) === 'write') return;
      const listed =
        pkg.meta.maintainers === undefined ? 'Its meta.json lists no maintainers; ' : '';
      throw forbidden(
        `${user} may not change ${pkg.name}.`,
        `${listed}an owner can add one with \`npm owner add ${user} ${pkg.name}\`.`,
      );
    },
    async requireCreate(user, name) {
      if (isAdmin(user)) return;
      const scope = scopeNameOf(scopeOf(name));
      if (scope === undefined) {
        if (policy.newPackages === 'users') return;
        throw forbidden(
          `${user} may not begin a package without a scope.`,
          'Ask an administrator of the registry (gateway.admins in stillpack.json).',
        );
      }
      const org = await orgOf(scope);
      const isFree = async (): Promise<boolean> =>
        isOwn(scope, user) &&
        mayChangeAll(user, readOwned(repository, `${packagesFolder}/@${scope}`));
      if (org === undefined ? await isFree() : org.members.has(user)) return;
      throw forbidden(
        `${user} may not begin a package in @${scope}.`,
        org === undefined
          ? `There is no organisation ${scope}; \`npm org set ${scope} ${user} owner\` begins one where that is allowed.`
          : `An owner of ${scope} can let you in with \`npm org set ${scope} ${user}\`.`,
      );
    },
    requireRole(user, { scope, org }, roles) {
      const role = org?.members.get(user);
      if (isAdmin(user) || (role !== undefined && roles.includes(role))) return;
      throw forbidden(
        `${user} may not change the organisation ${scope}.`,
        `That takes one of these roles: ${roles.join(', ')}.`,
      );
    },
    async requireFounding(user, { scope, isLogin }) {
      if (isAdmin(user)) return;
      const mayFound = isOwn(scope, user) || (policy.newScopes === 'users' && !isLogin);
      if (mayFound && (await mayChangeAll(user, readRuledBy(repository, scope)))) return;
      throw forbidden(
        `${user} may not begin the organisation ${scope}.`,
        'Ask an administrator of the registry (gateway.admins in stillpack.json).',
      );
    },
  };
}

/** The packages of the scope, and those elsewhere that a team of it owns. */
async function* readRuledBy(repository: RepositoryAt, scope: ScopeName): AsyncGenerator<Guarded> {
  for await (const pkg of readOwned(repository)) {
    if (scopeOf(pkg.name) === scope || teamsOf(pkg.meta, scope).length > 0) yield pkg;
  }
}

function forbidden(message: string, hint: string): StillpackError {
  return new StillpackError('FORBIDDEN', message, { hint });
}

/** A user's name is a scope of the user's own, as on npm, as long as no organisation has it. */
function isOwn(scope: string, user: string): boolean {
  return scope === user;
}
