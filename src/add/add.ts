// `stillpack add`: tarballs and package folders become a commit of the registry repository.
import { parseTag } from '../change/parse-names.ts';
import { planAdd, type PlacedVersion } from '../change/plan-add.ts';
import { StillpackError } from '../errors.ts';
import type { Problem } from '../problems.ts';
import {
  type ChangeOptions,
  type ChangeReport,
  changeRepository,
} from '../verbs/change-repository.ts';
import { readCandidates } from './candidates.ts';
import { createRefusal } from './refusal.ts';
import { checkSizes } from './sizes.ts';

export interface AddOptions extends ChangeOptions {
  /** Tarballs and package folders, relative to `cwd`. */
  readonly files: readonly string[];
  readonly cwd: string;
  /** A dist-tag for the versions. @default none: `latest` is computed */
  readonly tag?: string | undefined;
}

export interface AddReport extends ChangeReport {
  readonly added: readonly PlacedVersion[];
  /** There already, with the same bytes. */
  readonly unchanged: readonly PlacedVersion[];
  readonly warnings: readonly Problem[];
}

/**
 * Adds all files or none. Throws ADD_REFUSED with every problem (or VERSION_EXISTS, FILE_TOO_LARGE when that is the
 * only kind), NOT_A_TARBALL, PACK_FAILED, OPTION_INVALID, TAG_INVALID, and what opening and committing throw.
 */
export async function add(options: AddOptions): Promise<AddReport> {
  const tag = options.tag === undefined ? undefined : parseTag(options.tag);
  refuseNoFiles(options.files);
  const { plan, report } = await changeRepository(options, async ({ engine, store, commit }) => {
    const { problems, ...request } = await readCandidates({ ...options, engine, base: commit });
    const planned = planAdd({ ...request, tag });
    const sizes = await checkSizes({ store, commonDir: engine.commonDir, plan: planned });
    const warnings = [...problems, ...planned.problems, ...sizes];
    const refusal = createRefusal(warnings);
    if (refusal !== undefined) throw refusal;
    return { ...planned, warnings };
  });
  const { added, unchanged, warnings } = plan;
  return { added, unchanged, ...report, warnings };
}

function refuseNoFiles(files: readonly string[]): void {
  if (files.length > 0) return;
  throw new StillpackError('OPTION_INVALID', 'No file is named.', {
    hint: 'Name .tgz files made by `npm pack`, or folders that hold a package.json.',
  });
}
