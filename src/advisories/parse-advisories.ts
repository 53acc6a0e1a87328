// advisories/<id>.json: OSV's files become npm's advisories, by package.
import { hash } from 'node:crypto';
import { compareText } from '../compare.ts';
import { own } from '../json.ts';
import { parseCheckedJson } from '../model/checked-json.ts';
import { cutText } from '../model/cut-text.ts';
import { fileStem, type ReadFile } from '../model/users.ts';
import { type PackageName, packageNameOf } from '../package-name.ts';
import { printable } from '../printable.ts';
import { problem, type Problem } from '../problems.ts';
import { createSchemaCheck } from '../schema.ts';
import { type Advisory, ghsaIn, type Severity, webAddressIn } from './advisory.ts';
import { advisorySchema } from './advisory-schema.ts';
import { affectedVersions, type OsvRange } from './osv-ranges.ts';
import {
  type Interval,
  type Intervals,
  joinedIntervals,
  rangeTextOf,
} from './version-intervals.ts';

export type AdvisoryIndex = ReadonlyMap<PackageName, readonly Advisory[]>;

/** The file's shape once the schema has passed it. */
interface OsvFile {
  readonly id: string;
  readonly modified: string;
  readonly published?: string;
  readonly withdrawn?: string;
  readonly aliases?: readonly string[];
  readonly summary?: string;
  readonly details?: string;
  readonly severity?: readonly { readonly type: string; readonly score: string }[];
  readonly affected: readonly OsvAffected[];
  readonly references?: readonly { readonly type: string; readonly url: string }[];
  readonly database_specific?: Readonly<Record<string, unknown>>;
}

interface OsvAffected {
  readonly package?: { readonly ecosystem: string; readonly name: string };
  readonly ranges?: readonly OsvRange[];
  readonly versions?: readonly string[];
}

type Parsed<Value> =
  | { readonly value: Value; readonly fault?: undefined }
  | { readonly fault: string; readonly value?: undefined };

const checkAdvisory = createSchemaCheck(advisorySchema);

/**
 * Every advisory that counts, those of a package in the order of their files; withdrawn ones do not.
 * ADVISORY_INVALID leaves a file out.
 */
export function parseAdvisories(files: readonly ReadFile[]): {
  readonly advisories: AdvisoryIndex;
  readonly problems: readonly Problem[];
} {
  const advisories = new Map<PackageName, Advisory[]>();
  const problems: Problem[] = [];
  const ids = new Set<number>();
  for (const file of files.toSorted((a, b) => compareText(a.path, b.path))) {
    const { value, fault } = parseFile(file);
    if (value === undefined) {
      problems.push(problem('ADVISORY_INVALID', file.path, fault));
      continue;
    }
    if (value.osv.withdrawn !== undefined) continue;
    for (const [name, affected] of value.affected) {
      const advisory = advisoryOf(value.osv, {
        name,
        affected,
        id: newId(value.osv.id, name, ids),
      });
      const others = advisories.get(name);
      if (others === undefined) advisories.set(name, [advisory]);
      else others.push(advisory);
    }
  }
  return { advisories, problems };
}

function parseFile({ path, bytes }: ReadFile): Parsed<{
  readonly osv: OsvFile;
  readonly affected: ReadonlyMap<PackageName, Intervals>;
}> {
  const { object, fault } = parseCheckedJson(path, bytes, checkAdvisory);
  if (object === undefined) return { fault };
  // The schema is what this type stands for.
  const osv = object as unknown as OsvFile;
  if (osv.id !== fileStem(path)) return { fault: `${path} is not named after its "id".` };
  const affected = affectedPackages(osv);
  return affected.value === undefined
    ? { fault: `${path} ${affected.fault}.` }
    : { value: { osv, affected: affected.value } };
}

