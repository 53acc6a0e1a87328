// Objects turned into what `source` and `inspect` give to `model`.
import type { Author, Landing } from '../../src/source/landing.ts';
import { createHash } from 'node:crypto';
import { compareText } from '../../src/compare.ts';
import type { Inspection, Tarball } from '../../src/inspect/tarball.ts';
import type { ExaminedFile } from '../../src/model/examined-file.ts';
import { fragmentOf } from '../../src/model/fragment-of.ts';
import type { JsonObject } from '../../src/json.ts';
import { type Directory, parseDirectory } from '../../src/model/directory.ts';
import { type PackageInput, packageOf } from '../../src/model/package-of.ts';
import type { Package } from '../../src/model/package.ts';
import type { ReadFile } from '../../src/model/users.ts';
import { type PackageName, packageNameOf } from '../../src/package-name.ts';
import { problem } from '../../src/problems.ts';
import { type Oid, oidOf } from '../../src/source/git-engine.ts';
import type { TarballFile } from '../../src/source/snapshot.ts';
import { tarballNameOf } from '../../src/tarball-name.ts';
import { type Version, versionOf } from '../../src/version.ts';

/** JSON text as inspect parses it: `__proto__` is a key like any other. */
export function json(text: string): JsonObject {
  // The callers write objects.
  return JSON.parse(text) as JsonObject;
}

export function packageName(text: string): PackageName {
  return defined(packageNameOf(text), text);
}

export function version(text: string): Version {
  return defined(versionOf(text), text);
}

function defined<Value>(value: Value | undefined, text: string): Value {
  if (value === undefined) throw new TypeError(`the test's value is invalid: ${text}`);
  return value;
}

function oidFor(text: string): Oid {
  return defined(oidOf(createHash('sha1').update(text).digest('hex')), text);
}

export interface TarballParts {
  /** Joined to `{name: 'pkg', version: '1.0.0'}`. */
  readonly manifest?: JsonObject;
  /** Beside package.json. */
  readonly files?: readonly string[];
  readonly readme?: string;
}

/** A tarball that holds `manifest`; equal parts give equal hashes. */
export function tarballWith({ manifest = {}, files = [], readme }: TarballParts = {}): Tarball {
  const full: JsonObject = { name: 'pkg', version: '1.0.0', ...manifest };
  const bytes = JSON.stringify([full, files, readme]);
  const paths = ['package.json', ...files, ...(readme === undefined ? [] : ['README.md'])];
  return {
    name: packageName(String(full['name'])),
    version: version(String(full['version'])),
    manifest: full,
    integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
    shasum: createHash('sha1').update(bytes).digest('hex'),
    size: bytes.length,
    fileCount: paths.length,
    unpackedSize: 100 * paths.length,
    entries: paths.map((path) => ({ path, size: 100 })),
    readme:
      readme === undefined ? undefined : { fileName: 'README.md', text: readme, isCut: false },
    changelog: undefined,
    hasBindingGyp: files.includes('binding.gyp'),
    hasShrinkwrap: files.includes('npm-shrinkwrap.json'),
  };
}

export interface VersionParts extends TarballParts {
  /** As the file's name says; package.json has the same unless `manifest` has another. */
  readonly version: string;
  /** @default the canonical name */
  readonly fileName?: string;
  /** @default 2024-01-01T00:00:00Z */
  readonly landed?: string;
  /** @default Ann, who is in no file */
  readonly author?: Author;
  readonly uncommitted?: boolean;
  readonly pointerUrl?: string;
  /** Whether a provenance lies beside it; made where the tarball is a real one. @default false */
  readonly proven?: boolean;
  /** What inspect found instead of a tarball. */
  readonly unreadable?: boolean;
}

export interface PackageParts {
  /** @default 'pkg' */
  readonly name?: string;
  readonly versions: readonly VersionParts[];
  /** An object becomes JSON. */
  readonly meta?: object | string;
  readonly directory?: Directory;
  /** The last commit that touched the folder. @default 2024-06-01T00:00:00Z */
  readonly modified?: string;
  readonly revision?: number;
}

export function examinedFile({ tarball, problems }: Inspection): ExaminedFile {
  const text = tarball?.readme?.text ?? '';
  return {
    fragment: tarball && fragmentOf(tarball),
    problems,
    readme: () => Promise.resolve(text),
  };
}

