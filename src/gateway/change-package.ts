// PUT /<name> without a tarball: the commands that send a packument, or a part of one, as it should be.
import type { Change } from '../change/change.ts';
import type { HeldPackage } from '../change/held-package.ts';
import { parseUserName } from '../change/parse-names.ts';
import { planDeprecations } from '../change/plan-deprecate.ts';
import { planOwners } from '../change/plan-owners.ts';
import { planStar } from '../change/plan-star.ts';
import { planUnpublish } from '../change/plan-unpublish.ts';
import { StillpackError } from '../errors.ts';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import type { UserName } from '../model/user-name.ts';
import { type Version, versionOf } from '../version.ts';

/** What one of npm's partial documents asks for. */
export type PackageChange =
  /** npm owner add, npm owner rm */
  | { readonly kind: 'owners'; readonly owners: readonly UserName[] }
  /** npm star, npm unstar */
  | { readonly kind: 'star'; readonly starrers: ReadonlySet<string> }
  /** npm deprecate, npm undeprecate; npm unpublish of a version, which leaves it out */
  | {
      readonly kind: 'versions';
      readonly messages: ReadonlyMap<Version, string>;
    };

/** By what the document holds (protocol: write requests). Throws PUBLISH_INVALID for one that says nothing. */
export function parsePackageChange(document: JsonObject): PackageChange {
  const [versions, maintainers, users] = ['versions', 'maintainers', 'users'].map((key) =>
    own(document, key),
  );
  if (isJsonObject(versions)) return { kind: 'versions', messages: messagesIn(versions) };
  if (Array.isArray(maintainers)) {
    return { kind: 'owners', owners: (maintainers as unknown[]).map(ownerIn) };
  }
  if (isJsonObject(users)) {
    const starrers = Object.entries(users).flatMap(([user, isStarred]) =>
      isStarred === true ? [user] : [],
    );
    return { kind: 'star', starrers: new Set(starrers) };
  }
  throw new StillpackError(
    'PUBLISH_INVALID',
    'The document holds neither a tarball nor versions, maintainers or users.',
    { hint: 'Publish with npm, pnpm, yarn or bun; nothing was changed.' },
  );
}

/** What the document asks for, as the package is now. */
export function planPackageChange(
  change: PackageChange,
  {
    pkg,
    user,
    mayRemove,
  }: {
    readonly pkg: HeldPackage;
    readonly user: UserName;
    /** Whether versions that are left out are to go: only where the client named the revision. */
    readonly mayRemove: boolean;
  },
): Change | undefined {
  switch (change.kind) {
    case 'owners': {
      const listed = pkg.meta.maintainers ?? [];
      const before = listed.filter((owner) => typeof owner === 'string');
      return planOwners({
        pkg,
        implied: [],
        add: change.owners.filter((owner) => !before.includes(owner)),
        remove: before.filter((owner) => !change.owners.includes(owner)),
      });
    }
    case 'star':
      return planStar({ pkg, user, isStarred: change.starrers.has(user) });
    case 'versions': {
      const left = pkg.versions.filter((version) => !change.messages.has(version));
      const [version] = left;
      if (!mayRemove || version === undefined) {
        return planDeprecations({ pkg, messages: change.messages });
      }
      if (left.length === 1) return planUnpublish({ pkg, version, reason: undefined, force: true });
      throw new StillpackError(
        'PUBLISH_INVALID',
        `The document leaves out ${left.length} versions.`,
        {
          hint: 'Unpublish one version after another, or the package as a whole.',
        },
      );
    }
  }
}

function messagesIn(versions: JsonObject): ReadonlyMap<Version, string> {
  return new Map(
    Object.entries(versions).flatMap(([key, manifest]) => {
      const version = versionOf(key);
      if (version === undefined || !isJsonObject(manifest)) return [];
      const message = own(manifest, 'deprecated');
      return [[version, typeof message === 'string' ? message : ''] as const];
    }),
  );
}

function ownerIn(maintainer: unknown): UserName {
  const name = isJsonObject(maintainer) ? own(maintainer, 'name') : maintainer;
  return parseUserName(typeof name === 'string' ? name : '');
}
