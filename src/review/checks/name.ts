import { checkNewName } from '../../change/new-name.ts';
import { legacyNameProblems } from '../../model/legacy-name.ts';
import { scopeOf } from '../../package-name.ts';
import { compareVersions } from '../../version.ts';
import { finding, type Finding } from '../finding.ts';
import type { AddedVersion, ReviewContext } from '../reviewed.ts';
import { similarNames } from './similar-names.ts';

/** Whether the registry should have a name that it does not have yet; said once, however many versions come with it. */
export async function checkName(
  version: AddedVersion,
  context: ReviewContext,
): Promise<readonly Finding[]> {
  if (!version.pkg.isNew || !isFirst(version)) return [];
  const { name, path } = version;
  return [
    finding('name-new', { path, message: `${name} is a new name in this registry.` }),
    ...invalid(version),
    ...outOfScope(version, context),
    ...similar(version, context),
    ...(await upstream(version, context)),
  ];
}

/** The lowest version that the change adds. */
function isFirst({ version, pkg: { after } }: AddedVersion): boolean {
  return !after.versions.some((other) => compareVersions(other, version) < 0);
}

function invalid({ name, path }: AddedVersion): readonly Finding[] {
  return legacyNameProblems(name, path).map(({ message }) =>
    finding('name-invalid', { path, message }),
  );
}

function outOfScope(
  { name, path }: AddedVersion,
  { policy: { scopes } }: ReviewContext,
): readonly Finding[] {
  const scope = scopeOf(name);
  if (scopes === undefined || (scope !== undefined && scopes.includes(`@${scope}`))) return [];
  const message =
    scope === undefined
      ? `${name} is in no scope; new packages belong in ${listOf(scopes)}.`
      : `${name} is not in a scope for new packages: ${listOf(scopes)}.`;
  return [finding('name-scope', { path, message })];
}

function listOf(scopes: readonly string[]): string {
  return scopes.length === 0 ? 'none' : scopes.join(', ');
}

function similar({ name, path }: AddedVersion, { names }: ReviewContext): readonly Finding[] {
  const faults = checkNewName(name, names, path).map(({ message }) =>
    finding('name-similar', { path, message, level: 'block', advice: 'Choose another name.' }),
  );
  // What is refused in any case need not be compared.
  if (faults.length > 0) return faults;
  const others = similarNames(name, names);
  if (others.length === 0) return [];
  return [finding('name-similar', { path, message: `${name} looks like ${others.join(', ')}.` })];
}

async function upstream(
  { name, path }: AddedVersion,
  { existsUpstream }: ReviewContext,
): Promise<readonly Finding[]> {
  if (existsUpstream === undefined || scopeOf(name) !== undefined) return [];
  try {
    if (!(await existsUpstream(name))) return [];
    const message = `The registry that npm is configured with has a package ${name}, too.`;
    return [finding('name-upstream', { path, message })];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Nobody knows whether the registry that npm is configured with has ${name}: ${reason}`;
    const advice = 'Review again, or look for the name there yourself.';
    return [finding('name-upstream', { path, message, advice })];
  }
}
