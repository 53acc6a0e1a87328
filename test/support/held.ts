// What a repository holds, made from objects, and what a change makes of it.
import type { Change } from '../../src/change/change.ts';
import { type HeldOrg, heldOrgOf } from '../../src/change/held-org.ts';
import {
  type HeldPackage,
  heldPackageOf,
  type VersionFile,
} from '../../src/change/held-package.ts';
import { type HeldUser, heldUserOf } from '../../src/change/held-user.ts';
import { type DistTag, distTagOf } from '../../src/dist-tag.ts';
import { type ScopeName, scopeNameOf } from '../../src/model/scope-name.ts';
import { type TeamName, teamNameOf } from '../../src/model/team-name.ts';
import { type UserName, userNameOf } from '../../src/model/user-name.ts';
import { provenancePathOf } from '../../src/source/package-path.ts';
import { tarballNameOf } from '../../src/tarball-name.ts';
import { encode, packageName, version } from './model.ts';

function defined<Value>(value: Value | undefined, text: string): Value {
  if (value === undefined) throw new TypeError(`the test's value is invalid: ${text}`);
  return value;
}

export const tag = (text: string): DistTag => defined(distTagOf(text), text);
export const user = (text: string): UserName => defined(userNameOf(text), text);
export const team = (text: string): TeamName => defined(teamNameOf(text), text);
export const scope = (text: string): ScopeName => defined(scopeNameOf(text), text);

/** A package with a tarball for each version; an object becomes JSON with two blanks. */
export function heldPackage({
  name = '@acme/ui',
  versions,
  proven = [],
  meta,
}: {
  readonly name?: string;
  readonly versions: readonly string[];
  /** Versions that have a provenance. */
  readonly proven?: readonly string[];
  readonly meta?: object | string | undefined;
}): HeldPackage {
  const checked = packageName(name);
  const fileOf = (text: string): VersionFile => ({
    path: `packages/${name}/${tarballNameOf(checked, version(text))}`,
    version: version(text),
  });
  const provenances = proven
    .map(fileOf)
    .map((file) => ({ ...file, path: provenancePathOf(file.path) }));
  return heldPackageOf({
    name: checked,
    files: versions.map(fileOf),
    provenances,
    meta: bytesOf(meta),
  });
}

export function heldOrg(org?: object | string): HeldOrg {
  return heldOrgOf(scope('acme'), bytesOf(org));
}

export function heldUser(profile?: object | string): HeldUser {
  return heldUserOf(user('mira'), bytesOf(profile));
}

function bytesOf(content: object | string | undefined): Uint8Array | undefined {
  if (content === undefined) return undefined;
  return encode(
    typeof content === 'string' ? content : `${JSON.stringify(content, undefined, 2)}\n`,
  );
}

/** The files of a change by path: their text, or `undefined` where they are removed. */
export function filesOf(change: Change | undefined): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    (change?.files ?? []).map(({ path, bytes }) => [
      path,
      bytes === undefined ? undefined : new TextDecoder().decode(bytes),
    ]),
  );
}

/** The one file that a change writes, parsed. */
export function writtenBy(change: Change | undefined): unknown {
  const [file, ...others] = change?.files.filter(({ bytes }) => bytes !== undefined) ?? [];
  if (file === undefined || others.length > 0) throw new Error('not one file');
  return JSON.parse(new TextDecoder().decode(file.bytes));
}

/** The package as it is after a change of it. */
export function changedPackage(pkg: HeldPackage, change: Change | undefined): HeldPackage {
  const changed = new Map(change?.files.map(({ path, bytes }) => [path, bytes]));
  const path = `packages/${pkg.name}/meta.json`;
  return heldPackageOf({
    name: pkg.name,
    files: pkg.files.filter((file) => !changed.has(file.path)),
    provenances: pkg.provenances.filter((file) => !changed.has(file.path)),
    meta: changed.has(path) ? changed.get(path) : pkg.metaBytes,
  });
}
