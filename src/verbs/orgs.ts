// `stillpack org`: npm org.
import { requireOrg } from '../change/held-org.ts';
import { parseScopeName, parseUserName } from '../change/parse-names.ts';
import { planOrg } from '../change/plan-org.ts';
import type { Role } from '../model/orgs.ts';
import { type ChangeOptions, type ChangeReport, commitPlan } from './change-repository.ts';
import { readHeldOrg } from './read-held.ts';
import { type ReadOptions, readRepository } from './read-repository.ts';

interface MemberOptions extends ChangeOptions {
  readonly org: string;
  readonly user: string;
}

/** Throws as `planOrg`. */
export async function setMember({
  org: orgText,
  user: userText,
  role,
  ...options
}: MemberOptions & { readonly role: Role }): Promise<ChangeReport> {
  const [scope, user] = [parseScopeName(orgText), parseUserName(userText)];
  return commitPlan(options, async (repository) =>
    planOrg({ org: await readHeldOrg(repository, scope), user, role }),
  );
}

/** Throws as `planOrg`. */
export async function removeMember({
  org: orgText,
  user: userText,
  ...options
}: MemberOptions): Promise<ChangeReport> {
  const [scope, user] = [parseScopeName(orgText), parseUserName(userText)];
  return commitPlan(options, async (repository) =>
    planOrg({ org: await readHeldOrg(repository, scope), user, role: undefined }),
  );
}

/** Roles by user, sorted. Throws ORG_UNKNOWN, ORG_INVALID. */
export async function listMembers({
  org: orgText,
  ...options
}: ReadOptions & { readonly org: string }): Promise<ReadonlyMap<string, Role>> {
  const scope = parseScopeName(orgText);
  return readRepository(options, async (repository) => {
    return requireOrg(await readHeldOrg(repository, scope)).members;
  });
}
