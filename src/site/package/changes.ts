// What a version changed against the one before it, as plain data.
import { compareText } from '../../compare.ts';
import { isJsonObject, type JsonObject, own } from '../../json.ts';
import { manifestIn, type VersionFragment } from '../../model/version-fragment.ts';
import type { Version } from '../../version.ts';
import type { DetailedFile, TarballDetails } from './tarball-details.ts';

export interface VersionSide {
  readonly fragment: VersionFragment;
  readonly tarball: TarballDetails;
}

export interface VersionChanges {
  /** The version that these are the changes against. */
  readonly previous: Version;
  readonly files: ChangeList<Change<number>>;
  /** Whether all files of both were compared. */
  readonly allFiles: boolean;
  /** Each with the kind in front, as package.json has it. */
  readonly dependencies: ChangeList<Change<string> & { readonly kind: string }>;
  readonly scripts: ChangeList<Change<string>>;
  readonly engines: ChangeList<Change<string>>;
  /** Bytes; then files. Those that are the same are there, too. */
  readonly packedSize: Pair;
  readonly unpackedSize: Pair;
  readonly fileCount: Pair;
}

/** Of something with a name: without `from` it was added, without `to` removed. A file's are its sizes. */
export interface Change<Value> {
  readonly name: string;
  readonly from: Value | undefined;
  readonly to: Value | undefined;
}

/** The first of them, and how many there are. */
export interface ChangeList<Item> {
  readonly shown: readonly Item[];
  readonly total: number;
}

export interface Pair {
  readonly from: number;
  readonly to: number;
}

export const comparedKinds = [
  'dependencies',
  'peerDependencies',
  'optionalDependencies',
  'devDependencies',
] as const;

export function changesBetween(previous: VersionSide, next: VersionSide): VersionChanges {
  const from = previous.fragment;
  const to = next.fragment;
  const [before, after] = [manifestIn(from), manifestIn(to)];
  const changedTexts = (key: string): readonly Change<string>[] =>
    changed(textsOf(before, key), textsOf(after, key));
  return {
    previous: from.version,
    files: capped(changedFiles(previous.tarball.files, next.tarball.files)),
    allFiles: [previous, next].every(({ tarball }) => tarball.files.length === tarball.fileCount),
    dependencies: capped(
      comparedKinds.flatMap((kind) => changedTexts(kind).map((one) => ({ ...one, kind }))),
    ),
    scripts: capped(changedTexts('scripts')),
    engines: capped(changedTexts('engines')),
    packedSize: { from: from.size, to: to.size },
    unpackedSize: { from: from.unpackedSize, to: to.unpackedSize },
    fileCount: { from: from.fileCount, to: to.fileCount },
  };
}

const maxChanges = 100;
/** Code units of a script or a range: what is longer is still told apart by all of it. */
const maxText = 500;

function capped<Item extends Change<unknown>>(items: readonly Item[]): ChangeList<Item> {
  return { shown: items.slice(0, maxChanges).map(shortened), total: items.length };
}

function shortened<Item extends Change<unknown>>(item: Item): Item {
  const cut = (value: unknown): unknown =>
    typeof value === 'string' && value.length > maxText ? `${value.slice(0, maxText)}…` : value;
  return { ...item, from: cut(item.from), to: cut(item.to) };
}

function changedFiles(
  before: readonly DetailedFile[],
  after: readonly DetailedFile[],
): readonly Change<number>[] {
  const digests = (files: readonly DetailedFile[]): ReadonlyMap<string, string> =>
    new Map(files.map(({ path, digest }) => [path, digest]));
  const sizes = (files: readonly DetailedFile[]): ReadonlyMap<string, number> =>
    new Map(files.map(({ path, size }) => [path, size]));
  const [from, to] = [sizes(before), sizes(after)];
  return changed(digests(before), digests(after)).map(({ name }) => ({
    name,
    from: from.get(name),
    to: to.get(name),
  }));
}

/** Sorted by name. */
function changed<Value>(
  before: ReadonlyMap<string, Value>,
  after: ReadonlyMap<string, Value>,
): readonly Change<Value>[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return names
    .map((name) => ({ name, from: before.get(name), to: after.get(name) }))
    .filter(({ from, to }) => from !== to);
}

/** The texts of an object in the manifest. */
function textsOf(manifest: JsonObject, key: string): ReadonlyMap<string, string> {
  const value = own(manifest, key);
  if (!isJsonObject(value)) return new Map();
  return new Map(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
