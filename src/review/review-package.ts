// What there is to say of one package that a change touches.
import type { HeldPackage } from '../change/held-package.ts';
import { compareText } from '../compare.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { parseJson } from '../parse-json.ts';
import type { Oid } from '../source/git-engine.ts';
import type { History } from '../source/landing.ts';
import { folderOf, provenancePathOf } from '../source/package-path.ts';
import type { ByteSources } from '../source/tarball-content.ts';
import type { Version } from '../version.ts';
import { contentChecks } from './checks/content-checks.ts';
import { manifestChecks } from './checks/manifest-checks.ts';
import { checkMeta } from './checks/meta.ts';
import { checkPublished } from './checks/published.ts';
import { differenceOf } from './difference/difference.ts';
import { type DiffLimits, reviewDiffLimits } from './difference/diff-limits.ts';
import { fieldDifferences } from './difference/manifest-differences.ts';
import type { Finding } from './finding.ts';
import { checkLateProvenances } from './late-provenances.ts';
import { readInstallSize } from './read/read-install-size.ts';
import type { TouchedPackage } from './read/read-package.ts';
import { addedEntries, readAdded, readKept } from './read/read-versions.ts';
import type { FieldDifference, PackageReport, VersionReport } from './review-report.ts';
import type { AddedVersion, ReviewContext } from './reviewed.ts';

export interface PackageInput {
  readonly sources: ByteSources;
  readonly context: ReviewContext;
  /** Of the commit that is built on; asked for only when a version is added. */
  readonly history: () => Promise<History>;
  /** How many characters of patches the whole report has left. */
  readonly room: number;
}

export interface ReviewedParts {
  readonly report: PackageReport;
  readonly findings: readonly Finding[];
}

/** Versions are read, checked and let go one after another. */
export async function reviewPackage(
  pkg: TouchedPackage,
  input: PackageInput,
): Promise<ReviewedParts> {
  const { sources } = input;
  const kept = await readKept(sources, pkg);
  const landed = await readLanded(pkg, input);
  const findings: Finding[] = [...checkPublished({ ...kept, landed }), ...checkMeta(pkg)];
  findings.push(...(await checkLateProvenances(sources, pkg)));
  const added: VersionReport[] = [];
  let { room } = input;
  for await (const { version, findings: problems } of readAdded(sources, pkg)) {
    findings.push(...problems);
    if (version === undefined) continue;
    findings.push(...(await checkVersion(version, input.context)));
    const report = await reportOf(version, { ...input, room });
    room -= patchLength(report);
    added.push(report);
  }
  const { before, after } = pkg;
  const removed = before.versions.filter((version) => !after.versions.includes(version));
  const meta = metaDifferences(before, after);
  const changedFiles = otherFiles(pkg, added);
  const { name, isNew } = pkg;
  return { report: { name, isNew, added, removed, meta, changedFiles }, findings };
}

function otherFiles(
  { changes }: TouchedPackage,
  added: readonly VersionReport[],
): readonly string[] {
  const expected = new Set(added.flatMap(({ path }) => [path, provenancePathOf(path)]));
  const others = changes.filter(({ path, before }) => before !== undefined || !expected.has(path));
  return others.map(({ path }) => path).sort(compareText);
}

async function checkVersion(
  version: AddedVersion,
  context: ReviewContext,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const check of [...manifestChecks, ...contentChecks]) {
    findings.push(...(await check(version, context)));
  }
  return findings;
}

async function reportOf(version: AddedVersion, input: PackageInput): Promise<VersionReport> {
  const { tarball, path, previous } = version;
  const limits: DiffLimits = {
    ...reviewDiffLimits,
    patches: Math.min(reviewDiffLimits.patches, Math.max(input.room, 0)),
  };
  const installed = {
    before: previous && (await readInstallSize(previous, input)),
    after: await readInstallSize(version, input),
  };
  return {
    version: version.version,
    path,
    integrity: tarball.integrity,
    difference: differenceOf({ from: previous, to: version, installed, limits }),
  };
}

/** Characters of the patches of a report. */
export function patchLength({ difference }: VersionReport): number {
  return difference.files.reduce((sum, { patch }) => sum + (patch?.length ?? 0), 0);
}

/** With what each added version landed, if it ever did. */
async function readLanded(
  pkg: TouchedPackage,
  { history }: PackageInput,
): Promise<ReadonlyMap<Version, Oid>> {
  const landed = new Map<Version, Oid>();
  const entries = addedEntries(pkg);
  if (entries.length === 0) return landed;
  const versions = (await history()).folder(folderOf(pkg.name))?.versions;
  for (const { version } of entries) {
    const landing = versions?.get(version);
    if (landing !== undefined) landed.set(version, landing.oid);
  }
  return landed;
}

function metaDifferences(before: HeldPackage, after: HeldPackage): readonly FieldDifference[] {
  return fieldDifferences({ before: metaOf(before), after: metaOf(after) });
}

/** Both could be read. */
function metaOf({ metaBytes }: HeldPackage): JsonObject {
  const { value } = metaBytes === undefined ? { value: {} } : parseJson(metaBytes, {});
  return isJsonObject(value) ? value : {};
}
