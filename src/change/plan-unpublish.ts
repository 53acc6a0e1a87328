// npm unpublish
import { StillpackError } from '../errors.ts';
import { folderOf } from '../source/package-path.ts';
import type { Version } from '../version.ts';
import { type Change, changeOf } from './change.ts';
import { messageOf, npmCommand } from './command-message.ts';
import { withoutTraces, withoutVersions, withTombstones } from './edit-tombstones.ts';
import { editMeta, type HeldPackage, requireVersion } from './held-package.ts';

/**
 * Removes a version's files, its provenance too, or without `version` those of all, and leaves a tombstone for each version in meta.json,
 * so that it never comes back. What pointed at a removed version goes; `latest` is computed from the rest. Of a whole
 * package meta.json keeps who may publish and who may read it. Throws VERSION_UNKNOWN, and without `force`
 * OPTION_INVALID for a whole package or its last version, as npm 11 does.
 */
export function planUnpublish({
  pkg,
  version,
  reason,
  force,
}: {
  readonly pkg: HeldPackage;
  readonly version: Version | undefined;
  /** Kept in the tombstone. */
  readonly reason: string | undefined;
  readonly force: boolean;
}): Change | undefined {
  const files = pkg.files.filter((file) => version === undefined || file.version === version);
  if (files.length === 0) {
    if (version !== undefined && !pkg.meta.unpublished.has(version)) requireVersion(pkg, version);
    return undefined;
  }
  const removed = new Set(files.map((file) => file.version));
  const gone = pkg.versions.filter((each) => removed.has(each));
  const left = pkg.versions.filter((each) => !removed.has(each));
  if (gone.length > 0 && left.length === 0 && !force) throw forceNeeded(pkg, version);
  const edited = editMeta(pkg, (meta) =>
    withTombstones(
      left.length === 0 ? withoutVersions(meta) : withoutTraces(meta, pkg, left),
      new Map(gone.map((each) => [each, reason === undefined ? {} : { reason }])),
    ),
  );
  return changeOf(
    [
      ...[...files, ...provenancesOf(pkg, version)].map(({ path }) => ({ path, bytes: undefined })),
      ...edited,
    ],
    messageFor({ pkg, version, reason }),
  );
}

function provenancesOf(
  { provenances }: HeldPackage,
  version: Version | undefined,
): HeldPackage['provenances'] {
  return provenances.filter((file) => version === undefined || file.version === version);
}

function messageFor({
  pkg,
  version,
  reason = '',
}: {
  readonly pkg: HeldPackage;
  readonly version: Version | undefined;
  readonly reason?: string | undefined;
}): string {
  const command =
    version === undefined
      ? npmCommand('unpublish', pkg.name, '--force')
      : npmCommand('unpublish', `${pkg.name}@${version}`);
  const list = pkg.versions.map((each) => `- ${pkg.name} ${each}`).join('\n');
  return messageOf(
    command,
    reason,
    version === undefined ? list : '',
    'The bytes stay in the history of this repository; `stillpack purge` takes them out.',
  );
}

function forceNeeded({ name }: HeldPackage, version: Version | undefined): StillpackError {
  const what =
    version === undefined
      ? `This would unpublish every version of ${name}.`
      : `${version} is the last version of ${name}: this would unpublish the package.`;
  return new StillpackError('OPTION_INVALID', what, {
    path: folderOf(name),
    hint: 'Give --force if that is meant; none of its versions can ever come back.',
  });
}