/** What a build hands to `packageOf`. */
export function packageInput(parts: PackageParts): PackageInput {
  const name = packageName(parts.name ?? 'pkg');
  const examined = new Map<string, ExaminedFile>();
  const stored = parts.versions.map((each) => storedTarball(name, each));
  const tarballs = stored.map((one) => {
    const { parts: each, path, oid } = one;
    const file = tarballFile(one, landingOf(one, stored));
    const manifest = { name, version: each.version, ...each.manifest };
    const changed = oid !== file.landed.oid;
    const tarball =
      changed || each.unreadable === true ? undefined : tarballWith({ ...each, manifest });
    const problems = changed ? [problem('VERSION_CHANGED', path, 'not what first landed')] : [];
    examined.set(path, examinedFile({ tarball, problems }));
    return file;
  });
  const meta = parts.meta === undefined ? undefined : encode(parts.meta);
  return {
    folder: {
      name,
      path: `packages/${name}`,
      tarballs,
      provenances: [],
      meta: undefined,
      problem: undefined,
      history: {
        files: tarballs.length,
        since: Math.min(...tarballs.map(({ landed }) => landed.since ?? Infinity)),
        versions: new Map(tarballs.map((file) => [file.version, file.landed])),
        revision: parts.revision ?? 1,
        modified: new Date(parts.modified ?? '2024-06-01T00:00:00Z'),
      },
    },
    examined,
    meta,
    directory: parts.directory ?? directory({}),
  };
}

interface StoredTarball {
  readonly parts: VersionParts;
  readonly path: string;
  readonly oid: Oid;
}

/** Equal contents have one id, as in git. */
function storedTarball(name: PackageName, parts: VersionParts): StoredTarball {
  const path = `packages/${name}/${parts.fileName ?? tarballNameOf(name, version(parts.version))}`;
  const { manifest, files, readme, unreadable } = parts;
  const content = { name, version: parts.version, manifest, files, readme, unreadable };
  return { parts, path, oid: oidFor(JSON.stringify(content)) };
}

/** As `source` has it: one for all committed files of a version. */
function landingOf(own: StoredTarball, all: readonly StoredTarball[]): Landing {
  const dateOf = ({ parts }: StoredTarball): number =>
    Date.parse(parts.landed ?? '2024-01-01T00:00:00Z');
  const isUncommitted = own.parts.uncommitted === true;
  const [first = own, ...others] = isUncommitted
    ? [own]
    : all
        .filter(({ parts }) => version(parts.version) === version(own.parts.version))
        .filter(({ parts }) => parts.uncommitted !== true)
        .toSorted((a, b) => dateOf(a) - dateOf(b) || compareText(a.path, b.path));
  const rivals = others.filter((each) => dateOf(each) === dateOf(first) && each.oid !== first.oid);
  return {
    date: new Date(dateOf(first)),
    files: 1 + others.length,
    since: isUncommitted ? undefined : dateOf(first),
    contested: rivals.length > 0,
    rivals: rivals.map(({ path }) => path),
    author: first.parts.author ?? { name: 'Ann', email: 'ann@private.example' },
    commit: isUncommitted ? undefined : first.oid,
    path: first.path,
    oid: first.oid,
  };
}

function tarballFile({ parts, path, oid }: StoredTarball, landed: Landing): TarballFile {
  const bytes = new TextEncoder().encode(path);
  const read: TarballFile['read'] = () => Promise.resolve({ bytes, isInGit: true });
  return {
    path,
    oid,
    version: version(parts.version),
    landed,
    uncommitted: parts.uncommitted ?? false,
    ...(parts.pointerUrl === undefined ? {} : { pointerUrl: parts.pointerUrl }),
    read,
    open: read,
  };
}

/** The package of `parts`; fails when there is none. */
export function packageWith(parts: PackageParts): Package {
  return defined(packageOf(packageInput(parts)).package, parts.name ?? 'pkg');
}

/** `users` and `orgs` by file name without `.json`; fails on invalid ones. */
export function directory(files: {
  readonly users?: Readonly<Record<string, object>>;
  readonly orgs?: Readonly<Record<string, object>>;
}): Directory {
  const parsed = parseDirectory({
    users: jsonFiles('users', files.users ?? {}),
    orgs: jsonFiles('orgs', files.orgs ?? {}),
  });
  if (parsed.problems.length > 0) throw new TypeError(JSON.stringify(parsed.problems));
  return parsed.directory;
}

/** Files of a folder as `parseDirectory` takes them. */
export function jsonFiles(
  folder: string,
  contents: Readonly<Record<string, object | string>>,
): readonly ReadFile[] {
  return Object.entries(contents).map(([stem, content]) => ({
    path: `${folder}/${stem}.json`,
    bytes: encode(content),
  }));
}

export function encode(content: object | string): Uint8Array {
  return new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));
}
