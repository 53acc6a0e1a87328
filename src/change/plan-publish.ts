// npm publish
import type { DistTag } from '../dist-tag.ts';
import type { Tarball } from '../inspect/tarball.ts';
import type { JsonObject } from '../json.ts';
import { defaultMeta } from '../model/meta.ts';
import type { Package } from '../model/package.ts';
import type { UserName } from '../model/user-name.ts';
import type { PackageName } from '../package-name.ts';
import type { Problem } from '../problems.ts';
import type { Change, ChangedFile } from './change.ts';
import type { NameClashes } from './check-clashes.ts';
import { keptLine } from './add-message.ts';
import { messageOf, npmCommand } from './command-message.ts';
import { absentPackage, editMeta, type HeldPackage } from './held-package.ts';
import { withKey, withObject } from './json-edit.ts';
import { unenforceable } from './plan-access.ts';
import { type AddCandidate, type KnownTarball, planAdd } from './plan-add.ts';

export interface PublishRequest {
  readonly bytes: Uint8Array;
  readonly tarball: Tarball;
  /** `undefined` for a name that the registry does not have yet. */
  readonly pkg: HeldPackage | undefined;
  /** For a new name: every package that there is, or could be taken for it. */
  readonly names: readonly PackageName[];
  readonly nameClashes: NameClashes;
  /** Tarballs that are or were the version's. */
  readonly known: readonly KnownTarball[];
  readonly tag: DistTag | undefined;
  /** Who publishes; becomes the first maintainer of a new package. `undefined` for a workflow, which becomes none. */
  readonly publisher: UserName | undefined;
  /** What the client asked for. @default as it is; public for a new package */
  readonly access: Package['access'] | undefined;
  /** See `planAccess`. */
  readonly isEnforceable: boolean;
  /** The commit that the tarball was packed from, which it cannot say itself. */
  readonly gitHead: string | undefined;
  /** The bytes of the version's provenance. */
  readonly provenance: Uint8Array | undefined;
}

export interface PublishPlan {
  /** `undefined` when it is refused, or the version is there with the same bytes. */
  readonly change: Change | undefined;
  /** Warnings, and reasons to refuse. */
  readonly problems: readonly Problem[];
}

/**
 * The tarball, its provenance beside it, and in meta.json what it cannot say: nothing, for an ordinary further version.
 * PROVENANCE_INVALID for a provenance that is not of the tarball. Throws ACCESS_UNENFORCEABLE as `planAccess`.
 */
export function planPublish(request: PublishRequest): PublishPlan {
  const { bytes, tarball, pkg, known, tag, names, nameClashes, access, isEnforceable } = request;
  const spec = `${tarball.name}@${tarball.version}`;
  const isRestricted = (pkg?.meta ?? defaultMeta).access === 'restricted';
  if (access === 'restricted' && !isRestricted && !isEnforceable) throw unenforceable(tarball.name);
  const plan = planAdd({
    candidates: [{ file: spec, bytes, tarball, known, provenance: provenanceOf(request) }],
    packages: new Map(pkg === undefined ? [] : [[pkg.name, pkg]]),
    names: pkg === undefined ? names : [pkg.name],
    nameClashes,
    tag,
  });
  const { problems } = plan;
  if (plan.change === undefined) return { change: undefined, problems };
  const files = withMetaEdits(plan.change.files, request);
  // Every client says `latest` when it was told nothing.
  const tagWords = tag === undefined || tag === 'latest' ? [] : ['--tag', tag];
  const command = npmCommand('publish', spec, ...tagWords);
  const message = messageOf(command, ...plan.latestKept.map(keptLine));
  return { change: { files, message }, problems };
}

function provenanceOf({ tarball, provenance }: PublishRequest): AddCandidate['provenance'] {
  // As npm calls it.
  const file = `${tarball.name}-${tarball.version}.sigstore`;
  return provenance && { file, bytes: provenance };
}

function withMetaEdits(
  files: readonly ChangedFile[],
  { tarball, pkg, publisher, access, gitHead }: PublishRequest,
): readonly ChangedFile[] {
  const tagged = files.find(({ path }) => path.endsWith('/meta.json'));
  const held: HeldPackage = {
    ...(pkg ?? absentPackage(tarball.name)),
    metaBytes: tagged?.bytes ?? pkg?.metaBytes,
  };
  const isNew =
    pkg === undefined || (pkg.versions.length === 0 && pkg.meta.maintainers === undefined);
  const edited = editMeta(held, (meta) => {
    const owned =
      isNew && publisher !== undefined ? withKey(meta, 'maintainers', [publisher]) : meta;
    const accessed =
      access === undefined || access === held.meta.access
        ? owned
        : withKey(owned, 'access', access);
    return gitHead === undefined ? accessed : withGitHead(accessed, tarball, gitHead);
  });
  const others = files.filter((file) => file !== tagged);
  return [...others, ...(edited.length > 0 ? edited : tagged === undefined ? [] : [tagged])];
}

function withGitHead(meta: JsonObject, { version }: Tarball, gitHead: string): JsonObject {
  return withObject(meta, 'versions', (versions) =>
    withObject(versions, version, (notes) => withKey(notes, 'gitHead', gitHead)),
  );
}
