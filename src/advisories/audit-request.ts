// What is to be audited: POST /-/npm/v1/security/advisories/bulk, `{"<name>": ["<version>", …]}`.
import { StillpackError } from '../errors.ts';
import { isJsonObject } from '../json.ts';
import { type PackageName, packageNameOf } from '../package-name.ts';
import { type Version, versionOf } from '../version.ts';
import type { AdvisoriesOf, Advisory } from './advisory.ts';
import { isIn } from './version-intervals.ts';

export type AuditedVersions = ReadonlyMap<PackageName, ReadonlySet<Version>>;

/** By package; none has no advisory. */
export type FoundAdvisories = ReadonlyMap<PackageName, readonly Advisory[]>;

/**
 * Names and versions that no registry has (of files, of git repositories) are passed over, as npm does. Throws
 * AUDIT_INVALID for what no client sends.
 */
export function parseBulkRequest(body: unknown): AuditedVersions {
  if (!isJsonObject(body)) throw auditInvalid('The request is not a JSON object');
  const audited = new Map<PackageName, ReadonlySet<Version>>();
  for (const [key, value] of Object.entries(body)) {
    if (!Array.isArray(value)) throw auditInvalid(`The versions of "${key}" are not a list`);
    const versions = new Set<Version>();
    for (const text of value) {
      if (typeof text !== 'string') throw auditInvalid(`A version of "${key}" is not a text`);
      const version = versionOf(text);
      if (version !== undefined) versions.add(version);
    }
    const name = packageNameOf(key);
    if (name !== undefined && versions.size > 0) audited.set(name, versions);
  }
  return audited;
}

/** The advisories that affect a version asked for. */
export function findAdvisories(
  audited: AuditedVersions,
  advisoriesOf: AdvisoriesOf,
): FoundAdvisories {
  const found = new Map<PackageName, readonly Advisory[]>();
  for (const [name, asked] of audited) {
    const versions = [...asked];
    const affecting = advisoriesOf(name).filter(({ affected }) =>
      versions.some((version) => isIn(affected, version)),
    );
    if (affecting.length > 0) found.set(name, affecting);
  }
  return found;
}

export function auditInvalid(what: string): StillpackError {
  return new StillpackError('AUDIT_INVALID', `${what}.`, {
    hint: 'Send what `npm audit` sends.',
  });
}
