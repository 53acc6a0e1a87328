// `stillpack unpublish`: npm unpublish.
import { parsePackageSpec, parseVersion } from '../change/parse-names.ts';
import { planUnpublish } from '../change/plan-unpublish.ts';
import { type ChangeOptions, type ChangeReport, commitPlan } from './change-repository.ts';
import { readHeldPackage } from './read-held.ts';

export interface UnpublishOptions extends ChangeOptions {
  /** `@acme/ui@1.0.0`, or `@acme/ui` for all of it. */
  readonly spec: string;
  /** Kept in meta.json and in the commit's message. @default none */
  readonly reason?: string | undefined;
  /** Needed for a whole package, or for its last version. @default false */
  readonly force?: boolean | undefined;
}

/** Throws as `planUnpublish`. The bytes stay in the history. */
export async function unpublish({
  spec,
  reason,
  force = false,
  ...options
}: UnpublishOptions): Promise<ChangeReport> {
  const { name, rest } = parsePackageSpec(spec);
  const version = rest === '' ? undefined : parseVersion(rest);
  return commitPlan(options, async (repository) =>
    planUnpublish({ pkg: await readHeldPackage(repository, name), version, reason, force }),
  );
}
