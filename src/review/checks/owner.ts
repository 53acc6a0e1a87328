// Whether whoever makes the change may, by what the registry said before it.
import { StillpackError } from '../../errors.ts';
import type { UserName } from '../../model/user-name.ts';
import { folderOf } from '../../source/package-path.ts';
import type { Rights } from '../../verbs/rights.ts';
import { type Finding, finding } from '../finding.ts';
import type { Publisher } from '../publishers.ts';
import type { ReviewedPackage } from '../reviewed.ts';

/** One finding for each publisher who may not. */
export async function checkOwner(
  pkg: ReviewedPackage,
  { publishers, rights }: { readonly publishers: readonly Publisher[]; readonly rights: Rights },
): Promise<readonly Finding[]> {
  const path = folderOf(pkg.name);
  if (publishers.length === 0) {
    return [finding('not-owner', { path, message: `Nobody is known to change ${pkg.name}.` })];
  }
  const findings: Finding[] = [];
  for (const { label, user } of publishers) {
    if (user === undefined) {
      const message = `${label} is no user of this registry, and ${pkg.name} is to change.`;
      const advice =
        'Let an owner of the package approve it, or add users/<name>.json with "forge" and "email".';
      findings.push(finding('not-owner', { path, message, advice }));
      continue;
    }
    const refusal = await refusalOf(user, pkg, rights);
    if (refusal === undefined) continue;
    findings.push(finding('not-owner', { path, message: refusal.message, advice: refusal.hint }));
  }
  return findings;
}

/** As the gateway decides it. */
async function refusalOf(
  user: UserName,
  { name, before }: ReviewedPackage,
  rights: Rights,
): Promise<StillpackError | undefined> {
  // A folder without a version may hold nothing but tombstones, and nobody's name.
  const isBegun = before.versions.length > 0 || before.meta.maintainers !== undefined;
  try {
    await (isBegun ? rights.requireWrite(user, before) : rights.requireCreate(user, name));
    return undefined;
  } catch (error) {
    // Nobody knows whom a file names that cannot be read.
    const isRefusal =
      error instanceof StillpackError &&
      /^(?:FORBIDDEN|META_INVALID|ORG_INVALID)$/.test(error.code);
    if (isRefusal) return error;
    throw error;
  }
}
