// stillpack purge
import type { JsonObject } from '../json.ts';
import type { TombstoneEntry } from '../model/meta.ts';
import type { Version } from '../version.ts';
import { type Change, type ChangedFile, changeOf } from './change.ts';
import { messageOf, stillpackCommand } from './command-message.ts';
import { withoutTraces, withoutVersions, withTombstones } from './edit-tombstones.ts';
import { editMeta, type HeldPackage } from './held-package.ts';

export interface VersionToPurge {
  readonly version: Version;
  /** When it was published; `undefined` when it never was. */
  readonly time: string | undefined;
  /** SHA-256 digests of the ids of its files, in whichever commit they lie. */
  readonly blobs: readonly string[];
}

export interface PackageToPurge {
  readonly pkg: HeldPackage;
  readonly versions: readonly VersionToPurge[];
}

/** Of each tombstone: more of them, and a build of an older commit only says HISTORY_REWRITTEN. */
const maxCommits = 256;

/**
 * What an ordinary commit can do before the history is rewritten: the files go, copies of them too, and a tombstone
 * keeps what the history alone knew. `undefined` when all of it is done.
 */
export function planPurge({
  packages,
  copies,
  commits,
  reason,
}: {
  readonly packages: readonly PackageToPurge[];
  /** Paths with the same bytes. */
  readonly copies: readonly string[];
  /** SHA-256 digests of the ids of the first-parent commits that are about to be replaced, newest first. */
  readonly commits: readonly string[];
  readonly reason: string | undefined;
}): Change | undefined {
  const files = new Map<string, ChangedFile>();
  for (const path of copies) files.set(path, { path, bytes: undefined });
  for (const each of packages) {
    for (const file of filesFor(each, { commits, reason })) files.set(file.path, file);
  }
  return changeOf([...files.values()], messageFor(packages, reason));
}

function filesFor(
  { pkg, versions }: PackageToPurge,
  about: { readonly commits: readonly string[]; readonly reason: string | undefined },
): readonly ChangedFile[] {
  const asked = new Set(versions.map(({ version }) => version));
  const removed = [...pkg.files, ...pkg.provenances].filter(({ version }) => asked.has(version));
  const left = pkg.versions.filter((version) => !asked.has(version));
  const tombstones = new Map(
    versions.map((each) => [each.version, tombstoneOf(pkg, each, about)] as const),
  );
  const clean = (meta: JsonObject): JsonObject => {
    if (left.length === pkg.versions.length) return meta;
    return left.length === 0 ? withoutVersions(meta) : withoutTraces(meta, pkg, left);
  };
  const edited = editMeta(pkg, (meta) => withTombstones(clean(meta), tombstones));
  return [...removed.map(({ path }) => ({ path, bytes: undefined })), ...edited];
}

function tombstoneOf(
  { meta }: HeldPackage,
  { version, time, blobs }: VersionToPurge,
  { commits, reason }: { readonly commits: readonly string[]; readonly reason: string | undefined },
): TombstoneEntry {
  const there = meta.unpublished.get(version);
  const kept = {
    reason: reason ?? there?.reason,
    time: there?.time ?? meta.versions.get(version)?.time ?? time,
  };
  const both = (old: readonly string[] = [], more: readonly string[] = []): readonly string[] => [
    ...new Set([...more, ...old]),
  ];
  return {
    ...(kept.reason === undefined ? {} : { reason: kept.reason }),
    ...(kept.time === undefined ? {} : { time: kept.time }),
    purged: {
      blobs: both(there?.purged?.blobs, blobs),
      commits: both(there?.purged?.commits, commits).slice(0, maxCommits),
    },
  };
}

function messageFor(packages: readonly PackageToPurge[], reason = ''): string {
  const specs = packages.flatMap(({ pkg, versions }) =>
    versions.map(({ version }) => `${pkg.name}@${version}`),
  );
  const [first = '', ...others] = specs;
  const subject = stillpackCommand('purge', ...(others.length > 2 ? [first, '…'] : specs));
  const list = others.length > 2 ? specs.map((spec) => `- ${spec}`).join('\n') : '';
  return messageOf(subject, reason, list, 'Its bytes go from the history of this repository.');
}
