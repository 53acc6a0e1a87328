// `stillpack deprecate`, `stillpack undeprecate`: npm deprecate.
import { StillpackError } from '../errors.ts';
import { parsePackageSpec, parseRange } from '../change/parse-names.ts';
import { planDeprecate } from '../change/plan-deprecate.ts';
import { type ChangeOptions, type ChangeReport, commitPlan } from './change-repository.ts';
import { readHeldPackage } from './read-held.ts';

interface DeprecateOptions extends ChangeOptions {
  /** `@acme/ui`, `@acme/ui@1.0.0`, `@acme/ui@<2`. */
  readonly spec: string;
}

/** Throws as `planDeprecate`, and OPTION_INVALID for an empty text. */
export async function deprecate({
  text,
  ...options
}: DeprecateOptions & {
  /** What people read who install it. */
  readonly text: string;
}): Promise<ChangeReport> {
  if (text.trim() !== '') return setMessage(options, text);
  throw new StillpackError('OPTION_INVALID', 'The text is empty.', {
    hint: '`stillpack undeprecate` lifts a deprecation.',
  });
}

/** Throws as `planDeprecate`. */
export async function undeprecate(options: DeprecateOptions): Promise<ChangeReport> {
  return setMessage(options, '');
}

async function setMessage(
  { spec, ...options }: DeprecateOptions,
  message: string,
): Promise<ChangeReport> {
  const { name, rest } = parsePackageSpec(spec);
  const range = parseRange(rest);
  return commitPlan(options, async (repository) =>
    planDeprecate({ pkg: await readHeldPackage(repository, name), range, message }),
  );
}