/** By package, what all entries of it say together: npm takes two rows of one id for the same. */
function affectedPackages({ affected }: OsvFile): Parsed<ReadonlyMap<PackageName, Intervals>> {
  const packages = new Map<PackageName, Interval[]>();
  for (const { package: target, ranges = [], versions = [] } of affected) {
    if (target?.ecosystem !== 'npm') continue;
    const name = packageNameOf(target.name);
    if (name === undefined) return { fault: `names "${target.name}", which is no package of npm` };
    const { intervals, fault } = affectedVersions(ranges, versions);
    if (intervals === undefined) return { fault: `says of ${name} ${fault}` };
    const before = packages.get(name);
    if (before === undefined) packages.set(name, [...intervals]);
    else for (const interval of intervals) before.push(interval);
  }
  if (packages.size === 0) return { fault: 'names no package of npm' };
  const joined = new Map([...packages].map(([name, each]) => [name, joinedIntervals(each)]));
  const [empty] = [...joined].find(([, { length }]) => length === 0) ?? [];
  return empty === undefined
    ? { value: joined }
    : { fault: `says of no version of ${empty} that it is affected` };
}

/** Code points. */
const maximumOverview = 4096;

function advisoryOf(
  osv: OsvFile,
  { name, affected, id }: Pick<Advisory, 'name' | 'affected' | 'id'>,
): Advisory {
  const { aliases = [], details = '' } = osv;
  const ids = [osv.id, ...aliases];
  return {
    id,
    name,
    title: printable(osv.summary ?? (details.trim().split('\n', 1)[0] || osv.id)),
    url: urlOf(osv),
    severity: severityOf(osv),
    vulnerableVersions: rangeTextOf(affected),
    affected,
    cwe: weaknessesIn(own(osv.database_specific ?? {}, 'cwe_ids')),
    cves: ids.filter((each) => /^CVE-\d+-\d+$/.test(each)),
    ghsa: ids.map(ghsaIn).find((each) => each !== undefined),
    cvss: { score: 0, vectorString: vectorIn(osv) },
    overview: cutText(details, maximumOverview),
    created: osv.published ?? osv.modified,
    updated: osv.modified,
  };
}

/**
 * The word of `database_specific.severity`, which GitHub writes; else moderate. A CVSS vector alone is a formula, and
 * no library that computes it is part of stillpack.
 */
function severityOf({ database_specific: specific = {} }: OsvFile): Severity {
  const word = own(specific, 'severity');
  switch (typeof word === 'string' ? word.toLowerCase() : undefined) {
    case 'low':
      return 'low';
    case 'high':
      return 'high';
    case 'critical':
      return 'critical';
    default:
      return 'moderate';
  }
}

function weaknessesIn(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((each) => typeof each === 'string').filter((each) => /^CWE-\d+$/.test(each));
}

/** The newest of its kind, as npm gives one. */
function vectorIn({ severity = [] }: OsvFile): string | null {
  const vectors = severity
    .filter(({ type }) => /^CVSS_V[34]$/.test(type))
    .filter(({ score }) => /^CVSS:[34]\.\d(?:\/[A-Z]+:[A-Z])+$/i.test(score))
    .toSorted((a, b) => compareText(b.type, a.type));
  return vectors[0]?.score ?? null;
}

/** Clients want one: that of the advisory itself, any other that it names, or where OSV's ids are looked up. */
function urlOf({ id, references = [] }: OsvFile): string {
  const addresses = references
    .toSorted((a, b) => Number(b.type === 'ADVISORY') - Number(a.type === 'ADVISORY'))
    .map(({ url }) => webAddressIn(url));
  const ghsa = ghsaIn(id);
  return (
    addresses.find((address) => address !== undefined) ??
    (ghsa === undefined
      ? `https://osv.dev/vulnerability/${id}`
      : `https://github.com/advisories/${ghsa}`)
  );
}

/** From 2^30 up to 2^31: follows from OSV's id and the package, but where two would be one. */
function newId(osvId: string, name: PackageName, taken: Set<number>): number {
  for (let attempt = 0; ; attempt++) {
    const digest = hash('sha256', `${osvId}\n${name}\n${attempt}`, 'buffer');
    const id = 2 ** 30 + (digest.readUInt32BE() % 2 ** 30);
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}
