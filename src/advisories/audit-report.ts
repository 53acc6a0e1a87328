// npm 6's report of vulnerabilities, which pnpm 10.34 reads, too, and npm 7 to 9 where there is no bulk answer.
import { compareText } from '../compare.ts';
import type { JsonObject } from '../json.ts';
import type { PackageName } from '../package-name.ts';
import type { Version } from '../version.ts';
import { type Advisory, severities } from './advisory.ts';
import type { FoundAdvisories } from './audit-request.ts';
import type { DependencyTree, Installed } from './dependency-tree.ts';
import { isIn, patchedTextOf } from './version-intervals.ts';

/** Places that are told of one advisory; all of them are counted. */
const maximumPlaces = 100;

interface Finding {
  readonly version: Version;
  readonly places: readonly Installed[];
}

/** An advisory, and where it applies. */
interface Hit {
  readonly advisory: Advisory;
  readonly findings: readonly Finding[];
  readonly count: number;
}

/**
 * POST /-/npm/v1/security/audits, and the same below `/quick`. Each place is told by one path, and each module has
 * one action, `review`: which update would help follows from ranges that the tree does not hold.
 */
export function auditReport(tree: DependencyTree, found: FoundAdvisories): JsonObject {
  const hits = [...found].flatMap(([name, advisories]) => hitsOf(tree, name, advisories));
  return {
    actions: actionsOf(hits),
    advisories: Object.fromEntries(hits.map((hit) => [String(hit.advisory.id), entryOf(hit)])),
    muted: [],
    metadata: {
      vulnerabilities: Object.fromEntries(
        severities.map((severity) => [severity, countOf(hits, severity)]),
      ),
      ...tree.counts,
    },
  };
}

function hitsOf(
  { installed }: DependencyTree,
  name: PackageName,
  advisories: readonly Advisory[],
): readonly Hit[] {
  const versions = [...(installed.get(name) ?? [])];
  return advisories.flatMap((advisory) => {
    const affected = versions.filter(([version]) => isIn(advisory.affected, version));
    if (affected.length === 0) return [];
    let left = maximumPlaces;
    const findings: Finding[] = [];
    for (const [version, places] of affected) {
      if (left > 0) findings.push({ version, places: places.slice(0, left) });
      left -= places.length;
    }
    return [{ advisory, findings, count: maximumPlaces - left }];
  });
}

function countOf(hits: readonly Hit[], severity: Advisory['severity']): number {
  return hits
    .filter(({ advisory }) => advisory.severity === severity)
    .reduce((sum, { count }) => sum + count, 0);
}

function actionsOf(hits: readonly Hit[]): readonly JsonObject[] {
  const modules = new Map<PackageName, JsonObject[]>();
  for (const { advisory, findings } of hits) {
    const resolves = modules.get(advisory.name) ?? [];
    modules.set(advisory.name, resolves);
    for (const place of findings.flatMap(({ places }) => places)) {
      resolves.push({ id: advisory.id, path: textOf(place), ...flagsOf([place]) });
    }
  }
  return [...modules]
    .sort(([a], [b]) => compareText(a, b))
    .map(([module, resolves]) => ({ action: 'review', module, resolves }));
}

function entryOf({ advisory, findings }: Hit): JsonObject {
  const { name, id, url, title, severity, cwe, cves, cvss, overview } = advisory;
  const patched = patchedTextOf(advisory.affected);
  return {
    findings: findings.map(({ version, places }) => ({
      version,
      paths: places.map(textOf),
      ...flagsOf(places),
    })),
    id,
    url,
    title,
    severity,
    module_name: name,
    vulnerable_versions: advisory.vulnerableVersions,
    patched_versions: patched,
    recommendation:
      patched === '<0.0.0' ? 'No patched version is known.' : `Upgrade to version ${patched}`,
    overview,
    cwe,
    cves,
    cvss,
    github_advisory_id: advisory.ghsa ?? null,
    references: url,
    created: advisory.created,
    updated: advisory.updated,
    deleted: null,
    access: 'public',
    found_by: { name: '' },
    reported_by: { name: '' },
    metadata: null,
  };
}

/** A package counts as the project's own where any place of it does. */
function flagsOf(places: readonly Installed[]): JsonObject {
  return {
    dev: places.every(({ dev }) => dev),
    optional: places.every(({ optional }) => optional),
    bundled: places.every(({ bundled }) => bundled),
  };
}

function textOf({ path }: Installed): string {
  return path().join('>');
}
