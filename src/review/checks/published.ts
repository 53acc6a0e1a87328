// Published versions: they never change, and do not go without leaving a tombstone.
import type { Oid } from '../../source/git-engine.ts';
import type { Version } from '../../version.ts';
import { type Finding, finding } from '../finding.ts';
import type { ReviewedPackage } from '../reviewed.ts';

/** A file of a version before or after the change. */
export interface KeptFile {
  readonly path: string;
  readonly version: Version;
  readonly oid: Oid;
  /** SHA-512 of the bytes that it stands for, wherever they are kept; `undefined` where they cannot be had. */
  readonly sha512: string | undefined;
}

export interface PublishedInput {
  readonly pkg: ReviewedPackage;
  /** Files that the change adds, replaces or removes, as they were. */
  readonly was: readonly KeptFile[];
  /** All files of those versions, and all new ones, as they will be. */
  readonly is: readonly KeptFile[];
  /** What each version that was not there any more had once. */
  readonly landed: ReadonlyMap<Version, Oid>;
}

export function checkPublished(input: PublishedInput): readonly Finding[] {
  return [
    ...input.was.flatMap((file) => checkKept(file, input)),
    ...input.is.flatMap((file) => checkAdded(file, input)),
    ...checkTombstones(input.pkg),
  ];
}

/** What a version had, it has under one name or another, or has a tombstone. */
function checkKept(file: KeptFile, { pkg, is }: PublishedInput): readonly Finding[] {
  const { path, version } = file;
  const spec = `${pkg.name}@${version}`;
  if (pkg.after.meta.unpublished.has(version)) {
    if (pkg.before.meta.unpublished.has(version)) return [];
    const message = `${spec} is taken back: its tombstone keeps the number for ever.`;
    const advice =
      'Make sure that nobody needs it: whoever has it in a lock file cannot install any more.';
    return [finding('version-removed', { path, message, advice, level: 'person' })];
  }
  const now = is.filter((each) => each.version === version);
  if (now.length === 0) {
    return [
      finding('version-removed', { path, message: `${spec} is removed without a tombstone.` }),
    ];
  }
  if (now.some((each) => isSame(each, file))) return [];
  return [
    finding('version-changed', { path, message: `${path} has other bytes than ${spec} had.` }),
  ];
}

/** What is new was not there, is not now under another name, and never was. */
function checkAdded(file: KeptFile, { pkg, was, is, landed }: PublishedInput): readonly Finding[] {
  const { path, version } = file;
  const spec = `${pkg.name}@${version}`;
  const existed = (message: string): readonly Finding[] => [
    finding('version-exists', { path, message }),
  ];
  if (was.some((each) => each.version === version)) return [];
  if (pkg.before.meta.unpublished.has(version)) return existed(`${spec} was unpublished.`);
  if (pkg.before.versions.includes(version)) return existed(`${spec} is published already.`);
  const twin = is.find((each) => each.version === version && each.path < path);
  if (twin !== undefined) return existed(`${spec} is also ${twin.path}.`);
  const first = landed.get(version);
  if (first === undefined || first === file.oid) return [];
  return existed(`${spec} was published before, with other bytes.`);
}

function isSame(one: KeptFile, other: KeptFile): boolean {
  return one.oid === other.oid || (one.sha512 !== undefined && one.sha512 === other.sha512);
}

/** A number that was given back could be used again. */
function checkTombstones({ name, before, after }: ReviewedPackage): readonly Finding[] {
  return [...before.meta.unpublished.keys()]
    .filter((version) => !after.meta.unpublished.has(version))
    .map((version) => {
      const message = `The tombstone of ${name}@${version} is gone: the number could be used again.`;
      const path = `packages/${name}/meta.json`;
      const advice = 'Restore the entry in "unpublished" of meta.json.';
      return finding('version-removed', { path, message, advice });
    });
}
