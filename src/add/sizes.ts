import type { AddPlan } from '../change/plan-add.ts';
import { checkFileSize, checkRepositorySize, isForgeLimited } from '../change/size-limits.ts';
import type { CommitStore } from '../commit/commit-store.ts';
import type { Problem } from '../problems.ts';
import { readRepositorySize } from './repository-size.ts';

/** FILE_TOO_LARGE and REPOSITORY_LARGE for what a plan adds to git itself. */
export async function checkSizes({
  store,
  commonDir,
  plan,
}: {
  readonly store: CommitStore;
  /** Where the repository's objects lie. */
  readonly commonDir: string;
  readonly plan: AddPlan;
}): Promise<readonly Problem[]> {
  if (plan.added.length === 0) return [];
  const lfs = await store.readLfsPaths(plan.added.map(({ path }) => path));
  const inGit = plan.added.filter(({ path }) => !lfs.has(path));
  const limited = isForgeLimited(await store.readRemoteUrls());
  const files = limited ? inGit.flatMap(({ path, size }) => checkFileSize(path, size)) : [];
  const growth = inGit.reduce((sum, { size }) => sum + size, 0);
  const total = (await readRepositorySize(commonDir)) + growth;
  return [...files, ...checkRepositorySize('.', total)];
}
