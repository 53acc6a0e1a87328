import Range from 'semver/classes/range.js';
import { quoted } from '../../inspect/quoted.ts';
import { isJsonObject, type JsonObject, own } from '../../json.ts';
import type { PackageName } from '../../package-name.ts';
import type { Version } from '../../version.ts';
import type { CheckId } from '../../policy/check-id.ts';
import { finding, type Finding } from '../finding.ts';
import type { Level } from '../../policy/level.ts';
import type { AddedVersion, ReviewContext } from '../reviewed.ts';
import { type DependencySpec, dependencySpecOf } from './dependency-spec.ts';
import { limitFindings } from './limit-findings.ts';

/** Those that are installed with the package. */
const kinds = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const;

/** Whether clients can get what the version depends on; what has not changed weighs less. */
export async function checkDependencies(
  version: AddedVersion,
  context: ReviewContext,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const dependency of dependenciesOf(version)) {
    const fault = await faultOf(dependency, { version, context });
    if (fault === undefined) continue;
    const { kind, name } = dependency;
    const message = `${quoted(name)} in ${kind} ${fault.message}.`;
    findings.push(
      finding(fault.check, {
        path: version.path,
        file: 'package.json',
        message,
        level: fault.level,
      }),
    );
  }
  return limitFindings([...malformed(version), ...findings]);
}

interface Dependency {
  readonly kind: (typeof kinds)[number];
  readonly name: string;
  readonly value: unknown;
  /** The previous version has the same. */
  readonly isOld: boolean;
  /** It lies in the tarball. */
  readonly isBundled: boolean;
}

function dependenciesOf({ tarball: { manifest }, previous }: AddedVersion): readonly Dependency[] {
  const bundled = bundledIn(manifest);
  return kinds.flatMap((kind) => {
    const before = objectIn(previous?.tarball.manifest ?? {}, kind);
    return Object.entries(objectIn(manifest, kind))
      .filter(([name]) => kind !== 'dependencies' || !isOptional(manifest, name))
      .map(([name, value]) => ({
        ...{ kind, name, value, isOld: isSame(own(before, name), value) },
        isBundled: bundled === true || bundled.has(name),
      }));
  });
}

/** `true`: all of them. */
function bundledIn(manifest: JsonObject): true | ReadonlySet<unknown> {
  const bundled = own(manifest, 'bundleDependencies') ?? own(manifest, 'bundledDependencies');
  return bundled === true || new Set<unknown>(Array.isArray(bundled) ? bundled : []);
}

function objectIn(manifest: JsonObject, key: string): JsonObject {
  const value = own(manifest, key);
  return isJsonObject(value) ? value : {};
}

/** npm: what stands in both is optional. */
function isOptional(manifest: JsonObject, name: string): boolean {
  return Object.hasOwn(objectIn(manifest, 'optionalDependencies'), name);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Fields that are no objects; an empty list is what some programs write for none. */
function malformed({ path, tarball: { manifest }, previous }: AddedVersion): readonly Finding[] {
  return kinds.flatMap((kind) => {
    const value = own(manifest, kind);
    if (value === undefined || value === null || isJsonObject(value)) return [];
    if (Array.isArray(value) && value.length === 0) return [];
    if (isSame(previous && own(previous.tarball.manifest, kind), value)) return [];
    const message = `"${kind}" is not an object of names and ranges.`;
    return [finding('dependency-invalid', { path, file: 'package.json', message })];
  });
}

interface Fault {
  readonly check: CheckId;
  /** Completes "The dependency …". */
  readonly message: string;
  readonly level?: Level | undefined;
}

interface Surroundings {
  readonly version: AddedVersion;
  readonly context: ReviewContext;
}

async function faultOf(
  dependency: Dependency,
  surroundings: Surroundings,
): Promise<Fault | undefined> {
  const { name, value, isOld } = dependency;
  const spec = dependencySpecOf(name, value);
  switch (spec.kind) {
    case 'invalid':
      return isOld ? undefined : { check: 'dependency-invalid', message: spec.fault };
    case 'local':
      return {
        check: 'dependency-local',
        message: `asks for ${quoted(String(value))}, which only the publisher has`,
      };
    case 'remote':
      return isOld
        ? undefined
        : { check: 'dependency-remote', message: `comes from ${quoted(String(value))}` };
    case 'range':
    case 'tag':
      return needsNothing(dependency, surroundings.version.tarball.manifest)
        ? undefined
        : missing(dependency, { ...surroundings, spec });
  }
}

/** Whether it lies in the tarball, or is a peer that may be absent. */
function needsNothing({ kind, name, isBundled }: Dependency, manifest: JsonObject): boolean {
  if (kind === 'peerDependencies') {
    const meta = own(objectIn(manifest, 'peerDependenciesMeta'), name);
    return isJsonObject(meta) && own(meta, 'optional') === true;
  }
  return isBundled;
}

async function missing(
  { kind, isOld }: Dependency,
  { version, context, spec }: Surroundings & { readonly spec: RegistrySpec },
): Promise<Fault | undefined> {
  const there = await versionsOf(spec.name, { version, context });
  if (there === undefined) return undefined;
  const fault = unmet(spec, there);
  if (fault === undefined) return undefined;
  const level = isOld ? 'info' : kind === 'optionalDependencies' ? 'warning' : fault.level;
  return { check: 'dependency-missing', message: fault.message, level };
}

type RegistrySpec = Extract<DependencySpec, { kind: 'range' | 'tag' }>;

/** After the change, the version that is added among them; `undefined` for a name of another registry. */
async function versionsOf(
  name: PackageName,
  { version, context }: Surroundings,
): Promise<readonly Version[] | undefined> {
  const there = await context.versionsOf(name);
  return name === version.name ? [...(there ?? []), version.version] : there;
}

function unmet(spec: RegistrySpec, there: readonly Version[]): Omit<Fault, 'check'> | undefined {
  const [highest] = there.slice(-1);
  if (highest === undefined) return { message: `needs ${spec.name}, which has no version` };
  if (spec.kind === 'tag') {
    if (spec.tag === 'latest') return undefined;
    const message = `asks for the tag ${quoted(spec.tag)} of ${spec.name}, which may be there or not, and moves`;
    return { message, level: 'warning' };
  }
  // npm takes the version of `latest` for it, a prerelease if need be.
  if (spec.range === '*') return undefined;
  // Made once: to read a hostile range takes longer than to test a version.
  const range = new Range(spec.range, { loose: true });
  if (there.some((each) => range.test(each))) return undefined;
  return {
    message: `asks for ${quoted(spec.range)} of ${spec.name}, whose highest version is ${highest}`,
  };
}
