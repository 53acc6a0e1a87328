import type { GitProgram } from '../source/git/git-program.ts';
import type { Oid } from '../source/git-engine.ts';
import { linesOf } from './find-leaked.ts';
import { withoutSignature } from './move-refs.ts';
import type { Ref } from './read-refs.ts';

/** How many of the commits and of the annotated tags are signed: what is new cannot have the old signature. */
export async function countSignatures(
  git: GitProgram,
  { commits, tags }: { readonly commits: ReadonlySet<Oid>; readonly tags: readonly Ref[] },
): Promise<number> {
  let signed = 0;
  if (commits.size > 0) {
    const args = ['rev-list', '--no-walk=unsorted', '--header', '--stdin'];
    const texts = (await git.output(args, linesOf(commits))).toString('latin1').split('\0');
    signed += texts.filter((text) => /^gpgsig/m.test(text.split('\n\n', 1).join(''))).length;
  }
  for (const { oid, commit } of tags) {
    if (oid === commit) continue;
    const text = (await git.output(['cat-file', 'tag', oid])).toString('latin1');
    if (withoutSignature(text) !== text) signed += 1;
  }
  return signed;
}
