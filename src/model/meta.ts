// meta.json: what is not in a tarball. Whatever is wrong with it makes all of it unusable, since tombstones, access
// and tags that cannot be read must never be taken for absent ones.
import validRange from 'semver/ranges/valid.js';
import { compareText } from '../compare.ts';
import { problem, type Problem } from '../problems.ts';
import { createSchemaCheck } from '../schema.ts';
import { type Version, versionOf } from '../version.ts';
import type { FileBytes } from '../source/snapshot.ts';
import { parseCheckedJson } from './checked-json.ts';
import { metaSchema } from './meta-schema.ts';
import type { Package } from './package.ts';
import { type TeamRef, teamRefOf } from './team-name.ts';
import { timeIn } from './time.ts';
import {
  entryFaultOf,
  type TrustedPublisher,
  type TrustedPublisherEntry,
  trustedPublisherOf,
} from './trusted-publishers.ts';
import { type UserName, userNameOf } from './user-name.ts';

/** A user, or every member of a team. */
export type Maintainer = UserName | TeamRef;

/** What git cannot know of a version. */
export interface VersionNotes {
  /** ISO 8601, UTC, whole seconds. */
  readonly time: string | undefined;
  readonly publisher: string | undefined;
  /** The commit of its own repository that it was packed from, in hex. */
  readonly gitHead: string | undefined;
}

export interface Deprecation {
  /** A version or a range. */
  readonly range: string;
  /** Empty: lifts what another entry says. */
  readonly message: string;
}

export interface Tombstone {
  readonly reason: string | undefined;
  /** When the version was published, as far as it was kept; ISO 8601, UTC, whole seconds. */
  readonly time: string | undefined;
  /** Its bytes were taken out of the history as well. */
  readonly purged: Purged | undefined;
}

/**
 * What a purge replaced, as SHA-256 digests of git's ids: who has an object can tell that it is one of them, and nobody
 * learns an id by which a forge would still show it.
 */
export interface Purged {
  /** The files of the version. */
  readonly blobs: readonly string[];
  /** Commits of the first-parent line: those that the last build may have been of. */
  readonly commits: readonly string[];
}

export interface Meta {
  /** As written: a tag may be no valid one, and its version may not exist. */
  readonly distTags: ReadonlyMap<string, string>;
  /** `undefined` when the file does not say. */
  readonly maintainers: readonly Maintainer[] | undefined;
  readonly access: Package['access'];
  /** In the file's order. */
  readonly deprecated: readonly Deprecation[];
  readonly unpublished: ReadonlyMap<Version, Tombstone>;
  /** Sorted. */
  readonly stars: readonly string[];
  readonly versions: ReadonlyMap<Version, VersionNotes>;
  /** In the file's order. No document says who they are. */
  readonly trustedPublishers: readonly TrustedPublisher[];
}

/** What holds for a package without meta.json. */
export const defaultMeta: Meta = metaOf({});

export type ParsedMeta =
  | { readonly meta: Meta; readonly problem?: undefined }
  | { readonly problem: Problem; readonly meta?: undefined };

/** The file's shape once the schema has passed it. */
interface MetaFile {
  readonly 'dist-tags'?: Readonly<Record<string, string>>;
  readonly maintainers?: readonly string[];
  readonly access?: Package['access'];
  readonly deprecated?: Readonly<Record<string, string>>;
  readonly unpublished?: Readonly<Record<string, TombstoneEntry>>;
  readonly users?: Readonly<Record<string, boolean>>;
  readonly versions?: Readonly<
    Record<
      string,
      { readonly time?: string; readonly publisher?: string; readonly gitHead?: string }
    >
  >;
  readonly trustedPublishers?: readonly TrustedPublisherEntry[];
}

/** A tombstone as meta.json has it. */
export interface TombstoneEntry {
  readonly reason?: string;
  readonly time?: string;
  readonly purged?: Purged;
}

const checkMeta = createSchemaCheck(metaSchema);

