// `stillpack tag`: npm dist-tag.
import { tagsOf } from '../change/computed-tags.ts';
import {
  parsePackageName,
  parsePackageSpec,
  parseTag,
  parseVersion,
} from '../change/parse-names.ts';
import { planDistTag } from '../change/plan-dist-tag.ts';
import { type ChangeOptions, type ChangeReport, commitPlan } from './change-repository.ts';
import { readHeldPackage } from './read-held.ts';
import { type ReadOptions, readRepository } from './read-repository.ts';

/** Sets the tag of `spec` (`@acme/ui@2.0.0`). Throws as `planDistTag`. */
export async function addTag({
  spec,
  tag: tagText,
  ...options
}: ChangeOptions & { readonly spec: string; readonly tag: string }): Promise<ChangeReport> {
  const { name, rest } = parsePackageSpec(spec);
  const [tag, version] = [parseTag(tagText), parseVersion(rest)];
  return commitPlan(options, async (repository) =>
    planDistTag({ pkg: await readHeldPackage(repository, name), tag, version }),
  );
}

/** Throws as `planDistTag`. */
export async function removeTag({
  pkg: pkgText,
  tag: tagText,
  ...options
}: ChangeOptions & { readonly pkg: string; readonly tag: string }): Promise<ChangeReport> {
  const [name, tag] = [parsePackageName(pkgText), parseTag(tagText)];
  return commitPlan(options, async (repository) =>
    planDistTag({ pkg: await readHeldPackage(repository, name), tag, version: undefined }),
  );
}

/** Versions by tag, `latest` first. Throws PACKAGE_UNKNOWN, META_INVALID. */
export async function listTags({
  pkg: pkgText,
  ...options
}: ReadOptions & { readonly pkg: string }): Promise<ReadonlyMap<string, string>> {
  const name = parsePackageName(pkgText);
  return readRepository(options, async (repository) => {
    const { meta, versions } = await readHeldPackage(repository, name);
    return tagsOf(meta, versions);
  });
}
