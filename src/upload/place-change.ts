// From the plan of an upload to a branch of the remote.
import type { Change, ChangeAuthor } from '../change/change.ts';
import type { AddPlan } from '../change/plan-add.ts';
import { writeConflict } from '../commit/bare/push-outcome.ts';
import { branchNameOfAll } from '../forge/branch-name.ts';
import type { Forge, PullRequest } from '../forge/forge.ts';
import { branchOnly } from '../forge/forge-of.ts';
import { createProposals } from '../proposals/proposals.ts';
import type { Oid } from '../source/git-engine.ts';
import type { ShallowClone } from './shallow-clone.ts';

export interface Placing {
  readonly clone: ShallowClone;
  readonly author: ChangeAuthor;
  readonly now: () => Date;
  /** On the newest commit that the clone has. */
  readonly plan: () => Promise<AddPlan>;
}

export interface Placed {
  readonly plan: AddPlan;
  readonly commit?: Oid;
  /** Where the commit is. */
  readonly branch?: string;
  readonly pullRequest?: PullRequest;
}

/** Each takes a fetch at least, by which time it is somebody else's turn no longer. */
const maxAttempts = 20;

/** On the clone's own branch, planned anew whenever somebody else was faster. Throws as the plan and the push, WRITE_CONFLICT. */
export async function placeDirectly(placing: Placing): Promise<Placed> {
  const { clone } = placing;
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    if (attempt > 0) await clone.fetch();
    const plan = await placing.plan();
    if (plan.change === undefined) return { plan };
    const commit = await importChange(placing, plan.change);
    const outcome = await clone.push(commit);
    if (outcome.state === 'accepted') return { plan, commit, branch: clone.branch };
  }
  throw writeConflict(maxAttempts);
}

async function importChange({ clone, author, now }: Placing, change: Change): Promise<Oid> {
  const made = { change, author, committer: author, date: now() };
  const [commit] = await clone.importCommits(await clone.head(), [made]);
  if (commit === undefined) throw new TypeError('git fast-import made no commit');
  return commit;
}

/** On a branch named after the versions, for review. Throws as the plan, and as `Proposals.propose`. */
export async function propose({
  clone,
  author,
  now,
  forge = branchOnly,
  plan: makePlan,
}: Placing & { readonly forge: Forge | undefined }): Promise<Placed> {
  const plan = await makePlan();
  const commit = await clone.head();
  const blobAt = async (of: Oid | undefined, path: string): Promise<Oid | undefined> => {
    if (of === undefined) return undefined;
    const folder = path.slice(0, path.lastIndexOf('/'));
    await clone.bring(of, [folder]);
    return (await clone.list(of, [folder])).find((entry) => entry.path === path)?.oid;
  };
  const proposals = createProposals({
    repository: {
      ...clone,
      objectFormat: commit.length === 64 ? 'sha256' : 'sha1',
      // A branch that was merged has versions that are there: what is planned anew is not on it.
      isMerged: () => Promise.resolve(false),
      blobAt,
    },
    ...{ forge, base: clone.branch, now },
    alone: (task) => task({ commit }),
  });
  const proposed = await proposals.propose({
    author,
    branch: branchNameOfAll(plan.added),
    plan: () => Promise.resolve(plan.change),
  });
  return { plan, ...proposed };
}
