// The history of every ref without the leaked objects: made beside the old one, checked, and then taken at once.
import { StillpackError } from '../errors.ts';
import { durable } from '../source/git/durable.ts';
import type { GitProgram } from '../source/git/git-program.ts';
import { type Oid, oidOf } from '../source/git-engine.ts';
import { checkHistory, checkObjects } from './check-rewrite.ts';
import { refsTo } from './elsewhere.ts';
import { type MovedRef, moveRefs, planMoves } from './move-refs.ts';
import { purgedTextOf } from './purged-text.ts';
import { readRefs } from './read-refs.ts';
import { rewriteCommits } from './rewrite-commits.ts';
import type { Repository, Survey } from './survey.ts';

/** Moves every ref that leads to a leaked object. `head` may be one commit after that of the survey. */
export async function rewriteHistory(
  { engine, git }: Repository,
  {
    head,
    boundary,
    leaked,
    ...found
  }: Pick<Survey, 'head' | 'boundary' | 'leaked' | 'affected' | 'refs'>,
): Promise<readonly MovedRef[]> {
  if (found.affected.size === 0) return [];
  const { refs } = await readRefs(git);
  const affected = await withNext(git, found.affected, head);
  const old = refsTo(refs, affected);
  const replaced = new Map<Oid, Oid>();
  for (const oid of leaked) replaced.set(oid, await writeText(git, purgedTextOf(oid)));
  const tips = new Set(old.map(({ commit }) => commit));
  const commits = await rewriteCommits(git, { tips, boundary, replaced });
  if (commits.size !== affected.size) throw movedMeanwhile();
  const newTips = [...tips].map((tip) => commits.get(tip) ?? tip);
  await checkObjects(git, { tips: newTips, boundary, leaked });
  await checkHistory(engine, { from: head, to: commits.get(head) ?? head, replaced });
  const moves = await planMoves(git, old, commits);
  await moveRefs(git, moves);
  return moves;
}

/** With the commit that was made since, if it is on one of them. */
async function withNext(
  git: GitProgram,
  affected: ReadonlySet<Oid>,
  head: Oid,
): Promise<ReadonlySet<Oid>> {
  const line = await git.output(['rev-list', '--parents', '--max-count=1', head]);
  const [, ...parents] = line.toString('latin1').trim().split(' ');
  // Git prints ids.
  return parents.some((parent) => affected.has(parent as Oid))
    ? new Set([...affected, head])
    : affected;
}

async function writeText(git: GitProgram, text: string): Promise<Oid> {
  const args = [...durable, 'hash-object', '-w', '--no-filters', '--stdin'];
  const written = (await git.output(args, text)).toString('latin1').trim();
  const oid = oidOf(written);
  if (oid === undefined) throw new TypeError(`git gave "${written}" as an object id`);
  return oid;
}

function movedMeanwhile(): StillpackError {
  return new StillpackError('GIT_FAILED', 'Another commit was made in the meantime.', {
    hint: 'The history is as it was; run the command again.',
  });
}