/** Parses meta.json. The problem is META_INVALID and names the first key at fault. */
export function parseMeta(path: string, bytes: FileBytes): ParsedMeta {
  const { object, fault } = parseCheckedJson(path, bytes, checkMeta);
  if (object === undefined) return { problem: problem('META_INVALID', path, fault) };
  // The schema is what this type stands for.
  const file = object as MetaFile;
  const [bad] = valueFaults(file);
  return bad === undefined
    ? { meta: metaOf(file) }
    : { problem: problem('META_INVALID', path, `"${bad.key}" in ${path} ${bad.expected}.`) };
}

const maxRanges = 200;
/** Code units; also the longest version that semver 7 parses. */
const maxRangeLength = 256;

/** What a JSON Schema cannot say. */
function* valueFaults(file: MetaFile): Generator<{ key: string; expected: string }> {
  for (const [index, text] of (file.maintainers ?? []).entries()) {
    if (maintainerOf(text) === undefined) {
      yield { key: `maintainers.${index}`, expected: 'must be a user name or `org:team`' };
    }
  }
  const deprecated = Object.keys(file.deprecated ?? {});
  // Each range is compared with every version.
  if (deprecated.filter((range) => versionOf(range) === undefined).length > maxRanges) {
    yield { key: 'deprecated', expected: `must have ${maxRanges} ranges at most` };
  }
  for (const range of deprecated) {
    if (range.length > maxRangeLength || validRange(range, { loose: true }) === null) {
      yield { key: `deprecated.${range}`, expected: 'must be a version or a semver range' };
    }
  }
  for (const group of ['unpublished', 'versions'] as const) {
    for (const key of Object.keys(file[group] ?? {})) {
      if (versionOf(key) === undefined) {
        yield { key: `${group}.${key}`, expected: 'must be a version' };
      }
    }
  }
  for (const group of ['unpublished', 'versions'] as const) {
    const entries: Readonly<Record<string, { readonly time?: string }>> = file[group] ?? {};
    for (const [key, { time }] of Object.entries(entries)) {
      if (time !== undefined && timeIn(time) === undefined) {
        yield { key: `${group}.${key}.time`, expected: 'must be like 2024-05-01T09:30:00.000Z' };
      }
    }
  }
  for (const [index, entry] of (file.trustedPublishers ?? []).entries()) {
    const fault = entryFaultOf(entry);
    if (fault !== undefined) yield { ...fault, key: `trustedPublishers.${index}.${fault.key}` };
  }
}

function metaOf(file: MetaFile): Meta {
  return {
    distTags: new Map(Object.entries(file['dist-tags'] ?? {})),
    maintainers: file.maintainers?.map(maintainerOf).filter((one) => one !== undefined),
    access: file.access ?? 'public',
    deprecated: Object.entries(file.deprecated ?? {}).map(([range, message]) => ({
      range,
      message,
    })),
    unpublished: byVersion(file.unpublished, ({ reason, time, purged }) => ({
      reason,
      time: time === undefined ? undefined : timeIn(time),
      purged,
    })),
    stars: Object.entries(file.users ?? {})
      .filter(([, starred]) => starred)
      .map(([user]) => user)
      .sort(compareText),
    versions: byVersion(file.versions, ({ time, publisher, gitHead }) => ({
      time: time === undefined ? undefined : timeIn(time),
      publisher,
      gitHead,
    })),
    trustedPublishers: (file.trustedPublishers ?? []).map(trustedPublisherOf),
  };
}

function maintainerOf(text: string): Maintainer | undefined {
  return userNameOf(text) ?? teamRefOf(text);
}

function byVersion<Value, Entry>(
  entries: Readonly<Record<string, Entry>> = {},
  valueOf: (entry: Entry) => Value,
): ReadonlyMap<Version, Value> {
  return new Map(
    Object.entries(entries).flatMap(([key, entry]) => {
      const version = versionOf(key);
      return version === undefined ? [] : [[version, valueOf(entry)] as const];
    }),
  );
}
