import type { JsonObject } from '../json.ts';
import type { Advisory } from './advisory.ts';
import type { FoundAdvisories } from './audit-request.ts';

/** POST /-/npm/v1/security/advisories/bulk: yarn 4 fails on a name that it did not ask for. */
export function bulkAnswer(found: FoundAdvisories): JsonObject {
  return Object.fromEntries([...found].map(([name, advisories]) => [name, advisories.map(rowOf)]));
}

function rowOf(advisory: Advisory): JsonObject {
  const { id, url, title, severity, vulnerableVersions, cwe, cvss } = advisory;
  return { id, url, title, severity, vulnerable_versions: vulnerableVersions, cwe, cvss };
}
